import {
  encodePermissionDenied,
  encodeRefused,
  encodeSaved,
  type RefusalReason,
  SUBPROTOCOL,
  syncStep1,
} from '@murmure/shared/protocol/frames'

import { type Allowance, createAllowance, type Rate } from './allowance.ts'
import type { Admission, Person, RelayMeter, Socket } from './contract.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createPulse, type Pulse } from './pulse.ts'
import { afterReceipt, NO_RECEIPTS, type ReceiptEvent, type Receipts } from './receipts.ts'

/** A SyncStep2 that was asked for is on its way for at most this long; then it is asked for again. */
const ASK_AGAIN_MS = 3000

/** One socket on one document, and what it was told. */
export type Connection = {
  readonly person: Person
  readonly admission: Admission
  /** Server time, ms: what it was told before then, it was told now. */
  readonly openedAt: number
  readonly outbox: Outbox
  readonly pulse: Pulse
  /** It offered `murmure.v1`. */
  readonly isOurs: boolean
  /** Counts a frame against the connection's allowance: who sends too much is read more slowly, not refused. */
  readonly charge: (frames: number, bytes: number) => void
  /** Reads nothing more until `release`: its room has enough to do. */
  readonly hold: () => void
  readonly release: () => void
  /** The index of a frame that just arrived, for its receipt. */
  receive(): number
  settle(event: Exclude<ReceiptEvent, { kind: 'received' }>): void
  /** Tells SAVED if it moved since it was last told. */
  tellSaved(): void
  /** A dropped frame keeps SAVED where it was. */
  isFrozen(): boolean
  /** Asks a writer for all that the server lacks, unless it was asked a moment ago. */
  ask(stateVector: Uint8Array): void
  /** The answer came: the next gap may ask again at once. */
  answered(): void
  /** From here on what it writes is dropped unread; it goes on reading. */
  refuse(reason: RefusalReason): void
  isRefused(): boolean
  close(code: number): void
  /** Ends the socket without goodbye: nobody is there to hear it. */
  readonly cut: () => void
  /** Ends its timers: the socket is gone. */
  readonly end: () => void
}

export type ConnectionOptions = {
  readonly now: () => number
  readonly onLag: () => void
  readonly rate?: Rate | undefined
  readonly meter?: RelayMeter | undefined
}

export function createConnection(
  socket: Socket,
  person: Person,
  admission: Admission,
  { now, onLag, rate, meter }: ConnectionOptions,
): Connection {
  const isOurs = socket.protocol === SUBPROTOCOL
  const outbox = createOutbox(socket, now, onLag, meter)
  const reading = createReading(socket, createAllowance(now, rate))
  const pulse = createPulse(socket, reading.isPaused)
  let receipts: Receipts = NO_RECEIPTS
  let told = 0
  let refused = false
  let askedAt = Number.NEGATIVE_INFINITY

  return {
    person,
    admission,
    openedAt: now(),
    outbox,
    pulse,
    isOurs,
    charge: reading.charge,
    hold: reading.hold,
    release: reading.release,
    receive() {
      receipts = afterReceipt(receipts, { kind: 'received' })
      return receipts.received
    },
    settle(event) {
      if (event.kind === 'dropped') meter?.dropped()
      receipts = afterReceipt(receipts, event)
    },
    tellSaved() {
      // Nothing is lost where it is behind: the count that it is told later covers this one.
      if (!isOurs || refused || receipts.saved === told || outbox.lag()) return
      told = receipts.saved
      outbox.send(encodeSaved(told))
    },
    isFrozen: () => receipts.frozen,
    ask(stateVector) {
      if (admission.access !== 'write' || refused || now() - askedAt < ASK_AGAIN_MS) return
      askedAt = now()
      outbox.send(syncStep1(stateVector))
    },
    answered() {
      askedAt = Number.NEGATIVE_INFINITY
    },
    refuse(reason) {
      if (refused) return
      refused = true
      meter?.refused(reason)
      outbox.send(isOurs ? encodeRefused(reason) : encodePermissionDenied(reason))
    },
    isRefused: () => refused,
    close: (code) => socket.close(code),
    cut: () => socket.terminate(),
    end: reading.end,
  }
}

type Reading = {
  readonly charge: (frames: number, bytes: number) => void
  readonly hold: () => void
  readonly release: () => void
  readonly isPaused: () => boolean
  readonly end: () => void
}

/** Stops and resumes reading, for one reason or both: TCP then slows the sender down by itself. */
function createReading(socket: Socket, allowance: Allowance): Reading {
  let timer: NodeJS.Timeout | undefined
  let held = false

  const resume = () => {
    if (!held && timer === undefined) socket.resume?.()
  }
  return {
    charge(frames, bytes) {
      const waitMs = allowance.take(frames, bytes)
      if (waitMs === 0 || timer !== undefined) return
      socket.pause?.()
      timer = setTimeout(() => {
        timer = undefined
        resume()
      }, waitMs)
    },
    hold() {
      held = true
      socket.pause?.()
    },
    release() {
      held = false
      resume()
    },
    isPaused: () => held || timer !== undefined,
    end() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
