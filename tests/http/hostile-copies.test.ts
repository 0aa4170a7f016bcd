import { checkCopy } from '@murmure/server/http/check-copy'
import { createCopyCheck } from '@murmure/server/http/check-copy-apart'
import { type BoardCopy, COPY_MAX_BYTES } from '@murmure/shared/protocol/copy'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { AUTHOR, restore, restoreZipped, saveCopy, STORY, tell } from './copies.ts'
import { runs } from '../support/seed.ts'
import { call, makeBoard, startApp } from './support.ts'

const encode = (write: (doc: Y.Doc) => void): string => {
  const doc = new Y.Doc()
  write(doc)
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
}

/** The second half of an edit, without the first: it waits for what never comes. */
function withHole(): string {
  const doc = new Y.Doc()
  doc.getMap('cards').set('a', new Y.Map())
  const before = Y.encodeStateVector(doc)
  doc.getMap('cards').set('b', new Y.Map())
  return Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64')
}

type Change = (copy: BoardCopy) => object
const wall =
  (state: string): Change =>
  (copy) => ({ ...copy, wall: { ...copy.wall, state } })
const room =
  (part: object): Change =>
  (copy) => ({ ...copy, room: { ...copy.room, ...part } })

const HOSTILE: readonly (readonly [string, string, Change])[] = [
  ['another file', 'copy-unreadable', () => ({ title: 'Mur' })],
  ['a newer version', 'copy-version', (copy) => ({ ...copy, version: 2 })],
  [
    'a newer schema',
    'copy-version',
    (copy) => room({ meta: { ...copy.room.meta, schema: 2 } })(copy),
  ],
  ['a field too many', 'copy-unreadable', (copy) => ({ ...copy, secrets: ['x'] })],
  ['no wall', 'copy-unreadable', ({ wall: _wall, ...copy }) => copy],
  ['state that is no base64', 'copy-unreadable', wall('%%%')],
  ['state that is no update', 'copy-damaged', wall('AAECAwQFBgcICQ==')],
  ['state with a hole', 'copy-damaged', wall(withHole())],
  [
    'a root of another document',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('cards').set('a', 1))),
  ],
  ['an unknown root', 'copy-damaged', wall(encode((doc) => doc.getMap('x').set('a', 1)))],
  [
    'the root « constructor »',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('constructor').set('a', 1))),
  ],
  ['a list for a root', 'copy-damaged', wall(encode((doc) => doc.getArray('asides').push([1])))],
  [
    'a theme that is no map',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('themes').set('a', 1))),
  ],
  [
    'a document inside',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('asides').set('a', new Y.Doc()))),
  ],
  [
    'markup inside',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('asides').set('a', new Y.XmlText('x')))),
  ],
  [
    'bytes inside',
    'copy-damaged',
    wall(encode((doc) => doc.getMap('asides').set('a', new Uint8Array(9)))),
  ],
  [
    'formatted words',
    'copy-damaged',
    wall(
      encode((doc) => {
        const text = new Y.Text()
        doc.getMap('minutes').set('brief', text)
        text.insert(0, 'gras', { bold: true })
      }),
    ),
  ],
  ['a group without its document', 'copy-damaged', (copy) => ({ ...copy, groups: {} })],
  [
    'a document without its group',
    'copy-damaged',
    (copy) => ({ ...copy, groups: { ...copy.groups, more: copy.wall } }),
  ],
  [
    'a group twice',
    'copy-damaged',
    (copy) => room({ groups: [...copy.room.groups, ...copy.room.groups] })(copy),
  ],
  [
    'a column of no section',
    'copy-damaged',
    (copy) => room({ sections: copy.room.sections.slice(1) })(copy),
  ],
  [
    'a column called « constructor »',
    'copy-damaged',
    (copy) =>
      room({
        columns: copy.room.columns.map((one) => ({ ...one, columnId: 'constructor' })).slice(1, 2),
      })(copy),
  ],
  [
    'an open section that is not',
    'copy-damaged',
    (copy) => room({ session: { ...copy.room.session, open: ['x'] } })(copy),
  ],
  [
    'a clientID with two owners',
    'copy-damaged',
    (copy) => ({
      ...copy,
      wall: {
        ...copy.wall,
        leases: [AUTHOR, 'q'.repeat(16)].map((participantId) => ({ clientId: 1, participantId })),
      },
    }),
  ],
  [
    'a declaration for nobody',
    'copy-damaged',
    (copy) => ({
      ...copy,
      declarations: [{ declarationId: AUTHOR, groupId: 'x', kind: 'volunteer', count: 1 }],
    }),
  ],
  [
    'a link that is no visio',
    'copy-unreadable',
    (copy) => room({ meta: { ...copy.room.meta, visio: { url: 'javascript:alert(1)' } } })(copy),
  ],
]

