import {
  KEEP_ALIVE,
  MESSAGE,
  type RefusalReason,
  SUBPROTOCOL,
} from '@murmure/shared/protocol/frames'

import { type Connection, createConnection } from './connection.ts'
import type { Admission, Person, RelayMeter, Socket } from './contract.ts'
import type { Outbox } from './outbox.ts'
import type { Room } from './room.ts'

/** What a commit, or a change beside the document, means to whoever waits for it. */
export type News = 'update' | 'notice' | 'closed'

/** Why a participant's writes into one document are dropped; shared by all their requests. */
type Quarantine = { reason: RefusalReason | undefined }

/**
 * A person without a websocket, on one document, from one request to the next: what a socket would be. It
 * stands among the room's connections, so that it counts as present and hears of commits, of a revocation, of
 * the end of a board. It holds no frame: a poll says which change it has, and the room knows what came after.
 */
export type Line = {
  readonly room: Room
  readonly connection: Connection
  readonly quarantine: Quarantine
  /** Polls that wait for news of this document. */
  readonly waiting: Set<(news: News) => void>
  /** Requests under way: as long as there are any it stays, however long they take. */
  uses: number
  /** When its last request came. */
  lastUsedAt: number
  /** The close code that a socket would have been sent. */
  closedWith: number | undefined
}

export type LineOptions = {
  readonly room: Room
  readonly person: Person
  readonly admission: Admission
  readonly now: () => number
  /** Once: it was closed, from wherever. */
  readonly onClosed: (line: Line) => void
}

export function createLine({ room, person, admission, now, onClosed }: LineOptions): Line {
  const quarantine: Quarantine = { reason: undefined }
  const tell = (news: News) => {
    for (const listener of line.waiting) listener(news)
  }
  const base = createConnection(
    socketOf({ send: ignore, close: (code) => closeLine(code) }),
    person,
    admission,
    { now, onLag: ignore },
  )
  const line: Line = {
    room,
    quarantine,
    waiting: new Set(),
    uses: 0,
    lastUsedAt: now(),
    closedWith: undefined,
    connection: {
      ...base,
      ...quarantined(base, quarantine),
      outbox: { ...base.outbox, sendUpdate: () => tell('update'), sendExtra: () => tell('notice') },
    },
  }

  function closeLine(code: number): void {
    if (line.closedWith !== undefined) return
    line.closedWith = code
    onClosed(line)
    tell('closed')
  }

  return line
}

/** The writing side of one request. Its receipts are its own: a 200 speaks of this request's frames. */
export type Post = {
  readonly connection: Connection
  /** What is to be answered. */
  readonly frames: Uint8Array[]
  /** The change up to which a SyncStep2 among the frames reaches. */
  head: number | undefined
}

export function createPost(
  { connection: { person, admission, openedAt }, quarantine }: Line,
  options: {
    readonly now: () => number
    readonly meter: RelayMeter | undefined
    readonly onClosed: (code: number) => void
  },
): Post {
  const { now, meter, onClosed } = options
  const frames: Uint8Array[] = []
  const send = (bytes: Uint8Array) => {
    // The status of the answer says both.
    if (bytes !== KEEP_ALIVE && bytes[0] !== MESSAGE.saved) frames.push(bytes)
  }
  const base = createConnection(socketOf({ send, close: onClosed }), person, admission, {
    now,
    onLag: ignore,
    meter,
  })
  const sendAnswer: Outbox['sendAnswer'] = (stateVector, head, make) => {
    base.outbox.sendAnswer(stateVector, head, make)
    post.head = head
  }
  const post: Post = {
    frames,
    head: undefined,
    connection: {
      ...base,
      ...quarantined(base, quarantine),
      // What this person knows, they know since their first request, not since this one.
      openedAt,
      outbox: { ...base.outbox, sendAnswer },
    },
  }
  return post
}

/** A refusal holds for all requests of this person on this document, not for the one that earned it. */
const quarantined = (
  base: Connection,
  quarantine: Quarantine,
): Pick<Connection, 'refuse' | 'isRefused'> => ({
  refuse(reason) {
    quarantine.reason ??= reason
    base.refuse(reason)
  },
  isRefused: () => quarantine.reason !== undefined,
})

/** Nothing waits in it and nothing slows it down: what a request may send is limited before it gets here. */
function socketOf({
  send,
  close,
}: {
  readonly send: (bytes: Uint8Array) => void
  readonly close: (code: number) => void
}): Socket {
  return {
    readyState: 1,
    protocol: SUBPROTOCOL,
    bufferedAmount: 0,
    send,
    close,
    terminate: ignore,
    on: ignore,
  }
}

function ignore(): void {
  // There is no socket behind it: nothing to cut, nothing that ever closes by itself.
}
