import type { Socket } from '@murmure/server/relay/contract'
import { SUBPROTOCOL } from '@murmure/shared/protocol/frames'

type Sent = { readonly frame: Uint8Array; readonly at: number }

const OPEN = 1
const CLOSED = 3

/** One socket, both ends of it, in memory: what is sent waits until somebody lets it through. */
export type Line = {
  readonly socket: Socket
  send(frame: Uint8Array): void
  isOpen(): boolean
  /** Frames on their way to the server, and to the client. */
  waiting(): { readonly up: number; readonly down: number }
  /** Since when the first of them waits. */
  waitingSince(): number | undefined
  /** Lets so many frames through; the client's are returned. */
  deliverUp(count: number): void
  deliverDown(count: number): readonly Uint8Array[]
  /** A dead network: what was on its way is lost, and both ends know. */
  cut(): void
  /** The code that the server closed it with. */
  closedWith(): number | undefined
}

/** `onServerSend` sees each frame the moment the server lets go of it. */
export function createLine(now: () => number, onServerSend: (frame: Uint8Array) => void): Line {
  let up: Sent[] = []
  let down: Sent[] = []
  let downBytes = 0
  let readyState = OPEN
  let isPaused = false
  let code: number | undefined
  let onMessage: (data: Buffer, isBinary: boolean) => void = () => undefined
  const onClose: ((cause: unknown) => void)[] = []

  function end(closing?: number): void {
    if (readyState === CLOSED) return
    readyState = CLOSED
    code = closing
    for (const listener of onClose) listener(undefined)
  }

  const socket: Socket = {
    get readyState() {
      return readyState
    },
    protocol: SUBPROTOCOL,
    get bufferedAmount() {
      return downBytes
    },
    send(bytes) {
      if (readyState !== OPEN) return
      onServerSend(bytes)
      down.push({ frame: bytes, at: now() })
      downBytes += bytes.length
    },
    close: end,
    terminate: () => end(),
    pause: () => void (isPaused = true),
    resume: () => void (isPaused = false),
    on(event: string, listener: (...values: never[]) => void) {
      if (event === 'message') onMessage = listener as typeof onMessage
      if (event === 'close') onClose.push(listener as (cause: unknown) => void)
    },
  }
  return {
    socket,
    send: (frame) => void (readyState === OPEN && up.push({ frame, at: now() })),
    isOpen: () => readyState === OPEN,
    waiting: () => ({ up: up.length, down: down.length }),
    waitingSince: () =>
      [up[0], down[0]].reduce<number | undefined>(
        (first, sent) => (sent && sent.at < (first ?? Number.POSITIVE_INFINITY) ? sent.at : first),
        undefined,
      ),
    deliverUp(count) {
      for (let left = count; left > 0 && !isPaused && readyState === OPEN; left--) {
        const sent = up.shift()
        if (!sent) return
        onMessage(Buffer.from(sent.frame), true)
      }
    },
    deliverDown(count) {
      const frames = down.splice(0, count).map(({ frame }) => frame)
      for (const frame of frames) downBytes -= frame.length
      return frames
    },
    cut() {
      up = []
      down = []
      downBytes = 0
      end()
    },
    closedWith: () => code,
  }
}
