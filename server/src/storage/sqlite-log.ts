import type { ParticipantId } from '@murmure/shared/ids'
import { z } from 'zod'

import { planCommit, type Standing } from './commit-plan.ts'
import {
  type CommitResult,
  type FirstContent,
  type Lease,
  type NewLogRow,
  type StoredDocument,
  StoreError,
} from './contract.ts'
import type { Calls } from './operations.ts'
import type { Database } from './sqlite-database.ts'
import { DOCUMENT_COLUMNS, DocumentRecord, toDocumentRow } from './sqlite-documents.ts'
import { requireWhole } from './whole-document.ts'

const Bytes = z.instanceof(Uint8Array)
const Seq = z.int().nonnegative()
const Head = z.object({ head: Seq })
const StoredBytes = z.object({ bytes: Bytes })
const Holder = z.object({ participant_id: z.string() })
const Snapshot = z.object({ seq: Seq, bytes: Bytes })
const LogRecord = z.object({ seq: Seq, bytes: Bytes, at: z.int(), authors: z.string() })
const Authors = z.array(z.string())
const LateRecord = z.object({ entry: z.string() })
const LeaseRecord = z.object({ client_id: z.int(), participant_id: z.string() })

export function commit(
  database: Database,
  { rows, leases }: Calls['commit']['input'],
): CommitResult {
  return database.transaction(() => {
    const plan = planCommit(rows, leases, standingIn(database))
    if (plan.kind === 'conflict') return plan
    for (const { documentId, seq, bytes, at, authors } of plan.rows)
      database.run(
        'insert into log (document_id, seq, bytes, at, authors) values (?, ?, ?, ?, ?)',
        [documentId, seq, bytes, at, JSON.stringify(authors)],
      )
    for (const row of rows) insertLate(database, row)
    for (const lease of plan.leases) insertLease(database, lease)
    for (const documentId of new Set(plan.rows.map((row) => row.documentId)))
      database.run('update documents set head = ? where document_id = ?', [
        plan.heads.get(documentId) ?? 0,
        documentId,
      ])
    return { kind: 'committed', heads: plan.heads }
  })
}

function insertLease(database: Database, { documentId, clientId, participantId }: Lease): void {
  database.run('insert into leases (document_id, client_id, participant_id) values (?, ?, ?)', [
    documentId,
    clientId,
    participantId,
  ])
}

/** Also of a row that stands there already: then it is on the list, too. */
function insertLate(database: Database, { documentId, late = [] }: NewLogRow): void {
  for (const entry of late)
    database.run(
      `insert or ignore into late (board_id, entry)
       select board_id, ? from documents where document_id = ?`,
      [entry, documentId],
    )
}

export function lateEntries(
  database: Database,
  boardId: Calls['lateEntries']['input'],
): readonly string[] {
  const rows = database.all('select entry from late where board_id = ? order by added', [boardId])
  return rows.map((row) => LateRecord.parse(row).entry)
}

/** Within the transaction that makes the document. */
export function putFirstContent(
  database: Database,
  { documentId, bytes, leases }: FirstContent,
): void {
  database.run('insert into snapshots (document_id, seq, bytes) values (?, 1, ?)', [
    documentId,
    bytes,
  ])
  database.run('update documents set head = 1 where document_id = ?', [documentId])
  for (const lease of leases) insertLease(database, { documentId, ...lease })
}

function standingIn(database: Database): Standing {
  return {
    head: (documentId) => headOf(database, documentId),
    bytesAt(documentId, seq) {
      const row = database.get('select bytes from log where document_id = ? and seq = ?', [
        documentId,
        seq,
      ])
      return row && StoredBytes.parse(row).bytes
    },
    holder: (documentId, clientId): ParticipantId | undefined => {
      const row = database.get(
        'select participant_id from leases where document_id = ? and client_id = ?',
        [documentId, clientId],
      )
      return row && Holder.parse(row).participant_id
    },
  }
}

function headOf(database: Database, documentId: string): number | undefined {
  const row = database.get('select head from documents where document_id = ?', [documentId])
  return row && Head.parse(row).head
}

export function load(
  database: Database,
  documentId: Calls['load']['input'],
): StoredDocument | undefined {
  const found = database.get(
    `select head, ${DOCUMENT_COLUMNS} from documents where document_id = ?`,
    [documentId],
  )
  if (!found) return undefined
  const snapshot = database.get('select seq, bytes from snapshots where document_id = ?', [
    documentId,
  ])
  return requireWhole({
    document: toDocumentRow(DocumentRecord.parse(found)),
    snapshot: snapshot ? Snapshot.parse(snapshot) : null,
    rows: loadRows(database, documentId),
    head: Head.parse(found).head,
    leases: loadLeases(database, documentId),
  })
}

function loadRows(database: Database, documentId: string): StoredDocument['rows'] {
  const rows = database.all(
    'select seq, bytes, at, authors from log where document_id = ? order by seq',
    [documentId],
  )
  return rows.map((row) => {
    const { authors, ...record } = LogRecord.parse(row)
    return { documentId, ...record, authors: Authors.parse(JSON.parse(authors)) }
  })
}

function loadLeases(database: Database, documentId: string): StoredDocument['leases'] {
  const leases = database.all(
    'select client_id, participant_id from leases where document_id = ? order by client_id',
    [documentId],
  )
  return leases.map((row) => {
    const { client_id: clientId, participant_id: participantId } = LeaseRecord.parse(row)
    return { documentId, clientId, participantId }
  })
}

/**
 * The rows go in the transaction that brings the snapshot. A crash leaves either all of them or the snapshot,
 * never neither.
 */
export function compact(
  database: Database,
  { documentId, seq, bytes }: Calls['compact']['input'],
): void {
  database.transaction(() => {
    const head = headOf(database, documentId)
    if (head === undefined) return
    if (seq > head)
      throw new StoreError(`${documentId}: a snapshot at ${seq} is beyond the head ${head}`)
    const stored = database.run(
      `insert into snapshots (document_id, seq, bytes) values (?, ?, ?)
       on conflict (document_id) do update set seq = excluded.seq, bytes = excluded.bytes
       where excluded.seq > snapshots.seq`,
      [documentId, seq, bytes],
    )
    if (stored > 0)
      database.run('delete from log where document_id = ? and seq <= ?', [documentId, seq])
  })
}
