/** What one connection may send: a burst, then a steady rate. Frames cost what they make the server do. */
export type Allowance = {
  /** Takes `frames` and `bytes`; answers with the milliseconds to wait before reading on, 0 = none. */
  take(frames: number, bytes: number): number
}

export type Rate = {
  readonly framesPerSecond: number
  readonly framesAtOnce: number
  readonly bytesPerSecond: number
  readonly bytesAtOnce: number
}

/** Far above any thumb: thirty notes a second, or a night's writing at once. */
const RATE: Rate = {
  framesPerSecond: 100,
  framesAtOnce: 1_000,
  bytesPerSecond: 256 * 1024,
  bytesAtOnce: 4 * 1024 * 1024,
}

/** A token bucket that may go into debt by one frame: what is read is never thrown away, only paid for. */
export function createAllowance(now: () => number, rate: Rate = RATE): Allowance {
  let frames = rate.framesAtOnce
  let bytes = rate.bytesAtOnce
  let at = now()
  return {
    take(takenFrames, takenBytes) {
      const seconds = Math.max(0, now() - at) / 1000
      at = now()
      frames = Math.min(rate.framesAtOnce, frames + seconds * rate.framesPerSecond) - takenFrames
      bytes = Math.min(rate.bytesAtOnce, bytes + seconds * rate.bytesPerSecond) - takenBytes
      const wait = Math.max(-frames / rate.framesPerSecond, -bytes / rate.bytesPerSecond)
      return Math.max(0, Math.ceil(wait * 1000))
    },
  }
}
