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
/** A projected image is 16:9 whatever the window's shape: that is what the room was measured with. */
const IMAGE_RATIO = 16 / 9

/** The smallest font size that the last row can read, in hundredths of the image's height. */
export function smallestFontVh({ lastRowM, imageWidthM }: ScreenRoom): number {
  const imageHeightM = imageWidthM / IMAGE_RATIO
  return ((100 * lastRowM) / imageHeightM) * (Math.tan(MINIMUM_ARC_RAD) / CAPITAL_EM)
}
