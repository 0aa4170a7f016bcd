import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { RelayMeter, SentKind, Socket } from './contract.ts'

const OPEN = 1
/** From here on what somebody can do without is dropped: presence, counters, hints. */
export const DROP_EXTRAS_BYTES = 16 * 1024
/** From here on nothing more is put into the socket: it is caught up with when it has drained. */
export const STOP_BYTES = 128 * 1024
/** A socket that holds so much beside its largest frame takes more than its share. */
const CLOSE_BYTES = 1024 * 1024
/** Longest time to fall behind. */
export const LAG_LIMIT_MS = 60_000

/** Behind since then; everything after `from` is missing there. `stateVector`: it asked for all of it. */
export type Lag = {
  readonly since: number
  readonly from: number
  readonly stateVector: Uint8Array | undefined
}

/**
 * One socket's way out. A slow one never holds up the others nor fills the memory: first it loses what it can
 * do without, then it is skipped, always a whole suffix, so that no hole is made, and caught up with one
 * merged tail.
 */
export type Outbox = {
  /** Frames that must arrive, and are small: receipts, refusals, questions. */
  send(bytes: Uint8Array): void
  /** What may be lost: presence, counters. */
  sendExtra(bytes: Uint8Array): void
  /** The document's change number `seq`. */
  sendUpdate(bytes: Uint8Array, seq: number): void
  /** Answers SyncStep1, now or with the catching up; `make` runs at once or not at all. */
  sendAnswer(stateVector: Uint8Array, head: number, make: () => Uint8Array): void
  lag(): Lag | undefined
  /** Drained far enough to be caught up with. */
  isReady(): boolean
  /** What was missing; from here on it is up to date. */
  catchUp(bytes: Uint8Array): void
  /** Cut it: it holds too much, or was behind for too long. */
  isHopeless(): boolean
}

export function createOutbox(
  socket: Socket,
  now: () => number,
  onLag: () => void,
  meter?: RelayMeter,
): Outbox {
  let lag: Lag | undefined
  let largest = 0

  const put = (bytes: Uint8Array, kind: SentKind): void => {
    if (socket.readyState !== OPEN) return
    meter?.sent(kind, bytes.length)
    largest = Math.max(largest, bytes.length)
    socket.send(bytes)
  }
  const fallBehind = (from: number, stateVector?: Uint8Array): void => {
    const isNew = lag === undefined
    lag = { since: lag?.since ?? now(), from: lag?.from ?? from, stateVector }
    if (isNew) onLag()
  }
  const isFull = () => socket.bufferedAmount > STOP_BYTES
  const isHopeless = () =>
    socket.bufferedAmount > CLOSE_BYTES + largest ||
    (lag !== undefined && now() - lag.since > LAG_LIMIT_MS)

  return {
    send(bytes) {
      if (isHopeless()) socket.close(CLOSE.tryLater)
      else put(bytes, 'control')
    },
    sendExtra(bytes) {
      if (lag === undefined && socket.bufferedAmount <= DROP_EXTRAS_BYTES) put(bytes, 'extra')
    },
    sendUpdate(bytes, seq) {
      if (lag !== undefined) return
      if (isFull()) fallBehind(seq - 1)
      else put(bytes, 'update')
    },
    sendAnswer(stateVector, head, make) {
      if (lag !== undefined || isFull()) fallBehind(head, stateVector)
      else put(make(), 'answer')
    },
    lag: () => lag,
    isReady: () => lag !== undefined && socket.bufferedAmount < DROP_EXTRAS_BYTES,
    catchUp(bytes) {
      lag = undefined
      put(bytes, 'answer')
    },
    isHopeless,
  }
}
