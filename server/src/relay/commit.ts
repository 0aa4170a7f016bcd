import type { Lease, NewLogRow, Store } from '../storage/contract.ts'
import type { RelayLog } from './contract.ts'

export type Pending = { readonly row: NewLogRow | undefined; readonly leases: readonly Lease[] }

/**
 * Commits the rows of a tick in one transaction and says which are durable. If that fails it is tried once
 * more (its answer may be lost, and the store takes the same row twice as one), then document by document:
 * one poisoned row must not stop all rooms. Never rejects.
 */
export async function commitAll(
  store: Store,
  log: RelayLog,
  pending: readonly Pending[],
): Promise<ReadonlySet<NewLogRow>> {
  const work = pending.flatMap(({ row, leases }) => (row ? [{ row, leases }] : []))
  if (work.length === 0) return new Set()
  for (let attempt = 0; attempt < 2; attempt++) {
    if (await commitOnce(store, log, work)) return new Set(work.map(({ row }) => row))
  }
  const durable = new Set<NewLogRow>()
  if (work.length === 1) return durable
  for (const one of work) if (await commitOnce(store, log, [one])) durable.add(one.row)
  return durable
}

async function commitOnce(
  store: Store,
  log: RelayLog,
  work: readonly { readonly row: NewLogRow; readonly leases: readonly Lease[] }[],
): Promise<boolean> {
  const rows = work.map(({ row }) => row)
  try {
    const tick = await store.begin(
      rows.map(({ documentId }) => documentId),
      new Map(rows.map(({ documentId, expectedHead }) => [documentId, expectedHead])),
    )
    const result = await tick.commit(
      rows,
      work.flatMap(({ leases }) => leases),
    )
    if (result.kind === 'conflict') {
      log.error({ documentId: result.documentId, head: result.head }, 'a commit met another row')
    }
    return result.kind === 'committed'
  } catch (cause) {
    log.error({ cause }, 'a commit failed')
    return false
  }
}
