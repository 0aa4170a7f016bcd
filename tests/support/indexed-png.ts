import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const COLOURS_MAX = 256
const RGB = 2

type Image = {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel. */
  readonly pixels: Uint8Array
}

/**
 * The same picture with at most 256 colours: a third of the bytes, and no eye that sees it, for flat pages.
 * Takes the PNG that Chromium writes for an opaque page (8 bits, RGB, not interlaced).
 */
export function indexPng(png: Buffer): Buffer {
  const image = decode(png)
  const palette = choosePalette(image.pixels)
  const { width, height } = image
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  const nearest = new Map<number, number>()
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt(image.pixels, (y * width + x) * 3)
      const index = nearest.get(colour) ?? nearestIn(palette, colour)
      nearest.set(colour, index)
      rows[y * (width + 1) + 1 + x] = index
    }
  }
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, colour >> 8, colour]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const colourAt = (pixels: Uint8Array, at: number): number =>
  ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)

/** The most frequent colours, none of them all but equal to one before it: letters keep their soft edges. */
function choosePalette(pixels: Uint8Array): readonly number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = colourAt(pixels, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  for (const least of [60, 120, 240, 480, 960]) {
    const palette: number[] = []
    for (const colour of frequent) {
      if (palette.every((chosen) => distance(chosen, colour) > least)) palette.push(colour)
      if (palette.length > COLOURS_MAX) break
    }
    if (palette.length <= COLOURS_MAX) return palette
  }
  return frequent.slice(0, COLOURS_MAX)
}

function nearestIn(palette: readonly number[], colour: number): number {
  let best = 0
  let least = Infinity
  for (const [index, candidate] of palette.entries()) {
    const away = distance(candidate, colour)
    if (away < least) [best, least] = [index, away]
  }
  return best
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return red * red + green * green + blue * blue
}

function decode(png: Buffer): Image {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, kind] = [png[24], png[25]]
  if (depth !== 8 || kind !== RGB) throw new Error(`a PNG of depth ${depth}, kind ${kind}`)
  const data: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(png.subarray(at + 8, at + 8 + length))
    }
    at += length + 12
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width * 3, height) }
}

/** Each row says how it was written: as differences from the left, from above, or from both. */
function unfilter(raw: Buffer, stride: number, height: number): Uint8Array {
  const pixels = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < 3 ? 0 : (pixels[at - 3] ?? 0)
      const up = y === 0 ? 0 : (pixels[at - stride] ?? 0)
      const corner = x < 3 || y === 0 ? 0 : (pixels[at - stride - 3] ?? 0)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0
      pixels[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return pixels
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
