import type { DocumentId, ParticipantId } from '@murmure/shared/ids'

import type { CommitResult, Lease, LogRow, NewLogRow } from './contract.ts'

/** What stands in the store before the commit. */
export type Standing = {
  /** Undefined: there is no such document. */
  head(documentId: DocumentId): number | undefined
  /** Undefined: no such row, or a snapshot has replaced it. */
  bytesAt(documentId: DocumentId, seq: number): Uint8Array | undefined
  holder(documentId: DocumentId, clientId: number): ParticipantId | undefined
}

type Conflict = Extract<CommitResult, { kind: 'conflict' }>

/** `write`: exactly these rows and leases are new. */
export type CommitPlan =
  | {
      readonly kind: 'write'
      readonly rows: readonly LogRow[]
      readonly leases: readonly Lease[]
      readonly heads: ReadonlyMap<DocumentId, number>
    }
  | Conflict

/** Decides a commit as a whole: the first row or lease that does not fit refuses all of them. */
export function planCommit(
  rows: readonly NewLogRow[],
  leases: readonly Lease[],
  standing: Standing,
): CommitPlan {
  const heads = new Map<DocumentId, number>()
  for (const { documentId } of [...rows, ...leases]) {
    const head = standing.head(documentId)
    if (head === undefined) return conflictAt(documentId, standing)
    heads.set(documentId, head)
  }
  const newRows = planRows(rows, heads, standing)
  if ('kind' in newRows) return newRows
  const newLeases = planLeases(leases, standing)
  if ('kind' in newLeases) return newLeases
  return { kind: 'write', rows: newRows, leases: newLeases, heads }
}

/** Moves `heads` on with every row that fits. */
function planRows(
  rows: readonly NewLogRow[],
  heads: Map<DocumentId, number>,
  standing: Standing,
): LogRow[] | Conflict {
  const planned: LogRow[] = []
  for (const { expectedHead, late: _late, ...row } of rows) {
    const { documentId } = row
    const head = heads.get(documentId) ?? 0
    const seq = expectedHead + 1
    if (expectedHead === head) {
      planned.push({ ...row, seq })
      heads.set(documentId, seq)
      continue
    }
    const there =
      planned.find((other) => other.documentId === documentId && other.seq === seq)?.bytes ??
      standing.bytesAt(documentId, seq)
    if (!there || !isSame(there, row.bytes)) return conflictAt(documentId, standing)
  }
  return planned
}

function planLeases(leases: readonly Lease[], standing: Standing): Lease[] | Conflict {
  const planned: Lease[] = []
  for (const lease of leases) {
    const { documentId, clientId, participantId } = lease
    const holder =
      planned.find((other) => other.documentId === documentId && other.clientId === clientId)
        ?.participantId ?? standing.holder(documentId, clientId)
    if (holder === undefined) planned.push(lease)
    else if (holder !== participantId) return conflictAt(documentId, standing)
  }
  return planned
}

/** With the head that stands: what the batch would have added was not written. */
function conflictAt(documentId: DocumentId, standing: Standing): Conflict {
  return { kind: 'conflict', documentId, head: standing.head(documentId) ?? 0 }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
