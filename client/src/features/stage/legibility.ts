/** What the floor of type size on a screen follows from (ISO 9241-3: 16′ of arc at the last row). */
export type ScreenRoom = {
  /** Metres from the image to the last row. */
  readonly lastRowM: number
  readonly imageWidthM: number
}

export const DEFAULT_ROOM: ScreenRoom = { lastRowM: 8, imageWidthM: 2.4 }

/** Deeper than so many widths of the image, a page has no room for the title of a column and a note. */
const DEEPEST_WIDTHS = 6

/** The farthest row, in metres, that an image of this width serves. */
export const deepestRowM = (imageWidthM: number): number => DEEPEST_WIDTHS * imageWidthM

const MINIMUM_ARC_RAD = ((16 / 60) * Math.PI) / 180
/** Height of a capital of the text face, in em. */
const CAPITAL_EM = 0.67

/**
 * The smallest font size that the last row can read, in hundredths of the image's width: what a room knows
 * is how wide its image is, whatever the shape. 2.3 vw with the defaults, which on 16:9 is 4.1 vh. Beyond the
 * deepest row that the image serves it grows no more: larger letters would be cut, and read by nobody.
 */
export function smallestFontVw({ lastRowM, imageWidthM }: ScreenRoom): number {
  const servedM = Math.min(lastRowM, deepestRowM(imageWidthM))
  return ((100 * servedM) / imageWidthM) * (Math.tan(MINIMUM_ARC_RAD) / CAPITAL_EM)
}
