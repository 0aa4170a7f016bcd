import { removeCard, correctCard } from '@murmure/shared/actions/edit-card'
import { revert } from '@murmure/shared/actions/change'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { placeCards } from '@murmure/shared/actions/arrange-cards'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCard } from '@murmure/shared/group-doc'
import type { DocumentKind } from '@murmure/shared/access'
import { judge, type Verdict } from '@murmure/server/relay/gate'
import type { Author } from '@murmure/server/relay/policy'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { person } from '../support/hall.ts'

const ADA: Author = { participantId: person('ada'), role: 'participant' }
const BOB: Author = { participantId: person('bob'), role: 'participant' }
const NADIA: Author = { participantId: person('nadia'), role: 'facilitator' }
const ZOE: Author = { participantId: person('zoe'), role: 'scribe' }
const SCREEN: Author = { participantId: person('screen'), role: 'screen' }
const card = (author: Author, number = 1) =>
  `${author.participantId}.${String(number).padStart(16, '0')}`
const stick = (doc: Y.Doc, cardId: string, text = 'Une note') =>
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })

/** A server with one card of Bob's, and copies of it to write on. */
function givenGroup() {
  const server = new Y.Doc()
  stick(server, card(BOB))
  const owners = new Map([[server.clientID, BOB.participantId]])
  return { server, owners, copy: () => copyOf(server) }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

type Case = { readonly server: Y.Doc; readonly owners: ReadonlyMap<number, string> }

function judgeOn(
  { server, owners }: Case,
  author: Author,
  update: Uint8Array,
  kind: DocumentKind = 'group',
  step: 'update' | 'step2' = 'update',
) {
  const ownerOf = (clientId: number) => owners.get(clientId)
  const clientIds = [...owners.values()].filter((owner) => owner === author.participantId).length
  return judge(update, { doc: server, kind, author, step, ownerOf, clientIds })
}

/** What somebody did on their copy, as the update that leaves it. */
function updateOf(doc: Y.Doc, edit: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const deletions: Uint8Array[] = []
  const keep = (update: Uint8Array) => deletions.push(update)
  doc.on('update', keep)
  edit()
  doc.off('update', keep)
  return deletions.length > 0 ? Y.mergeUpdates(deletions) : Y.encodeStateAsUpdate(doc, before)
}

const why = (verdict: Verdict) => (verdict.kind === 'refuse' ? verdict.why : verdict.kind)

describe('an honest participant', () => {
  test('sticks, corrects and removes a note of their own', () => {
    const group = givenGroup()
    const copy = group.copy()
    const update = updateOf(copy, () => {
      stick(copy, card(ADA), 'Une idée 👩‍👧')
      correctCard(copy, card(ADA), 'Une autre idée')
      removeCard(copy, card(ADA), { at: 2, by: ADA.participantId })
    })
    expect(judgeOn(group, ADA, update)).toMatchObject({
      kind: 'apply',
      newClientIds: [copy.clientID],
    })
  })

  test('sends its whole state in SyncStep2: only what is new is judged', () => {
    const group = givenGroup()
    const copy = group.copy()
    stick(copy, card(ADA))
    const verdict = judgeOn(group, ADA, Y.encodeStateAsUpdate(copy))
    expect(verdict.kind).toBe('apply')
    expect(judgeOn(group, ADA, Y.encodeStateAsUpdate(group.copy()))).toEqual({ kind: 'nothing' })
  })

  test('[H2] an update that builds on what the server lacks is a gap, not a violation', () => {
    const group = givenGroup()
    const copy = group.copy()
    updateOf(copy, () => stick(copy, card(ADA)))
    const later = updateOf(copy, () => correctCard(copy, card(ADA), 'Plus tard'))
    expect(judgeOn(group, ADA, later)).toEqual({ kind: 'gap' })
  })

  test('a long text typed sign by sign in one frame is judged without recursion', () => {
    const group = givenGroup()
    const copy = group.copy()
    const update = updateOf(copy, () => {
      stick(copy, card(ADA), '')
      const text = copy.getMap<Y.Map<unknown>>('cards').get(card(ADA))?.get('text') as Y.Text
      copy.transact(() => {
        for (let index = 0; index < 10_000; index++) text.insert(0, 'x')
      })
    })
    expect(judgeOn(group, NADIA, update).kind).toBe('apply')
  })
})

describe('a correction of somebody else’s note names the role of who made it', () => {
  const marked = (group: Case & { copy: () => Y.Doc }, by?: 'scribe' | 'facilitator') => {
    const copy = group.copy()
    return updateOf(copy, () => correctCard(copy, card(BOB), 'Mieux dit', by))
  }

  test('a scribe’s, a facilitator’s, and no other', () => {
    const group = givenGroup()
    expect(judgeOn(group, ZOE, marked(group, 'scribe')).kind).toBe('apply')
    expect(judgeOn(group, NADIA, marked(group, 'facilitator')).kind).toBe('apply')
    for (const [author, by] of [
      [ZOE, 'facilitator'],
      [NADIA, 'scribe'],
      [BOB, 'scribe'],
    ] as const)
      expect(why(judgeOn(group, author, marked(group, by)))).toBe('a value of the wrong kind')
  })

  test('its author’s own correction takes the mark away, and nobody’s undo brings it back', () => {
    const group = givenGroup()
    correctCard(group.server, card(BOB), 'Mieux dit', 'facilitator')
    expect(readCard(group.server, 'a', card(BOB))?.corrected).toBe('facilitator')
    const copy = group.copy()
    const changes = [...correctCard(copy, card(BOB), 'Encore mieux', 'scribe')]
    revert(copy, changes)
    expect(readCard(copy, 'a', card(BOB))).toMatchObject({ text: 'Mieux dit' })
    expect(readCard(copy, 'a', card(BOB))?.corrected).toBeUndefined()

    const own = group.copy()
    const update = updateOf(own, () => correctCard(own, card(BOB), 'Dit par moi'))
    expect(judgeOn(group, BOB, update).kind).toBe('apply')
    expect(readCard(own, 'a', card(BOB))?.corrected).toBeUndefined()
  })
})

describe('a participant is refused', () => {
  const cases: readonly [string, (copy: Y.Doc) => void, string][] = [
    [
      "correcting someone else's note",
      (copy) => correctCard(copy, card(BOB), 'Autre'),
      "someone else's entry",
    ],
    [
      "removing someone else's note",
      (copy) => removeCard(copy, card(BOB), { at: 1, by: ADA.participantId }),
      "someone else's entry",
    ],
    [
      'sticking a note in another name',
      (copy) => stick(copy, card(BOB, 2)),
      "someone else's entry",
    ],
    [
      'correcting the headcount',
      (copy) => copy.getMap('profile').set('volunteers', 9),
      'no right to this root',
    ],
    ['writing an unknown root', (copy) => copy.getMap('hidden').set('a', 1), 'unknown root'],
    ['[H7] making a root a list', (copy) => copy.getArray('cards').push([1]), 'not an entry'],
    [
      'setting an entry that is no map',
      (copy) => copy.getMap('cards').set(card(ADA), 'plain'),
      'content of the wrong kind',
    ],
    [
      'nesting deeper than the schema',
      (copy) => {
        stick(copy, card(ADA))
        const map = copy.getMap<Y.Map<unknown>>('cards').get(card(ADA))
        map?.set('deep', new Y.Map([['deeper', new Y.Map()]]))
      },
      'content of the wrong kind',
    ],
    [
      "[H5] deleting someone else's entry",
      (copy) => copy.getMap('cards').delete(card(BOB)),
      "someone else's entry",
    ],
  ]
  for (const [title, edit, expected] of cases) {
    test(title, () => {
      const group = givenGroup()
      const copy = group.copy()
      expect(
        why(
          judgeOn(
            group,
            ADA,
            updateOf(copy, () => edit(copy)),
          ),
        ),
      ).toBe(expected)
    })
  }

  test('setting a key of their own a second time, or deleting it', () => {
    const group = givenGroup()
    stick(group.server, card(ADA))
    const twice = group.copy()
    const again = updateOf(twice, () => twice.getMap('cards').set(card(ADA), new Y.Map()))
    expect(why(judgeOn(group, ADA, again))).toBe('entries are set once')
    const gone = group.copy()
    const deletion = updateOf(gone, () => gone.getMap('cards').delete(card(ADA)))
    expect(why(judgeOn(group, ADA, deletion))).toBe('entries are set once')
  })

  test('[H14] writing under a clientID that somebody else used first', () => {
    const group = givenGroup()
    const copy = group.copy()
    copy.clientID = group.server.clientID
    const update = updateOf(copy, () => stick(copy, card(ADA)))
    expect(why(judgeOn(group, ADA, update))).toBe("someone else's clientID")
  })

  test('bringing seventeen new clientIDs in one frame', () => {
    const group = givenGroup()
    const copy = group.copy()
    for (let number = 0; number < 17; number++) {
      copy.clientID = 1000 + number
      stick(copy, card(ADA, number))
    }
    expect(why(judgeOn(group, ADA, Y.encodeStateAsUpdate(copy)))).toBe('too many clientIDs')
  })

  test('bytes that are no update', () => {
    const group = givenGroup()
    expect(why(judgeOn(group, ADA, new Uint8Array([1, 2, 3])))).toBe('malformed')
  })
})

describe('the wall and the room', () => {
  test('facilitators write every root of the wall; a screen and a participant none', () => {
    const wall: Case = { server: new Y.Doc(), owners: new Map() }
    const copy = copyOf(wall.server)
    const update = updateOf(copy, () => {
      const theme = {
        themeId: 'theme-0000000000',
        title: 'Un thème',
        columnId: 'apporte',
        order: 'a0',
      }
      createTheme(copy, theme, [{ cardId: card(BOB), order: 'a0' }])
      placeCards(copy, [{ cardId: card(ADA), columnId: null, themeId: null, order: 'a1' }])
    })
    expect(judgeOn(wall, NADIA, update, 'wall').kind).toBe('apply')
    expect(why(judgeOn(wall, ADA, update, 'wall'))).toBe('no right to this root')
    expect(why(judgeOn(wall, SCREEN, update, 'wall'))).toBe('no right to this root')
  })

  test('nobody writes the room document over a socket', () => {
    const room: Case = { server: new Y.Doc(), owners: new Map() }
    const copy = copyOf(room.server)
    const update = updateOf(copy, () => copy.getMap('session').set('revealed', true))
    expect(why(judgeOn(room, NADIA, update, 'room'))).toBe('no right to this root')
  })
})

test('a verdict changes nothing in the document', () => {
  const group = givenGroup()
  const before = Y.encodeStateAsUpdate(group.server)
  const copy = group.copy()
  const update = updateOf(copy, () => copy.getMap('hidden').set('a', 1))
  judgeOn(group, ADA, update)
  expect([...group.server.share.keys()]).toEqual(['cards'])
  expect(Y.encodeStateAsUpdate(group.server)).toEqual(before)
  expect(readCard(group.server, 'a', card(BOB))?.text).toBe('Une note')
})