describe('a hostile file', () => {
  test.each(HOSTILE)('%s: %s', async (_name, problem, change) => {
    const harness = await startApp()
    const copy = await saveCopy(harness, await makeBoard(harness))
    const checked = checkCopy(Buffer.from(JSON.stringify(change(copy))))
    expect(checked).toEqual({ ok: false, error: problem })
  })

  test.each([
    ['no JSON', 'copy-unreadable', '{"format":'],
    ['nothing', 'copy-unreadable', ''],
    ['a list, deep', 'copy-unreadable', '['.repeat(100_000)],
    ['damaged', 'copy-damaged', undefined],
  ])('%s: a problem, and nothing is written', async (_name, problem, given) => {
    const harness = await startApp()
    const board = await makeBoard(harness)
    const copy = await saveCopy(harness, board)
    const written: unknown[] = []
    const { store } = harness.deps
    const watched = await startApp({
      store: { ...store, createBoard: (made) => (written.push(made), store.createBoard(made)) },
    })
    const answer = await restore(watched, given ?? JSON.stringify({ ...copy, groups: {} }))
    expect([answer.statusCode, answer.json().type]).toEqual([400, `urn:murmure:problem:${problem}`])
    expect(written).toEqual([])
  })

  test('too big, zipped, or not JSON: refused before it is read', async () => {
    const harness = await startApp()
    const big = await restore(harness, ' '.repeat(COPY_MAX_BYTES + 1))
    expect([big.statusCode, big.json().type]).toEqual([
      413,
      'urn:murmure:problem:request-too-large',
    ])
    const zipped = await restoreZipped(harness, '{}')
    expect(zipped.statusCode).toBe(415)
    const plain = await call(harness, 'POST /api/boards/copy', {
      headers: { 'content-type': 'text/plain' },
      payload: '{}',
    })
    expect(plain.statusCode).toBe(400)
    const elsewhere = await call(harness, 'POST /api/boards', {
      headers: { 'content-type': 'application/json' },
      payload: ' '.repeat(70_000),
    })
    expect(elsewhere.statusCode).toBe(413)
  })

  test('restoring is limited per address', async () => {
    const harness = await startApp()
    const statuses: number[] = []
    for (let index = 0; index < 11; index++) statuses.push((await restore(harness, '')).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429])
  })

  test('that takes too long is given up, and the next one is read', async () => {
    const file = Buffer.from('{"format":"murmure","version":1}')
    expect(await createCopyCheck(1)(file)).toEqual({ ok: false, error: 'copy-too-heavy' })
    const check = createCopyCheck()
    expect(await check(file)).toEqual({ ok: false, error: 'copy-unreadable' })
    const many = await Promise.all(Array.from({ length: 6 }, () => check(file)))
    expect(many.filter((one) => !one.ok && one.error === 'too-many-requests')).toHaveLength(2)
  })

  test('made from a good one by chance is answered, whatever was changed', async () => {
    const harness = await startApp()
    const board = await makeBoard(harness)
    await tell(harness, board.boardId, STORY)
    const copy = await saveCopy(harness, board)
    const seen = new Set<string>()
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    const mutations = fc.oneof(
      flips.map((changes) => (original: BoardCopy) => JSON.stringify(flipState(original, changes))),
      flips.map((changes) => (original: BoardCopy) => flipText(JSON.stringify(original), changes)),
    )
    fc.assert(
      fc.property(mutations, (mutate) => {
        const checked = checkCopy(Buffer.from(mutate(copy)))
        seen.add(checked.ok ? 'ok' : checked.error)
        if (!checked.ok) return
        // What is taken loads, whole.
        for (const { bytes } of [checked.value.wall, ...checked.value.groups.values()]) {
          const doc = new Y.Doc()
          Y.applyUpdate(doc, bytes)
          expect(doc.store.pendingStructs).toBeNull()
        }
      }),
      { numRuns: runs(600) },
    )
    expect([...seen]).toEqual(expect.arrayContaining(['ok', 'copy-unreadable', 'copy-damaged']))
  })
})

type Flips = readonly (readonly [at: number, value: number])[]

function flipState(copy: BoardCopy, flips: Flips): BoardCopy {
  const bytes = Buffer.from(copy.wall.state, 'base64')
  for (const [at, value] of flips) bytes[at % bytes.length] = value
  return { ...copy, wall: { ...copy.wall, state: bytes.toString('base64') } }
}

function flipText(text: string, flips: Flips): string {
  const bytes = Buffer.from(text)
  for (const [at, value] of flips) bytes[at % bytes.length] = value
  return bytes.toString('latin1')
}
