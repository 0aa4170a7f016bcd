import type { Change } from '@murmure/shared/actions/change'
import type { PlacedCard } from '@murmure/shared/actions/arrange-cards'
import type { Board } from '@murmure/shared/board'
import type { RandomBytes } from '@murmure/shared/ids'
import { writeRoom } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import * as Y from 'yjs'

import { type Peer, PEERS } from './operations.ts'
import type { Subject } from './subject.ts'

export const GROUP_IDS = ['group-1', 'group-2'] as const
export const COLUMN_IDS = ['brings', 'missing', 'keep'] as const
/** A column that notes and themes may name although the room has none of that name. */
export const UNKNOWN_COLUMN = 'gone'

const DOCUMENTS = ['room', 'wall', ...GROUP_IDS] as const
export type DocumentName = (typeof DOCUMENTS)[number]

/** One person's copies of the board's documents. */
export type Replica = {
  readonly peer: Peer
  readonly participantId: string
  readonly docs: Readonly<Record<DocumentName, Y.Doc>>
  /** What this person may take back, oldest first: as plain values. */
  readonly undo: { readonly document: DocumentName; readonly changes: readonly Change[] }[]
}

type Parcel = { readonly document: DocumentName; readonly update: Uint8Array }

/** What happened in a run, or in many: a run in which nothing met nothing proves nothing. */
export type Tally = Record<
  | 'steps'
  | 'cuts'
  | 'delivered'
  | 'reordered'
  | 'duplicated'
  | 'lost'
  | 'heldBack'
  | 'overwritten'
  | 'merges'
  | 'mergeCycles'
  | 'removedByOther'
  | 'nested'
  | 'undone'
  | 'undoRefused',
  number
>

export const newTally = (): Tally => ({
  steps: 0,
  cuts: 0,
  delivered: 0,
  reordered: 0,
  duplicated: 0,
  lost: 0,
  heldBack: 0,
  overwritten: 0,
  merges: 0,
  mergeCycles: 0,
  removedByOther: 0,
  nested: 0,
  undone: 0,
  undoRefused: 0,
})

/** Three replicas, the network between them, and what an oracle has to remember of the run. */
export type Hall = {
  readonly subject: Subject
  readonly tally: Tally
  readonly replicas: readonly [Replica, Replica, Replica]
  readonly random: RandomBytes
  /** What was stuck, by card id: a note may never be lost or doubled. */
  readonly stuck: Map<string, { readonly document: DocumentName; readonly text: string }>
  /** Every place that somebody gave to a card. */
  readonly placed: Map<string, PlacedCard[]>
  /** Keys of `cards`, `themes` and `decisions` that were set twice or deleted. */
  readonly rewritten: string[]
  nextId(): string
  board(peer: Peer): Board
  queue(from: Peer, to: Peer): Parcel[]
  cut(a: Peer, b: Peer): void
  mend(a: Peer, b: Peer): void
  /** Hands over the parcel at `index` (not 0 = out of order); `keep` leaves it in the queue, to arrive again. */
  deliver(from: Peer, to: Peer, index: number, keep: 'keep' | 'take'): void
  /** The end of the run: no cuts, every queue emptied, then what was lost is asked for as at a reconnection. */
  exchangeAll(): void
}

