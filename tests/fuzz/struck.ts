import type { DocumentKind } from '@murmure/shared/access'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { type Applied, applyInbox } from '@murmure/server/relay/apply'
import { createConnection } from '@murmure/server/relay/connection'
import { judge, type Verdict } from '@murmure/server/relay/gate'
import type { Author } from '@murmure/server/relay/policy'
import { createRoom, type Room } from '@murmure/server/relay/room'
import * as Y from 'yjs'

import { cardOf, copyOf } from '../support/gate-case.ts'
import { DOCUMENTS, person } from '../support/hall.ts'
import { type Attacker, diceOf } from './attacker.ts'
import { furnishRoom, furnishWall } from './wall-attacks.ts'

/** Whose document is struck at; her clientIDs are hers, whatever anybody sends. */
const ADA: Author = { participantId: person('ada'), role: 'participant' }
const VERA: Author = { participantId: person('vera'), role: 'facilitator' }

/** A document of the relay, without sockets or a store: its room, and the shadow of what was committed. */
export type Struck = {
  readonly kind: DocumentKind
  readonly room: Room
  readonly author: Author
  readonly victim: Author
  readonly victimClient: number
  /** What the log alone says. */
  readonly shadow: Y.Doc
  /** One frame through the relay's own tick: judged, applied, checked, leased, appended. */
  strike(
    bytes: Uint8Array,
    step: 'update' | 'step2',
  ): { readonly verdict: Verdict; readonly applied: Applied }
  /** The same, of the victim. */
  goOn(bytes: Uint8Array): Verdict
  attacker(seed: number): Attacker
}

const NEVER = {
  gate: judge,
  writing: undefined,
  leases: [],
  now: 0,
  isOver: () => false,
  isBanned: () => false,
}
const SOCKET = {
  readyState: 1,
  protocol: '',
  bufferedAmount: 0,
  send: () => undefined,
  close: () => undefined,
  terminate: () => undefined,
  on: () => undefined,
}

export function openStruck(kind: DocumentKind, author: Author, gate: typeof judge = judge): Struck {
  const document = kind === 'group' ? DOCUMENTS.a : DOCUMENTS[kind]
  const room = createRoom({ document, snapshot: null, rows: [], head: 0, leases: [] }, 0)
  const shadow = new Y.Doc()
  // No clientID by chance: the same strikes meet the same document again.
  room.doc.clientID = 1_001
  const victim = kind === 'group' ? ADA : VERA
  const send = (who: Author, update: Uint8Array, step: 'update' | 'step2') => {
    const admission = { documentId: document.documentId, kind, access: 'write' } as const
    const whoever = { boardId: document.boardId, ...who }
    const from = createConnection(SOCKET, whoever, admission, {
      now: () => 0,
      onLag: () => undefined,
    })
    const item = { kind: 'write', from, index: 1, at: 0, step, update } as const
    const applied = applyInbox(room, [item], { ...NEVER, gate })
    if (applied.row && !applied.broken) {
      room.head += 1
      for (const { clientId, participantId } of applied.leases)
        room.leases.set(clientId, participantId)
      Y.applyUpdate(shadow, applied.row.bytes)
    }
    const verdict = applied.verdicts.get(item)
    if (!verdict) throw new Error('a frame without a verdict', { cause: applied.broken?.cause })
    return { verdict, applied }
  }

  const hers = new Y.Doc()
  hers.clientID = 1_002
  if (kind === 'room') {
    const serve = { kind: 'serve', write: furnishRoom, resolve: ignore, reject: fail } as const
    const { row } = applyInbox(room, [serve], NEVER)
    if (row) Y.applyUpdate(shadow, row.bytes)
    room.head += 1
  } else {
    if (kind === 'wall') furnishWall(hers, VERA)
    else stickOne(hers, ADA, 'À Ada')
    send(victim, Y.encodeStateAsUpdate(hers), 'update')
    // What the attacks take for their own note; a screen's stands there by another hand.
    if (kind === 'group') {
      const theirs = copyOf(room.doc)
      theirs.clientID = 1_003
      stickOne(theirs, author, 'À moi')
      const writer =
        author.role === 'screen' ? ({ ...author, role: 'participant' } as const) : author
      send(writer, Y.encodeStateAsUpdate(theirs), 'update')
    }
  }
  const victimClient = kind === 'room' ? room.doc.clientID : hers.clientID

  return {
    kind,
    room,
    author,
    victim,
    victimClient,
    shadow,
    strike: (bytes, step) => send(author, bytes, step),
    goOn: (bytes) => send(victim, bytes, 'update').verdict,
    attacker(seed) {
      const dice = diceOf(seed)
      const copy = copyOf(room.doc)
      copy.clientID = 10_000 + dice(1_000_000_000)
      return { author, victim, copy, victimClient, futureClient: 3_000_000_000 + dice(1000), dice }
    },
  }
}

function stickOne(doc: Y.Doc, who: Author, text: string): void {
  stickCard(doc, { cardId: cardOf(who), columnId: 'apporte', text, at: 1 })
}

const ignore = (): void => undefined
function fail(cause: Error): never {
  throw cause
}
