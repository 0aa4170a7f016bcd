import { syncUpdate } from '@murmure/shared/protocol/frames'
import type { Parcel } from '@murmure/shared/protocol/parcels'
import type * as Y from 'yjs'

import { answerFor } from './answers.ts'
import type { Polled } from './http-contract.ts'
import type { Line, News } from './line.ts'
import { roomNotice } from './notices.ts'
import type { Room } from './room.ts'

/** What one answer may hold beside its first document; the next poll brings the rest at once. */
const ANSWER_BYTES = 1024 * 1024
/** Of who asks from nothing: everything. */
const NOTHING = new Uint8Array([0])
/** Another poll of the same person took this one's place: that tab comes back a little later. */
const REPLACED = { kind: 'wait', seconds: 5 } as const

export type Poll = {
  /** Ends it in favour of a newer one. */
  replace(): void
  answer(): Promise<Polled>
}

export type PollOptions = {
  readonly wanted: readonly { readonly line: Line; readonly since: number }[]
  readonly now: () => number
  readonly pollMs: number
  readonly gatherMs: number
  readonly left: AbortSignal
  /** A whole document has to be sent. */
  readonly onWhole: () => void
  /** Reads the room's document at a committed version. */
  readonly readCommitted: <Value>(room: Room, read: (doc: Y.Doc) => Value) => Promise<Value>
}

type End = 'news' | 'time' | 'left' | 'replaced' | 'closed'

/** One request that waits for news of several documents. */
export function createPoll(options: PollOptions): Poll {
  const { wanted, left } = options
  /** As each room was told last, with the answer before this one. */
  const wasReadOnly = new Map(wanted.map(({ line }) => [line, line.room.isReadOnly]))
  let finish: (end: End) => void = () => undefined
  const finished = new Promise<End>((resolve) => {
    finish = resolve
  })
  const isNew = wanted.some(({ line, since }) => line.room.head !== since)

  async function answer(): Promise<Polled> {
    const unlisten = listen(options, { isNew, wasReadOnly }, finish)
    try {
      const end = await finished
      const closed = wanted.find(({ line }) => line.closedWith !== undefined)
      if (closed) return { kind: 'closed', code: closed.line.closedWith ?? 0 }
      if (end === 'replaced') return REPLACED
      if (end === 'left' || left.aborted) return { kind: 'left' }
      return {
        kind: 'answered',
        parcels: await collect(
          options,
          (line) => end === 'time' || line.room.isReadOnly !== wasReadOnly.get(line),
        ),
      }
    } catch {
      // A room went away while it was read, and has said so to the log.
      return { kind: 'unavailable' }
    } finally {
      unlisten()
    }
  }
  return { replace: () => finish('replaced'), answer }
}

/** Tells once how the waiting ends; what is returned ends the listening. */
function listen(
  { wanted, left, pollMs, gatherMs }: PollOptions,
  {
    isNew,
    wasReadOnly,
  }: { readonly isNew: boolean; readonly wasReadOnly: ReadonlyMap<Line, boolean> },
  finish: (end: End) => void,
): () => void {
  const timers = [setTimeout(() => finish('time'), pollMs)]
  const onLeft = () => finish('left')
  const gather = () => {
    // One answer for what comes together: a tick of many documents, a burst of notes.
    if (timers.length === 1) timers.push(setTimeout(() => finish('news'), gatherMs))
  }
  const unlisten = wanted.map(({ line }) => {
    const onNews = (news: News) => {
      if (news === 'closed') finish('closed')
      else if (news === 'update' || line.room.isReadOnly !== wasReadOnly.get(line)) gather()
    }
    line.waiting.add(onNews)
    return () => line.waiting.delete(onNews)
  })
  left.addEventListener('abort', onLeft)
  if (left.aborted) finish('left')
  else if (wanted.some(({ line }) => line.closedWith !== undefined)) finish('closed')
  else if (isNew) finish('news')
  return () => {
    for (const timer of timers) clearTimeout(timer)
    for (const stop of unlisten) stop()
    left.removeEventListener('abort', onLeft)
  }
}

/**
 * Everything that is committed and missing. A room's head moves only after a commit, and so does what the room
 * remembers of its last changes; the document itself is read between two ticks. Where a board stands still,
 * who is there is told with the empty answer: news of that kind alone wakes nobody.
 */
async function collect(
  options: PollOptions,
  isToBeNoticed: (line: Line) => boolean,
): Promise<readonly Parcel[]> {
  const parcels: Parcel[] = []
  let size = 0
  for (const { line, since } of options.wanted) {
    if (size > ANSWER_BYTES) break
    const { room } = line
    const changes = room.head === since ? undefined : await changesAfter(room, since, options)
    if (!changes && !isToBeNoticed(line)) continue
    const notice = roomNotice(room, options.now(), line.connection.person.role)
    const frames = changes ? [changes.frame, notice] : [notice]
    parcels.push({ documentId: room.document.documentId, head: changes?.head, frames })
    size += changes?.frame.length ?? 0
  }
  return parcels
}

/** The tail where it is still at hand, else the whole document. */
async function changesAfter(
  room: Room,
  since: number,
  { readCommitted, onWhole }: PollOptions,
): Promise<{ readonly frame: Uint8Array; readonly head: number }> {
  const tail = since < room.head ? room.recent.after(since) : undefined
  if (tail) return { frame: syncUpdate(tail), head: room.head }
  onWhole()
  return readCommitted(room, () => ({ frame: answerFor(room, NOTHING), head: room.head }))
}
