import { removeCard } from '@murmure/shared/actions/edit-card'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import { ROOTS } from '@murmure/shared/access'
import type { Author } from '@murmure/server/relay/policy'
import { shapeOf } from '@murmure/server/relay/values'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { encodeSections } from '../fuzz/craft.ts'
import { cardOf, mapOf, openGated, saidOf, stick, textOf, updateOf } from '../support/gate-case.ts'
import { person } from '../support/hall.ts'

const ADA: Author = { participantId: person('ada'), role: 'participant' }
const BOB: Author = { participantId: person('bob'), role: 'participant' }
const SAM: Author = { participantId: person('sam'), role: 'scribe' }
const NADIA: Author = { participantId: person('nadia'), role: 'facilitator' }

/** Ada's one note stands on the server; `edit` is what somebody does to it on a copy. */
function judged(author: Author, edit: (copy: Y.Doc) => void): string {
  const group = openGated()
  const hers = new Y.Doc()
  stick(hers, cardOf(ADA))
  group.send(ADA, Y.encodeStateAsUpdate(hers))
  const copy = group.copy()
  return saidOf(
    group.judge(
      author,
      updateOf(copy, () => edit(copy)),
    ),
  )
}

test('every root that anyone may write has a shape, and no other', () => {
  for (const kind of ['wall', 'group', 'room'] as const) {
    for (const [root, rule] of Object.entries(ROOTS[kind])) {
      const written = Object.keys(rule.writers).length > 0
      expect([root, shapeOf(kind, root)?.kind]).toEqual([root, written ? rule.entries : undefined])
    }
  }
})

describe('[F18] values', () => {
  const set = (field: string, value: unknown) => (copy: Y.Doc) =>
    void mapOf(copy, cardOf(ADA)).set(field, value)
  const flag = (author: Author) => (copy: Y.Doc) =>
    void removeCard(copy, cardOf(ADA), { at: 1, by: author.participantId })
  const WRONG = 'a value of the wrong kind'
  const KIND = 'content of the wrong kind'
  const cases: readonly [string, Author, (copy: Y.Doc) => void, string][] = [
    ['a whole number of milliseconds', ADA, set('at', 12), 'apply'],
    ['half a millisecond', ADA, set('at', 1.5), WRONG],
    ['a time in words', ADA, set('at', 'midi'), WRONG],
    ['another column', ADA, set('columnId', 'manque'), 'apply'],
    ['a column that is no id', ADA, set('columnId', '<b>'), WRONG],
    ['no column', ADA, set('columnId', null), WRONG],
    ['a field that cards do not have', ADA, set('colour', 'red'), KIND],
    ['an inherited name as a field', ADA, set('constructor', 1), KIND],
    ['a flag by its author', ADA, flag(ADA), 'apply'],
    ['[F19] a flag in another name', ADA, flag(NADIA), WRONG],
    ['a flag by the scribe', SAM, flag(SAM), 'apply'],
    ['[F19] a flag by the scribe in the author’s name', SAM, flag(ADA), WRONG],
    ['a flag by a facilitator', NADIA, flag(NADIA), 'apply'],
    ['a facilitator puts a colleague’s flag back', NADIA, flag(SAM), 'apply'],
    ['[F19] a facilitator says that the author took it back', NADIA, flag(ADA), WRONG],
    ['its text a second time', ADA, set('text', new Y.Text('x')), 'entries are set once'],
    ['its text as a plain value', ADA, set('text', 'x'), KIND],
    ['an XML text', ADA, set('columnId', new Y.XmlText('x')), KIND],
    ['bytes', ADA, set('at', new Uint8Array([1])), KIND],
    [
      'a hard deletion of its text',
      ADA,
      (copy) => mapOf(copy, cardOf(ADA)).delete('text'),
      'entries are set once',
    ],
    [
      'a format in its text',
      ADA,
      (copy) => textOf(copy, cardOf(ADA)).format(0, 2, { bold: true }),
      KIND,
    ],
    [
      'an image in its text',
      ADA,
      (copy) => textOf(copy, cardOf(ADA)).insertEmbed(0, { a: 1 }),
      KIND,
    ],
    [
      'a card whose id is none',
      ADA,
      (copy) => void copy.getMap('cards').set(`${ADA.participantId}.x`, new Y.Map()),
      WRONG,
    ],
    [
      'a root of an inherited name',
      ADA,
      (copy) => void copy.getMap('constructor').set('a', 1),
      'unknown root',
    ],
    [
      'a root named __proto__',
      ADA,
      (copy) => void copy.getMap('__proto__').set('a', 1),
      'unknown root',
    ],
    ['a headcount', SAM, (copy) => void copy.getMap('profile').set('volunteers', 3), 'apply'],
    ['half a person', SAM, (copy) => void copy.getMap('profile').set('volunteers', 3.5), WRONG],
    ['a département', SAM, (copy) => void copy.getMap('profile').set('dept:2A', true), 'apply'],
    ['no département', SAM, (copy) => void copy.getMap('profile').set('dept:xx', true), KIND],
  ]
  for (const [title, author, edit, said] of cases) {
    test(`${said}: ${title}`, () => expect(judged(author, edit)).toBe(said))
  }

  test('of the wall: what a facilitator shows bears their name', () => {
    const wall = openGated('wall')
    const copy = wall.copy()
    const shown = updateOf(copy, () =>
      showOnStage(copy, 'all', { mode: 'wall', by: NADIA.participantId }),
    )
    expect(saidOf(wall.judge(NADIA, shown))).toBe('apply')
    expect(saidOf(wall.judge({ ...SAM, role: 'facilitator' }, shown))).toBe(
      'a value of the wrong kind',
    )
  })

  test('of the wall: themes, nested or not, in a column or across', () => {
    const wall = openGated('wall')
    const copy = wall.copy()
    const update = updateOf(copy, () => {
      createTheme(copy, { themeId: 'theme-0000000000', title: 'Un', columnId: null, order: 'a0' })
      createTheme(copy, {
        themeId: 'theme-0000000001',
        title: 'Deux',
        columnId: 'apporte',
        parentId: 'theme-0000000000',
        order: 'a1',
      })
    })
    expect(saidOf(wall.send(NADIA, update))).toBe('apply')
  })
})