export function createHall(subject: Subject, clientOrder: readonly number[], tally: Tally): Hall {
  const stuck: Hall['stuck'] = new Map()
  const placed: Hall['placed'] = new Map()
  const rewritten: string[] = []
  const queues = new Map<string, Parcel[]>()
  const cuts = new Set<string>()
  let ids = 0
  let bytes = 0

  const queue = (from: Peer, to: Peer): Parcel[] => {
    const key = `${from}>${to}`
    const held = queues.get(key) ?? []
    queues.set(key, held)
    return held
  }
  const link = (a: Peer, b: Peer) => `${Math.min(a, b)}-${Math.max(a, b)}`
  const replicas = [replica(0), replica(1), replica(2)] as const
  seedRoom()

  function replica(peer: Peer): Replica {
    const docs = Object.fromEntries(
      DOCUMENTS.map((name) => [name, new Y.Doc()]),
    ) as unknown as Replica['docs']
    for (const name of DOCUMENTS) {
      docs[name].clientID = clientOrder[peer] ?? peer + 1
      docs[name].on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'network') send(peer, { document: name, update })
      })
    }
    for (const name of GROUP_IDS) watchKeys(docs[name].getMap('cards'))
    watchKeys(docs.wall.getMap('themes'))
    watchKeys(docs.wall.getMap('decisions'))
    for (const root of ['placements', 'merges']) countOverwrites(docs.wall.getMap(root))
    return { peer, participantId: `participant----${peer}`, docs, undo: [] }
  }

  function send(from: Peer, parcel: Parcel): void {
    for (const to of PEERS) if (to !== from) queue(from, to).push(parcel)
  }

  function watchKeys(root: Y.Map<unknown>): void {
    root.observe((event) => {
      for (const [key, change] of event.changes.keys) {
        if (change.action !== 'add') rewritten.push(`${change.action} ${key}`)
      }
    })
  }

  function countOverwrites(root: Y.Map<unknown>): void {
    root.observe((event, transaction) => {
      if (transaction.local) return
      for (const { action } of event.changes.keys.values())
        if (action !== 'add') tally.overwritten++
    })
  }

  function seedRoom(): void {
    const sign = { paper: 'round', shape: 'round', letter: 'A' } as const
    writeRoom(replicas[0].docs.room, {
      meta: { schema: 1, title: 'Assemblée', locale: 'fr' },
      sections: [{ sectionId: 'section', title: 'Section', order: 0 }],
      columns: COLUMN_IDS.map((columnId, order) => ({
        columnId,
        section: 'section',
        title: columnId,
        question: columnId,
        order,
      })),
      groups: GROUP_IDS.map((groupId, order) => ({
        groupId,
        name: groupId,
        kind: 'team',
        sign,
        order,
      })),
      session: NEW_SESSION,
    })
    for (const to of PEERS) {
      if (to === 0) continue
      const parcels = queue(0, to).splice(0)
      for (const { update } of parcels) Y.applyUpdate(replicas[to].docs.room, update, 'network')
    }
  }

  function deliver(from: Peer, to: Peer, index: number, keep: 'keep' | 'take'): void {
    if (cuts.has(link(from, to))) {
      tally.heldBack++
      return
    }
    const parcels = queue(from, to)
    const parcel = parcels[index]
    if (!parcel) return
    if (keep === 'take') parcels.splice(index, 1)
    else tally.duplicated++
    if (index > 0) tally.reordered++
    tally.delivered++
    Y.applyUpdate(replicas[to].docs[parcel.document], parcel.update, 'network')
  }

  function exchangeAll(): void {
    cuts.clear()
    for (const from of PEERS) {
      for (const to of PEERS) {
        while (from !== to && queue(from, to).length > 0) {
          deliver(from, to, queue(from, to).length - 1, 'take')
        }
      }
    }
    // Twice: what 2 lacks of 0 may reach it by way of 1.
    for (const from of [...PEERS, ...PEERS]) for (const to of PEERS) synchronise(from, to)
  }

  function synchronise(from: Peer, to: Peer): void {
    for (const name of DOCUMENTS) {
      const target = replicas[to].docs[name]
      const missing = Y.encodeStateAsUpdate(replicas[from].docs[name], Y.encodeStateVector(target))
      Y.applyUpdate(target, missing, 'network')
    }
  }

  return {
    subject,
    tally,
    replicas,
    // Deterministic, and different at each call: order keys of a run must not depend on the machine.
    random: (length) => Uint8Array.from({ length }, () => (bytes = (bytes * 73 + 41) % 251)),
    stuck,
    placed,
    rewritten,
    nextId: () => `id${String(ids++).padStart(14, '0')}`,
    board: (peer) => boardOf(subject, replicas[peer]),
    queue,
    cut: (a, b) => {
      if (a !== b && !cuts.has(link(a, b))) tally.cuts++
      if (a !== b) cuts.add(link(a, b))
    },
    mend: (a, b) => void cuts.delete(link(a, b)),
    deliver,
    exchangeAll,
  }
}

function boardOf(subject: Subject, { docs }: Replica): Board {
  return subject.readBoard(
    docs.room,
    docs.wall,
    new Map(GROUP_IDS.map((groupId) => [groupId, docs[groupId]])),
  )
}
