import { assert } from '@murmure/shared/assert'
import type { Headcount } from '@murmure/shared/group'
import type { BoardId, DocumentId, GroupId, ParticipantId } from '@murmure/shared/ids'

import type {
  BoardRow,
  CommitResult,
  DeclarationRow,
  DocumentHead,
  DocumentRow,
  FirstContent,
  Lease,
  NewBoard,
  NewLogRow,
  ReplacedBoard,
  SecretGrant,
  SecretRow,
  Store,
  StoredDocument,
  Tick,
} from './contract.ts'

/** What a store on one machine does, as plain data: it fits through a port to a worker. */
export type Calls = {
  commit: {
    input: { readonly rows: readonly NewLogRow[]; readonly leases: readonly Lease[] }
    output: CommitResult
  }
  load: { input: DocumentId; output: StoredDocument | undefined }
  compact: {
    input: { readonly documentId: DocumentId; readonly seq: number; readonly bytes: Uint8Array }
    output: void
  }
  createBoard: { input: NewBoard; output: 'created' | 'taken' }
  getBoard: { input: BoardId; output: BoardRow | undefined }
  findBoardByCode: { input: string; output: BoardRow | undefined }
  updateBoard: {
    input: {
      readonly row: BoardRow
      readonly added: readonly DocumentRow[]
      readonly removed: readonly DocumentHead[]
    }
    output: 'updated' | 'stale'
  }
  deleteBoard: { input: BoardId; output: void }
  raiseGeneration: {
    input: { readonly boardId: BoardId; readonly generation: number }
    output: readonly DocumentRow[]
  }
  replaceBoard: { input: ReplacedBoard; output: 'replaced' | 'absent' }
  listDocuments: { input: BoardId; output: readonly DocumentRow[] }
  addSecret: {
    input: { readonly boardId: BoardId; readonly secret: SecretRow }
    output: void
  }
  findSecret: {
    input: { readonly boardId: BoardId; readonly hash: string }
    output: SecretGrant | undefined
  }
  revoke: {
    input: { readonly boardId: BoardId; readonly participantId: ParticipantId }
    output: void
  }
  isRevoked: {
    input: { readonly boardId: BoardId; readonly participantId: ParticipantId }
    output: boolean
  }
  lateEntries: { input: BoardId; output: readonly string[] }
  declare: { input: DeclarationRow; output: ReadonlyMap<GroupId, Headcount> }
  headcounts: { input: BoardId; output: ReadonlyMap<GroupId, Headcount> }
  listDeclarations: { input: BoardId; output: readonly DeclarationRow[] }
  probe: { input: undefined; output: void }
  close: { input: undefined; output: void }
}

export type CallKind = keyof Calls

/** Each call, done at once or thrown. */
export type Operations = {
  readonly [Kind in CallKind]: (input: Calls[Kind]['input']) => Calls[Kind]['output']
}

/** Where the calls of a store go. The buffers of `transfer` are the callee's from then on. */
export type Call = <Kind extends CallKind>(
  kind: Kind,
  input: Calls[Kind]['input'],
  transfer?: readonly ArrayBuffer[],
) => Promise<Calls[Kind]['output']>

/** The contract over calls that one process makes and nobody else: ticks are free and miss nothing. */
export function createStore(call: Call): Store {
  let closing: Promise<void> | undefined

  return {
    begin: async (documents) => createTick(documents, call),
    load: (documentId) => call('load', documentId),
    async compact(documentId, { seq, bytes }) {
      const own = copyBytes(bytes)
      await call('compact', { documentId, seq, bytes: own }, [own.buffer])
    },
    createBoard: ({ contents, ...board }) =>
      call('createBoard', {
        ...board,
        ...(contents && { contents: contents.map(withOwnBytes) }),
      }),
    getBoard: (boardId) => call('getBoard', boardId),
    findBoardByCode: (code) => call('findBoardByCode', code),
    updateBoard: (row, added, removed = []) => call('updateBoard', { row, added, removed }),
    deleteBoard: (boardId) => call('deleteBoard', boardId),
    raiseGeneration: (boardId, generation) => call('raiseGeneration', { boardId, generation }),
    replaceBoard: (board) =>
      call('replaceBoard', { ...board, contents: board.contents.map(withOwnBytes) }),
    listDocuments: (boardId) => call('listDocuments', boardId),
    addSecret: (boardId, secret) => call('addSecret', { boardId, secret }),
    findSecret: (boardId, hash) => call('findSecret', { boardId, hash }),
    revoke: (boardId, participantId) => call('revoke', { boardId, participantId }),
    isRevoked: (boardId, participantId) => call('isRevoked', { boardId, participantId }),
    lateEntries: (boardId) => call('lateEntries', boardId),
    declare: (row) => call('declare', row),
    headcounts: (boardId) => call('headcounts', boardId),
    listDeclarations: (boardId) => call('listDeclarations', boardId),
    probe: () => call('probe', undefined),
    close: () => (closing ??= call('close', undefined)),
  }
}

/**
 * A tick that holds no lock. It is as strict as one that does: what it did not begin with it does not write,
 * and it is used once, so that a caller who is wrong is wrong on one machine already.
 */
function createTick(documents: readonly DocumentId[], call: Call): Tick {
  const begun = new Set(documents)
  let isOpen = true

  return {
    missed: [],
    async commit(rows, leases) {
      assert(isOpen, 'This tick was committed or aborted before')
      isOpen = false
      for (const { documentId } of [...rows, ...leases])
        assert(begun.has(documentId), `This tick did not begin with ${documentId}`)
      const own = rows.map((row) => ({ ...row, bytes: copyBytes(row.bytes) }))
      return call(
        'commit',
        { rows: own, leases },
        own.map(({ bytes }) => bytes.buffer),
      )
    },
    async abort() {
      isOpen = false
    },
  }
}

const withOwnBytes = (content: FirstContent): FirstContent => ({
  ...content,
  bytes: copyBytes(content.bytes),
})

/**
 * A copy in a buffer of its own: the caller goes on using its bytes, and a small view on a pooled buffer does
 * not take the whole pool along.
 */
function copyBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