describe('[F18] crafted bytes', () => {
  test('an empty range beyond the state is a gap: Yjs would keep it as pending', () => {
    const group = openGated()
    const bytes = encoding.createEncoder()
    for (const value of [0, 1, 7, 1, 5, 0]) encoding.writeVarUint(bytes, value)
    expect(saidOf(group.judge(ADA, encoding.toUint8Array(bytes)))).toBe('gap')
  })

  test('a collected struct of 2⁴⁵ signs is refused', () => {
    const group = openGated()
    const bytes = encoding.createEncoder()
    for (const value of [1, 1, 7, 0]) encoding.writeVarUint(bytes, value)
    encoding.writeUint8(bytes, 0)
    encoding.writeVarUint(bytes, 2 ** 45)
    encoding.writeVarUint(bytes, 0)
    expect(saidOf(group.judge(ADA, encoding.toUint8Array(bytes)))).toBe('crafted')
  })

  test('signs of no length are refused: Yjs would keep them at their successor’s clock', () => {
    const group = openGated()
    const hers = new Y.Doc()
    group.send(
      ADA,
      updateOf(hers, () => stick(hers, cardOf(ADA))),
    )
    const client = hers.clientID
    const clock = Y.getState(hers.store, client)
    // The wire names a parent by its id; the constructor's types know only the type itself.
    const parent = textOf(hers, cardOf(ADA))._item?.id as unknown as Y.Text
    const structs = ['a', ''].map((signs, index) => {
      const id = Y.createID(client, clock + index)
      return new Y.Item(id, null, null, null, null, parent, null, new Y.ContentString(signs))
    })
    expect(saidOf(group.judge(ADA, encodeSections([{ client, clock, structs }])))).toBe('crafted')
  })

  test('one client in two sections is refused: the decoder that applies them keeps the last alone', () => {
    const group = openGated()
    const gc = (client: number, clock: number) => ({
      client,
      clock,
      structs: [new Y.GC(Y.createID(client, clock), 1)],
    })
    const bytes = encodeSections([gc(7, 0), gc(8, 0), gc(7, 1)])
    expect(saidOf(group.judge(ADA, bytes))).toBe('crafted')
  })

  /** One sign of Ada's, between these neighbours, in her own text. */
  function betweenNeighbours(origin: number, rightOrigin: number): string {
    const group = openGated()
    const hers = new Y.Doc()
    group.send(
      ADA,
      updateOf(hers, () => stick(hers, cardOf(ADA), 'abcdef')),
    )
    const client = hers.clientID
    const clock = Y.getState(hers.store, client)
    const first = textOf(hers, cardOf(ADA))._start?.id.clock ?? 0
    const left = Y.createID(client, first + origin)
    const right = Y.createID(client, first + rightOrigin)
    const sign = new Y.ContentString('x')
    const item = new Y.Item(Y.createID(client, clock), null, left, null, right, null, null, sign)
    return saidOf(group.judge(ADA, encodeSections([{ client, clock, structs: [item] }])))
  }

  test('neighbours the other way round are refused: each replica would put the sign elsewhere', () => {
    expect(betweenNeighbours(1, 2)).toBe('apply')
    expect(betweenNeighbours(1, 4)).toBe('apply')
    expect(betweenNeighbours(4, 1)).toBe('crafted')
    expect(betweenNeighbours(2, 2)).toBe('crafted')
  })

  test('structs that build on each other in a circle, or on a later one, are refused', () => {
    const group = openGated()
    const key = (client: number, clock: number, on: Y.ID, keep: Y.ID | null = null) =>
      new Y.Item(Y.createID(client, clock), null, on, null, keep, null, null, new Y.ContentAny([1]))
    const circle = [
      { client: 7, clock: 0, structs: [key(7, 0, Y.createID(8, 0))] },
      { client: 8, clock: 0, structs: [key(8, 0, Y.createID(7, 0))] },
    ]
    expect(saidOf(group.judge(ADA, encodeSections(circle)))).toBe('crafted')
    const later = [
      {
        client: 7,
        clock: 0,
        structs: [key(7, 0, Y.createID(7, 1)), new Y.GC(Y.createID(7, 1), 1)],
      },
    ]
    expect(saidOf(group.judge(ADA, encodeSections(later)))).toBe('crafted')
  })

  test('who may write nothing in a document leaves nothing in it, collected structs neither', () => {
    const bytes = encodeSections([
      { client: 7, clock: 0, structs: [new Y.GC(Y.createID(7, 0), 1)] },
    ])
    const screen: Author = { participantId: person('screen'), role: 'screen' }
    expect(saidOf(openGated('wall').judge(ADA, bytes))).toBe('no right to this root')
    expect(saidOf(openGated('room').judge(NADIA, bytes))).toBe('no right to this root')
    expect(saidOf(openGated('group').judge(screen, bytes))).toBe('no right to this root')
  })
})

