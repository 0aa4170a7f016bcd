import {
  correctCard,
  moveCardToColumn,
  removeCard,
  restoreCard,
} from '@murmure/shared/actions/edit-card'
import { correctCount, correctDepartment } from '@murmure/shared/actions/correct-headcount'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { cardsRoot, readCards } from '@murmure/shared/group-doc'
import { authorOf } from '@murmure/shared/ids'
import type { Author } from '@murmure/server/relay/policy'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { type Gated, openGated } from '../support/gate-case.ts'
import { person } from '../support/hall.ts'
import { runs } from '../support/seed.ts'

const COLUMNS = ['apporte', 'manque'] as const
const OPERATIONS = 20_000
const RUNS = 600
const ADA: Author = { participantId: person('ada'), role: 'participant' }
/** Ada has two tabs; a scribe and a facilitator correct anybody's note. */
const MEMBERS: readonly Author[] = [
  ADA,
  ADA,
  { participantId: person('bob'), role: 'participant' },
  { participantId: person('sam'), role: 'scribe' },
  { participantId: person('nadia'), role: 'facilitator' },
]

/** A tab: a replica, what it has made and not sent as Update, and how many notes it stuck. */
type Member = {
  readonly author: Author
  readonly tab: number
  doc: Y.Doc
  unsent: Uint8Array[]
  stuck: number
}

const operation = fc.record({
  who: fc.nat(MEMBERS.length - 1),
  act: fc.constantFrom(
    'stick',
    'stick',
    'correct',
    'correct',
    'move',
    'remove',
    'restore',
    'headcount',
    'update',
    'lost update',
    'sync',
    'pull',
    'reload',
  ),
  pick: fc.nat(40),
  text: fc.string({ unit: 'grapheme', maxLength: 30 }),
})
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never

function openTab(author: Author, tab: number): Member {
  const member: Member = { author, tab, doc: new Y.Doc(), unsent: [], stuck: 0 }
  listen(member)
  return member
}

function listen(member: Member): void {
  member.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') member.unsent.push(update)
  })
}

function play(member: Member, { act, pick, text }: Operation): void {
  const { doc, author } = member
  if (act === 'stick') {
    const number = member.tab * 1_000 + member.stuck++
    const cardId = `${author.participantId}.${String(number).padStart(16, '0')}`
    return void stickCard(doc, { cardId, columnId: COLUMNS[pick % 2] ?? 'apporte', text, at: pick })
  }
  if (act === 'headcount') {
    if (author.role === 'participant') return
    correctCount(doc, 'volunteers', pick % 3 === 0 ? undefined : pick)
    return void correctDepartment(doc, '36', pick % 2 === 0)
  }
  const mine = [...cardsRoot(doc).keys()].filter(
    (cardId) => author.role !== 'participant' || authorOf(cardId) === author.participantId,
  )
  const cardId = mine[pick % Math.max(mine.length, 1)]
  if (cardId === undefined) return
  if (act === 'correct') correctCard(doc, cardId, text)
  if (act === 'move') moveCardToColumn(doc, cardId, COLUMNS[pick % 2] ?? 'apporte')
  if (act === 'remove') removeCard(doc, cardId, { at: pick, by: author.participantId })
  if (act === 'restore') restoreCard(doc, cardId)
}

/** What travels: an Update frame by frame (or not, in a tunnel), all of it, the other way, or a page load. */
function travel(group: Gated, member: Member, act: Operation['act']): string | undefined {
  const { author, doc } = member
  switch (act) {
    case 'update': {
      const next = member.unsent.shift()
      return next && group.send(author, next).kind
    }
    case 'lost update':
      member.unsent.shift()
      return undefined
    case 'sync':
      member.unsent = []
      return group.send(author, diffOf(group, doc), 'step2').kind
    case 'pull':
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(group.server, Y.encodeStateVector(doc)), 'server')
      return undefined
    case 'reload': {
      // Another clientID, the same person, everything from the local store.
      const fresh = new Y.Doc()
      Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
      member.doc = fresh
      member.unsent = []
      listen(member)
      return undefined
    }
    default:
      return undefined
  }
}

const diffOf = (group: Gated, doc: Y.Doc): Uint8Array =>
  Y.encodeStateAsUpdate(doc, Y.encodeStateVector(group.server))

test(`[H3] no honest member is ever refused: ${OPERATIONS} operations, offline, in two tabs, reloaded, in any order`, () => {
  let played = 0
  const said = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(operation, { minLength: 35, maxLength: 60 }), (operations) => {
      const group = openGated()
      const members = MEMBERS.map(openTab)
      const told: string[] = []
      for (const op of operations) {
        const member = members[op.who] as Member
        play(member, op)
        const kind = travel(group, member, op.act)
        if (kind !== undefined) told.push(kind)
        // A gap is answered by a SyncStep2, which is never one.
        if (kind === 'gap') told.push(travel(group, member, 'sync') === 'gap' ? 'twice' : 'healed')
      }
      for (const member of members) told.push(`last ${travel(group, member, 'sync') ?? ''}`)
      for (const member of members) travel(group, member, 'pull')
      expect(told.filter((kind) => /refuse|twice|last gap/.test(kind))).toEqual([])
      const wanted = readCards(group.server, 'a')
      for (const { doc } of members) {
        expect(readCards(doc, 'a')).toHaveLength(wanted.length)
        expect(readCards(doc, 'a')).toEqual(expect.arrayContaining([...wanted]))
      }
      for (const kind of told) said.set(kind, (said.get(kind) ?? 0) + 1)
      played += operations.length
    }),
    { numRuns: runs(RUNS) },
  )
  expect(played).toBeGreaterThanOrEqual(OPERATIONS)
  expect(said.get('apply')).toBeGreaterThan(1000)
  expect(said.get('healed')).toBeGreaterThan(20)
})
