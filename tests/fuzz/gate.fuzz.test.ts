import {
  correctCard,
  moveCardToColumn,
  removeCard,
  restoreCard,
} from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { judge } from '@murmure/server/relay/gate'
import type { Author } from '@murmure/server/relay/policy'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { person } from '../support/hall.ts'
import { runs } from '../support/seed.ts'

const COLUMNS = ['apporte', 'manque'] as const
const MEMBERS: readonly Author[] = ['ada', 'bob', 'eve'].map((name) => ({
  participantId: person(name),
  role: 'participant',
}))

/** One server and its members' replicas; what they send goes through the gate, as in the relay. */
function openGroup() {
  const server = new Y.Doc()
  const owners = new Map<number, string>()
  const verdicts: string[] = []
  const send = (author: Author, update: Uint8Array): string => {
    const context = {
      doc: server,
      kind: 'group',
      author,
      ownerOf: owners.get.bind(owners),
    } as const
    const verdict = judge(update, context)
    verdicts.push(verdict.kind)
    if (verdict.kind !== 'apply') return verdict.kind
    Y.applyUpdate(server, verdict.update)
    for (const clientId of verdict.newClientIds) owners.set(clientId, author.participantId)
    return 'apply'
  }
  return { server, send, verdicts }
}

type Member = { readonly author: Author; doc: Y.Doc; readonly cardIds: string[] }

const operation = fc.record({
  who: fc.nat(MEMBERS.length - 1),
  act: fc.constantFrom('stick', 'correct', 'move', 'remove', 'restore', 'sync', 'pull', 'reload'),
  pick: fc.nat(20),
  text: fc.string({ unit: 'grapheme', maxLength: 30 }),
})
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never

function play(member: Member, { act, pick, text }: Operation): void {
  const { doc, cardIds, author } = member
  const cardId = cardIds[pick % Math.max(cardIds.length, 1)]
  if (act === 'stick') {
    const created = `${author.participantId}.${String(cardIds.length).padStart(16, '0')}`
    stickCard(doc, { cardId: created, columnId: COLUMNS[pick % 2] ?? 'apporte', text, at: pick })
    cardIds.push(created)
  } else if (cardId === undefined) return
  else if (act === 'correct') correctCard(doc, cardId, text)
  else if (act === 'move') moveCardToColumn(doc, cardId, COLUMNS[pick % 2] ?? 'apporte')
  else if (act === 'remove') removeCard(doc, cardId, { at: pick, by: author.participantId })
  else if (act === 'restore') restoreCard(doc, cardId)
}

test('no honest member is ever refused, whatever they do offline and in whatever order they return', () => {
  let applied = 0
  fc.assert(
    fc.property(fc.array(operation, { minLength: 20, maxLength: 60 }), (operations) => {
      const group = openGroup()
      const members: Member[] = MEMBERS.map((author) => ({ author, doc: new Y.Doc(), cardIds: [] }))
      const push = ({ author, doc }: Member) => group.send(author, Y.encodeStateAsUpdate(doc))
      const pull = ({ doc }: Member) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(group.server))
      for (const op of operations) {
        const member = members[op.who] as Member
        if (op.act === 'sync') push(member)
        else if (op.act === 'pull') pull(member)
        else if (op.act === 'reload') {
          // A page load: another clientID, the same person, everything from the local store.
          const doc = new Y.Doc()
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(member.doc))
          member.doc = doc
        } else play(member, op)
      }
      for (const member of members) push(member)
      for (const member of members) pull(member)
      expect(group.verdicts.filter((kind) => kind === 'refuse' || kind === 'gap')).toEqual([])
      const wanted = readCards(group.server, 'a')
      for (const { doc } of members)
        expect(readCards(doc, 'a')).toEqual(expect.arrayContaining([...wanted]))
      applied += group.verdicts.filter((kind) => kind === 'apply').length
    }),
    { numRuns: runs(400) },
  )
  expect(applied).toBeGreaterThan(400)
})

test("no mutated bytes change someone else's note, throw, or leave anything pending", () => {
  const kinds = new Map<string, number>()
  const mutation = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat(3) })
  fc.assert(
    fc.property(
      fc.array(operation, { minLength: 5, maxLength: 15 }),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (operations, mutations, sendsAll) => {
        const group = openGroup()
        const [bob, eve] = [MEMBERS[1], MEMBERS[2]] as [Author, Author]
        const victim: Member = { author: bob, doc: new Y.Doc(), cardIds: [] }
        for (const text of ['Une note', 'Une autre']) {
          play(victim, { who: 1, act: 'stick', pick: 0, text })
        }
        group.send(bob, Y.encodeStateAsUpdate(victim.doc))
        const before = readCards(group.server, 'a')
        const attacker: Member = { author: eve, doc: new Y.Doc(), cardIds: [] }
        Y.applyUpdate(attacker.doc, Y.encodeStateAsUpdate(group.server))
        for (const op of operations) play(attacker, op)
        // Also what no client does: the victim's own cards, and a new root.
        if (sendsAll) {
          correctCard(attacker.doc, victim.cardIds[0] ?? '', 'Volée')
          attacker.doc.getMap('other').set('x', 1)
        }
        const bytes = Y.encodeStateAsUpdate(attacker.doc)
        for (const { at, byte, cut } of mutations) bytes[at % bytes.length] = byte ^ cut
        const kind = group.send(eve, bytes)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        const after = readCards(group.server, 'a').filter(({ cardId }) =>
          victim.cardIds.includes(cardId),
        )
        expect(after).toEqual(before)
        expect([...group.server.share.keys()]).not.toContain('other')
        expect([group.server.store.pendingStructs, group.server.store.pendingDs]).toEqual([
          null,
          null,
        ])
      },
    ),
    { numRuns: runs(4000) },
  )
  expect(kinds.get('refuse')).toBeGreaterThan(100)
  expect(kinds.get('apply')).toBeGreaterThan(10)
})
