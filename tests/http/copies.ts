import { gzipSync } from 'node:zlib'

import { BoardCopy } from '@murmure/shared/protocol/copy'
import type { CreatedBoard } from '@murmure/shared/protocol/http'
import type { Board } from '@murmure/shared/board'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readBoard } from '@murmure/shared/read-board'
import fc from 'fast-check'
import * as Y from 'yjs'

import { type Answer, call, type Harness, openSession } from './support.ts'

export const AUTHOR = 'p'.repeat(16)
const NAMES = Array.from({ length: 8 }, (_, index) => `note${index}`)
export const cardOf = (name: string) => `${AUTHOR}.${name.padEnd(16, '_')}`
const THEME = 'theme'.padEnd(16, '_')

/** What people made of a board, as plain data. */
export type Story = {
  readonly notes: readonly {
    readonly name: string
    readonly group: number
    readonly columnId: string
    readonly text: string
    readonly edited: string
    readonly fate: 'kept' | 'aside' | 'merged' | 'placed' | 'worded' | 'removed'
  }[]
  readonly volunteers: number
}

/** Two notes of two groups, one corrected and one placed, and who was counted. */
export const STORY: Story = {
  notes: [
    {
      name: 'note0',
      group: 0,
      columnId: 'apporte',
      text: 'Les repas',
      edited: 'Oui : ',
      fate: 'kept',
    },
    { name: 'note1', group: 1, columnId: 'manque', text: 'Du temps', edited: '', fate: 'placed' },
  ],
  volunteers: 3,
}

export const anyStory = (): fc.Arbitrary<Story> =>
  fc.record({
    notes: fc.subarray(NAMES).chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          fc.record({
            name: fc.constant(name),
            group: fc.nat(3),
            columnId: fc.constantFrom('apporte', 'manque', 'inventer', 'perdue', 'constructor'),
            text: fc.string({ unit: 'grapheme', maxLength: 20 }),
            edited: fc.string({ unit: 'grapheme', maxLength: 5 }),
            fate: fc.constantFrom<Story['notes'][number]['fate'][]>(
              'kept',
              'aside',
              'merged',
              'placed',
              'worded',
              'removed',
            ),
          }),
        ),
      ),
    ),
    volunteers: fc.nat(9),
  })

/** Writes the story into the board's documents, as the server's own writing. */
export async function tell(harness: Harness, boardId: string, story: Story): Promise<void> {
  const { relay, store } = harness.deps
  const documents = await store.listDocuments(boardId)
  const groups = documents.filter(({ kind }) => kind === 'group')
  for (const [index, { documentId }] of groups.entries()) {
    const notes = story.notes.filter(({ group }) => group === index)
    if (notes.length > 0) await relay.write(documentId, (doc) => writeNotes(doc, notes))
  }
  const wall = documents.find(({ kind }) => kind === 'wall')?.documentId ?? ''
  await relay.write(wall, (doc) => writeWall(doc, story.notes))
}

function writeNotes(doc: Y.Doc, notes: Story['notes']): void {
  for (const [at, { name, columnId, text, edited, fate }] of notes.entries()) {
    stickCard(doc, { cardId: cardOf(name), columnId, text, at })
    const card = doc.getMap<Y.Map<unknown>>('cards').get(cardOf(name))
    const words = card?.get('text')
    if (words instanceof Y.Text) words.insert(0, edited)
    if (fate === 'removed') card?.set('removed', { at: 1, by: AUTHOR })
  }
  doc.getMap('profile').set('volunteers', notes.length)
}

function writeWall(doc: Y.Doc, notes: Story['notes']): void {
  const theme = new Y.Map<unknown>()
  theme.set('title', new Y.Text('Repas'))
  theme.set('columnId', null)
  theme.set('parentId', null)
  theme.set('order', 'a0')
  doc.getMap('themes').set(THEME, theme)
  for (const { name, fate } of notes) {
    const cardId = cardOf(name)
    if (fate === 'aside') doc.getMap('asides').set(cardId, 'hors sujet')
    if (fate === 'merged') doc.getMap('merges').set(cardId, cardOf('note0'))
    if (fate === 'worded') doc.getMap('wordings').set(cardId, 'mieux dit')
    if (fate === 'placed') doc.getMap('placements').set(cardId, [null, THEME, 'b0'])
  }
  doc.getMap('stage').set('all', { mode: 'wall', seq: 1, by: AUTHOR })
  doc.getMap('minutes').set('brief', new Y.Text('En bref.'))
}

/** The board as every face reads it. */
export async function boardOf({ deps }: Harness, boardId: string): Promise<Board> {
  const copies = new Map<string, Y.Doc>()
  const documents = await deps.store.listDocuments(boardId)
  for (const { documentId } of documents) {
    const doc = new Y.Doc()
    const state = await deps.relay.read(documentId, (live) => Y.encodeStateAsUpdate(live))
    if (state) Y.applyUpdate(doc, state)
    copies.set(documentId, doc)
  }
  const docOf = (kind: string) =>
    copies.get(documents.find((document) => document.kind === kind)?.documentId ?? '')
  const groups = documents.flatMap(({ groupId, documentId }) => {
    const doc = copies.get(documentId)
    return groupId !== undefined && doc ? [[groupId, doc] as const] : []
  })
  return readBoard(docOf('room') ?? new Y.Doc(), docOf('wall') ?? null, new Map(groups))
}

export async function saveCopy(
  harness: Harness,
  board: Pick<CreatedBoard, 'boardId' | 'secrets'>,
): Promise<BoardCopy> {
  const { boardId, secrets } = board
  const { token } = await openSession(harness, { boardId, secret: secrets.facilitator })
  const answer = await call(harness, `GET /api/boards/${boardId}/copy`, { token })
  return BoardCopy.parse(answer.json())
}

export const restore = (harness: Harness, file: string): Answer =>
  call(harness, 'POST /api/boards/copy', {
    headers: { 'content-type': 'application/json' },
    payload: file,
  })

export const restoreZipped = (harness: Harness, file: string): Answer =>
  call(harness, 'POST /api/boards/copy', {
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: gzipSync(file),
  })