describe('[F19] amounts, by sender and on what is new', () => {
  const long = (units: number) => 'x'.repeat(units)

  test('10,000 units of one participant in one text pass, one more does not', () => {
    const group = openGated()
    const copy = new Y.Doc()
    expect(
      saidOf(
        group.send(
          ADA,
          updateOf(copy, () => stick(copy, cardOf(ADA), long(10_000))),
        ),
      ),
    ).toBe('apply')
    const more = updateOf(copy, () => textOf(copy, cardOf(ADA)).insert(0, 'x'))
    expect(saidOf(group.judge(ADA, more))).toBe('too much text')
  })

  test('what is deleted does not count: a text may be written anew for an hour', () => {
    const group = openGated()
    const copy = new Y.Doc()
    group.send(
      ADA,
      updateOf(copy, () => stick(copy, cardOf(ADA), long(6_000))),
    )
    for (let round = 0; round < 5; round++) {
      const anew = updateOf(copy, () => {
        const text = textOf(copy, cardOf(ADA))
        copy.transact(() => {
          text.delete(0, text.length)
          text.insert(0, long(6_000))
        })
      })
      expect(saidOf(group.send(ADA, anew))).toBe('apply')
    }
  })

  test('[F16] owner and scribe, each within the limit, may pass it together; 500 × 👨‍👩‍👧‍👦 is no abuse', () => {
    const group = openGated()
    const copy = new Y.Doc()
    group.send(
      ADA,
      updateOf(copy, () => stick(copy, cardOf(ADA), '👨‍👩‍👧‍👦'.repeat(500))),
    )
    const scribe = group.copy()
    const added = updateOf(scribe, () => textOf(scribe, cardOf(ADA)).insert(0, long(9_000)))
    expect(saidOf(group.send(SAM, added))).toBe('apply')
    expect(textOf(group.server, cardOf(ADA)).length).toBeGreaterThan(10_000)
  })

  test('500 live cards of a participant, 5,000 of a scribe; removed ones are free', () => {
    const group = openGated()
    const send = (author: Author, from: number, to: number) => {
      const copy = group.copy()
      copy.clientID = from + 10_000 * author.role.length
      const cards = updateOf(copy, () => {
        for (let n = from; n < to; n++) stick(copy, cardOf(author, n), '')
      })
      return saidOf(group.send(author, cards))
    }
    expect([send(ADA, 0, 300), send(ADA, 300, 500), send(ADA, 500, 501)]).toEqual([
      'apply',
      'apply',
      'too many cards',
    ])
    const copy = group.copy()
    const removal = updateOf(copy, () =>
      removeCard(copy, cardOf(ADA, 0), { at: 1, by: ADA.participantId }),
    )
    expect(saidOf(group.send(ADA, removal))).toBe('apply')
    expect(send(ADA, 500, 501)).toBe('apply')
    const back = group.copy()
    const restored = updateOf(back, () => mapOf(back, cardOf(ADA, 0)).delete('removed'))
    expect(saidOf(group.judge(ADA, restored))).toBe('too many cards')
    expect([send(SAM, 0, 501), send(BOB, 7_000, 7_001)]).toEqual(['apply', 'apply'])
  })

  test('an Update of 64 KB passes, one byte more does not; a facilitator has 1 MB', () => {
    const group = openGated()
    const sized = (bytes: number) => {
      const update = new Uint8Array(bytes)
      update.set(Y.encodeStateAsUpdate(new Y.Doc()))
      return update
    }
    const said = (author: Author, bytes: number, step: 'update' | 'step2' = 'update') =>
      saidOf(group.judge(author, sized(bytes), step))
    expect(said(ADA, 64 * 1024)).toBe('nothing')
    expect(said(ADA, 64 * 1024 + 1)).toBe('too many bytes')
    expect(said(NADIA, 1024 * 1024)).toBe('nothing')
    expect(said(NADIA, 1024 * 1024 + 1)).toBe('too many bytes')
    expect(said(ADA, 64 * 1024 + 16, 'step2')).toBe('too many bytes')
  })

  test('256 clientIDs of one participant in a document, not one more', () => {
    const group = openGated()
    for (let n = 0; n < 256; n++) group.owners.set(1_000_000 + n, ADA.participantId)
    const copy = group.copy()
    const update = updateOf(copy, () => stick(copy, cardOf(ADA)))
    expect(saidOf(group.judge(ADA, update))).toBe('too many clientIDs')
    expect(
      saidOf(
        group.judge(
          BOB,
          updateOf(new Y.Doc(), () => undefined),
        ),
      ),
    ).toBe('nothing')
  })

  test('[F48] ranges that are deleted already are free: a SyncStep2 with 16,000 of them passes', () => {
    const group = openGated()
    const copy = new Y.Doc()
    const others = Array.from({ length: 16 }, (_, n) => ({
      participantId: person(`m${String.fromCodePoint(97 + n)}`),
      role: 'participant' as const,
    }))
    for (const [n, author] of others.entries()) {
      copy.clientID = 500 + n
      const update = updateOf(copy, () => {
        stick(copy, cardOf(author), 'xy'.repeat(1_000))
        const text = textOf(copy, cardOf(author))
        for (let at = 999; at >= 0; at--) text.delete(at * 2, 1)
      })
      expect(saidOf(group.send(author, update))).toBe('apply')
    }
    const newcomer = group.copy()
    stick(newcomer, cardOf(ADA))
    const step2 = Y.encodeStateAsUpdate(newcomer, Y.encodeStateVector(group.server))
    const ranges = [...Y.decodeUpdate(step2).ds.clients.values()].flat().length
    expect(ranges).toBeGreaterThanOrEqual(16_000)
    expect(saidOf(group.judge(ADA, step2, 'step2'))).toBe('apply')
  })
})
