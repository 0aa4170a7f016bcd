/** What the floor of type size on a screen follows from (ISO 9241-3: 16′ of arc at the last row). */
export type ScreenRoom = {
  /** Metres from the image to the last row. */
  readonly lastRowM: number
  readonly imageWidthM: number
}

export const DEFAULT_ROOM: ScreenRoom = { lastRowM: 8, imageWidthM: 2.4 }

const MINIMUM_ARC_RAD = ((16 / 60) * Math.PI) / 180
/** Height of a capital of the text face, in em. */
const CAPITAL_EM = 0.67

/**
 * The smallest font size that the last row can read, in hundredths of the image's width: what a room knows
 * is how wide its image is, whatever the shape. 2.3 vw with the defaults, which on 16:9 is 4.1 vh.
 */
export function smallestFontVw({ lastRowM, imageWidthM }: ScreenRoom): number {
  return ((100 * lastRowM) / imageWidthM) * (Math.tan(MINIMUM_ARC_RAD) / CAPITAL_EM)
}
