import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { inGeneration } from '@murmure/shared/ids'

import { limitMs } from '../support/seed.ts'
import { makeFolder } from './folder.ts'
import { openStore } from './open-store.ts'
import {
  ANNE,
  BRUNO,
  commit,
  documentIdOf,
  idOf,
  makeBoard,
  makeBoardRow,
  makeDocument,
  makeRow,
} from './values.ts'

// A small world, so that random commands meet: two boards, two codes, two documents each and one to add.
const BOARDS = [idOf('board', 0), idOf('board', 1)]
const documentsOf = (boardId: string) =>
  [0, 1, 2].map((index) => documentIdOf(boardId.slice(0, 6), index))
const DOCUMENTS = BOARDS.flatMap(documentsOf)
const GENERATIONS = [1, 2]
const ALL_DOCUMENTS = GENERATIONS.flatMap((generation) =>
  DOCUMENTS.map((documentId) => inGeneration(documentId, generation)),
)

/** A head is aimed at relative to the one that stands: most commits fit, some repeat, some conflict. */
const aNewRow = fc.record({
  documentId: fc.constantFrom(...DOCUMENTS, ...ALL_DOCUMENTS),
  aside: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 1 })),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 1, max: 1 }),
  authors: fc.subarray([ANNE, BRUNO]),
})
const aLease = fc.record({
  documentId: fc.constantFrom(...DOCUMENTS),
  clientId: fc.nat({ max: 3 }),
  participantId: fc.constantFrom(ANNE, ANNE, BRUNO),
})
const aBoardId = fc.constantFrom(...BOARDS)
const aCode = fc.constantFrom('100000', '200000')
const aDepartment = fc.constantFrom('36', '2A', undefined)

const aCommand = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      rows: fc.array(aNewRow, { maxLength: 4 }),
      leases: fc.array(aLease, { maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('compact' as const),
      documentId: fc.constantFrom(...DOCUMENTS),
      aside: fc.integer({ min: -3, max: 1 }),
      bytes: fc.uint8Array({ maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('create' as const), boardId: aBoardId, code: aCode }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      boardId: aBoardId,
      code: aCode,
      version: fc.integer({ min: 1, max: 3 }),
      adds: fc.boolean(),
      removes: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('delete' as const), boardId: aBoardId }),
  fc.record({
    kind: fc.constant('raise' as const),
    boardId: aBoardId,
    generation: fc.constantFrom(...GENERATIONS),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('declare' as const),
      boardId: aBoardId,
      declarationId: fc.constantFrom('1', '2', '3'),
      groupId: fc.constantFrom('a', 'b'),
      of: fc.constantFrom('volunteer' as const, 'employee' as const, 'other' as const),
      department: aDepartment,
      count: fc.nat({ max: 5 }),
    }),
  },
)
type Command = typeof aCommand extends fc.Arbitrary<infer Value> ? Value : never

test(
  'memory and SQLite answer alike, whatever is asked in whatever order',
  async () => {
    const sqlite = await openStore({ folder: await makeFolder() })
    onTestFinished(() => sqlite.close())
    const seen = new Set<string>()

    const property = fc.asyncProperty(
      fc.array(aCommand, { minLength: 5, maxLength: 40 }),
      async (commands) => {
        const memory = createMemoryStore()
        for (const boardId of BOARDS) await sqlite.deleteBoard(boardId)
        for (const store of [memory, sqlite]) await createAll(store)

        for (const command of commands) {
          const perform = await aim(command, memory)
          const expected = await outcomeOf(perform(memory))
          seen.add(`${command.kind} ${nameOf(expected)}`)
          expect(await outcomeOf(perform(sqlite))).toEqual(expected)
        }
        expect(await everything(sqlite)).toEqual(await everything(memory))
      },
    )
    await fc.assert(property)

    // The commands met: each of these happened, or the test has become a test of nothing.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'commit committed',
        'commit conflict',
        'compact done',
        'compact rejected',
        'create created',
        'create taken',
        'update updated',
        'update stale',
        'delete done',
        'raise done',
        'raise rejected',
        'declare done',
        'declare rejected',
      ]),
    )
  },
  limitMs(60_000),
)

async function createAll(store: Store): Promise<void> {
  await store.createBoard(boardOf(BOARDS[0] ?? '', '100000'))
  await store.createBoard(boardOf(BOARDS[1] ?? '', '200000'))
}

function boardOf(boardId: string, code: string) {
  const documents = documentsOf(boardId).slice(0, 2)
  return makeBoard({
    board: makeBoardRow({ boardId, code }),
    documents: documents.map((documentId) => makeDocument({ boardId, documentId })),
  })
}

/** Binds the command to the heads of this moment, once for both stores. */
async function aim(command: Command, store: Store): Promise<(store: Store) => Promise<unknown>> {
  const headOf = async (documentId: string) => (await store.load(documentId))?.head ?? 0
  switch (command.kind) {
    case 'commit': {
      const rows = await aimRows(command.rows, headOf)
      return (to) => commit(to, rows, command.leases)
    }
    case 'compact': {
      const seq = Math.max(0, (await headOf(command.documentId)) + command.aside)
      return (to) => to.compact(command.documentId, { seq, bytes: command.bytes })
    }
    case 'create':
      return (to) => to.createBoard(boardOf(command.boardId, command.code))
    case 'update': {
      const { boardId, code, version, adds, removes } = command
      const documentId = documentsOf(boardId)[2] ?? ''
      const added = adds ? [makeDocument({ boardId, documentId, kind: 'group', groupId: 'b' })] : []
      const head = await headOf(documentId)
      const removed = removes ? [{ documentId, head }] : []
      return (to) => to.updateBoard(makeBoardRow({ boardId, code, version }), added, removed)
    }
    case 'delete':
      return (to) => to.deleteBoard(command.boardId)
    case 'raise':
      return (to) => to.raiseGeneration(command.boardId, command.generation)
    case 'declare': {
      const { kind: _kind, of: kind, department, ...rest } = command
      return (to) => to.declare({ ...rest, kind, ...(department !== undefined && { department }) })
    }
  }
}

/** Rows of one document follow each other within the batch. */
async function aimRows(
  rows: Extract<Command, { kind: 'commit' }>['rows'],
  headOf: (documentId: string) => Promise<number>,
) {
  const heads = new Map<string, number>()
  const aimed = []
  for (const { aside, ...row } of rows) {
    const head = heads.get(row.documentId) ?? (await headOf(row.documentId))
    aimed.push(makeRow({ ...row, expectedHead: Math.max(0, head + aside) }))
    heads.set(row.documentId, head + 1)
  }
  return aimed
}

async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return (await work) ?? 'done'
  } catch (cause) {
    if (cause instanceof StoreError) return 'rejected'
    throw cause
  }
}

function nameOf(outcome: unknown): string {
  if (typeof outcome === 'string') return outcome
  if (typeof outcome === 'object' && outcome && 'kind' in outcome) return String(outcome.kind)
  return 'done'
}

async function everything(store: Store): Promise<unknown> {
  return {
    boards: await Promise.all(BOARDS.map((boardId) => store.getBoard(boardId))),
    codes: await Promise.all(['100000', '200000'].map((code) => store.findBoardByCode(code))),
    documents: await Promise.all(BOARDS.map((boardId) => store.listDocuments(boardId))),
    content: await Promise.all(ALL_DOCUMENTS.map((documentId) => store.load(documentId))),
    headcounts: await Promise.all(BOARDS.map((boardId) => store.headcounts(boardId))),
  }
}
