import type {
  BoardRow,
  CommitResult,
  DocumentRow,
  Lease,
  NewBoard,
  NewLogRow,
  Store,
} from '@murmure/server/storage/contract'
import { NEW_SESSION } from '@murmure/shared/session'
import { buildGroups, templateIn } from '@murmure/shared/templates'

/** `idOf('board', 1)`: 16 characters, readable in a failure. */
export function idOf(name: string, number = 0): string {
  return `${name}${number}`.padEnd(16, '_')
}

export const ANNE = idOf('anne')
export const BRUNO = idOf('bruno')
export const WALL = documentIdOf('wall')
export const GROUP_A = documentIdOf('groupA')

export function documentIdOf(name: string, number = 0): string {
  return `${idOf(name, number)}.1`
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function makeBoardRow(given: Partial<BoardRow> = {}): BoardRow {
  const { sections, columns, groups } = templateIn('fr', 'bilan-et-perspectives')
  return {
    boardId: idOf('board'),
    code: '100000',
    createdAt: 1_780_000_000_000,
    version: 1,
    room: {
      meta: { schema: 1, title: 'Assemblée des habitants', locale: 'fr' },
      sections,
      columns,
      groups: buildGroups(groups, countedIds('group')),
      session: NEW_SESSION,
    },
    ...given,
  }
}

function countedIds(name: string): () => string {
  let count = 0
  return () => idOf(name, count++)
}

export function makeDocument(given: Partial<DocumentRow> = {}): DocumentRow {
  return { documentId: WALL, boardId: idOf('board'), kind: 'wall', ...given }
}

/** A board with a wall and one group. */
export function makeBoard(given: Partial<NewBoard> = {}): NewBoard {
  return {
    board: makeBoardRow(),
    secrets: [
      { hash: 'hash of the facilitator', role: 'facilitator' },
      { hash: 'hash of the screen', role: 'screen' },
    ],
    documents: [
      makeDocument(),
      makeDocument({ documentId: GROUP_A, kind: 'group', groupId: idOf('group') }),
    ],
    ...given,
  }
}

export function makeRow(given: Partial<NewLogRow> = {}): NewLogRow {
  return {
    documentId: WALL,
    expectedHead: 0,
    bytes: bytesOf('une note'),
    at: 1_780_000_000_000,
    authors: [ANNE],
    ...given,
  }
}

/** One tick of exactly the documents that it writes. */
export async function commit(
  store: Store,
  rows: readonly NewLogRow[],
  leases: readonly Lease[] = [],
): Promise<CommitResult> {
  const documents = new Set([...rows, ...leases].map(({ documentId }) => documentId))
  const tick = await store.begin([...documents], new Map())
  return tick.commit(rows, leases)
}

/** Commits each text as one row of this document, the first on `head`. */
export async function write(
  store: Store,
  documentId: string,
  texts: readonly string[],
  head = 0,
): Promise<void> {
  for (const [index, text] of texts.entries())
    await commit(store, [makeRow({ documentId, expectedHead: head + index, bytes: bytesOf(text) })])
}

export async function textsOf(store: Store, documentId: string): Promise<readonly string[]> {
  const loaded = await store.load(documentId)
  return (loaded?.rows ?? []).map(({ bytes }) => new TextDecoder().decode(bytes))
}

export function emptyWall() {
  return { document: makeDocument(), snapshot: null, rows: [], head: 0, leases: [] }
}

export function makeSecondBoard(code: string) {
  const boardId = idOf('second')
  return makeBoard({
    board: makeBoardRow({ boardId, code }),
    secrets: [],
    documents: [makeDocument({ boardId, documentId: documentIdOf('second') })],
  })
}

export function makeDeclaration(given: Partial<Parameters<Store['declare']>[0]> = {}) {
  return {
    boardId: idOf('board'),
    declarationId: '1',
    groupId: 'a',
    kind: 'volunteer' as const,
    count: 1,
    ...given,
  }
}
