import { syncUpdate } from '@murmure/shared/protocol/frames'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import * as Y from 'yjs'

import { answerFor, stateVectorOf, wholeOf } from './answers.ts'
import type { Applied } from './apply.ts'
import type { Connection } from './connection.ts'
import type { RelayLog, RelayMeter } from './contract.ts'
import type { Verdict } from './gate.ts'
import type { InboxItem, Room } from './room.ts'

export type SettleOptions = {
  readonly now: number
  readonly log: RelayLog
  readonly meter?: RelayMeter | undefined
  /** The turn of the event loop has taken long enough. */
  readonly isOver: () => boolean
}

/** `left`: questions for the next tick, in their order. `failed`: what could not be answered, because something threw. */
export type Settled = { readonly left: readonly Question[]; readonly failed: readonly Question[] }

/**
 * Sends what a committed tick owes: the update to everyone, answers to those who asked, receipts to those
 * who wrote. All of it is derived from the live state, which is the committed one until the next tick. A hall
 * that joins at once is let in by and by: when the turn `isOver`, what may take long is left for the next tick,
 * which serves others before it.
 */
export function settleTick(
  room: Room,
  { items, verdicts, row, leases }: Applied,
  { now, log, meter, isOver }: SettleOptions,
): Settled {
  if (row) {
    room.head += 1
    room.tail = { rows: room.tail.rows + 1, bytes: room.tail.bytes + row.bytes.length }
    for (const lease of leases) room.leases.set(lease.clientId, lease.participantId)
    room.kept = { ...room.kept, rows: [...room.kept.rows, row.bytes] }
    room.recent.add(room.head, row.bytes, now)
    broadcast(room, row.bytes, room.head)
  }
  const writers = new Set<Connection>()
  const left: Question[] = []
  const failed: Question[] = []
  let isFirst = true
  for (const item of items) {
    if (item.kind === 'write') {
      writers.add(item.from)
      if (verdicts.get(item)?.kind === 'gap') meter?.gap()
      settleWrite(room, item, verdicts.get(item), log)
    } else if (item.kind === 'serve') item.resolve()
    // A request without websockets asks, and then reads what it was answered: nothing overtakes what is left.
    else if (left.length > 0 || (!isFirst && isOver())) left.push(item)
    else {
      if (!tryAnswer(room, item, log)) failed.push(item)
      isFirst = false
    }
  }
  for (const writer of writers) writer.tellSaved()
  return { left, failed }
}

function settleWrite(
  room: Room,
  { from, step, index }: Extract<InboxItem, { kind: 'write' }>,
  verdict: Verdict | undefined,
  log: RelayLog,
): void {
  if (step === 'step2') from.answered()
  switch (verdict?.kind) {
    case 'apply':
    case 'nothing':
      return from.settle({ kind: 'durable', step, index })
    case 'gap':
      from.settle({ kind: 'dropped' })
      return from.ask(stateVectorOf(room))
    case 'refuse':
      from.settle({ kind: 'dropped' })
      from.refuse(verdict.reason)
      return log.warn(
        { documentId: room.document.documentId, role: from.person.role, why: verdict.why },
        'a writer was refused',
      )
    case undefined:
      return from.settle({ kind: 'dropped' })
  }
}

/** The same bytes for every socket, the author's included: newer clients show « synced » when theirs returns. */
export function broadcast(room: Room, update: Uint8Array, seq: number): void {
  const frame = syncUpdate(update)
  for (const { outbox } of room.connections) outbox.sendUpdate(frame, seq)
}

function tryAnswer(room: Room, item: Question, log: RelayLog): boolean {
  try {
    answer(room, item)
    return true
  } catch (cause) {
    log.error({ cause, documentId: room.document.documentId }, 'a room could not answer')
    return false
  }
}

/** What is answered from a committed version. */
export type Question = Exclude<InboxItem, { kind: 'write' | 'serve' }>

function answer(room: Room, item: Question): void {
  switch (item.kind) {
    case 'join':
      return item.from.ask(stateVectorOf(room))
    case 'step1':
      return answerStep1(room, item.from, item.stateVector)
    case 'catch-up':
      return catchUp(room, item.from)
    case 'read':
      return answerRead(room, item)
  }
}

function answerStep1(room: Room, to: Connection, stateVector: Uint8Array): void {
  if (!isStateVector(stateVector)) return to.close(CLOSE.abuse)
  to.outbox.sendAnswer(stateVector, room.head, () => answerFor(room, stateVector))
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes)
    return true
  } catch {
    return false
  }
}

/** One frame with everything that it missed: the tail where it is still at hand, else all that there is. */
function catchUp(room: Room, to: Connection): void {
  const { outbox } = to
  const lag = outbox.lag()
  if (!lag || !outbox.isReady()) return
  if (lag.stateVector) outbox.catchUp(answerFor(room, lag.stateVector))
  else {
    const tail = lag.from === room.head ? undefined : room.recent.after(lag.from)
    outbox.catchUp(syncUpdate(tail ?? wholeOf(room)))
  }
  to.tellSaved()
}

function answerRead(room: Room, item: Extract<InboxItem, { kind: 'read' }>): void {
  try {
    item.read(room.doc)
  } catch (cause) {
    item.reject(new Error('a reader of a document failed', { cause }))
  }
}
