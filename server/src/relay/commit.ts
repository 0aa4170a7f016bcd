import type { Lease, NewLogRow, Store } from '../storage/contract.ts'
import type { RelayLog } from './contract.ts'
import { withinLimit } from './within-limit.ts'

export type Pending = { readonly row: NewLogRow | undefined; readonly leases: readonly Lease[] }

/**
 * Commits the rows of a tick in one transaction and says which are durable. If that fails it is tried once
 * more (its answer may be lost, and the store takes the same row twice as one), then document by document:
 * one poisoned row must not stop all rooms. A store that does not answer is asked no more: whatever it still
 * does is found at the next load. Never rejects.
 */
export async function commitAll(
  store: Store,
  log: RelayLog,
  pending: readonly Pending[],
  limitMs: number,
): Promise<ReadonlySet<NewLogRow>> {
  const work = pending.flatMap(({ row, leases }) => (row ? [{ row, leases }] : []))
  const durable = new Set<NewLogRow>()
  if (work.length === 0) return durable
  const commit = (rows: Work) => commitOnce(store, log, rows, limitMs)
  for (let attempt = 0; attempt < 2; attempt++) {
    const outcome = await commit(work)
    if (outcome === 'committed') return new Set(work.map(({ row }) => row))
    if (outcome === 'silent') return durable
  }
  if (work.length === 1) return durable
  for (const one of work) {
    const outcome = await commit([one])
    if (outcome === 'committed') durable.add(one.row)
    if (outcome === 'silent') return durable
  }
  return durable
}

type Work = readonly { readonly row: NewLogRow; readonly leases: readonly Lease[] }[]

async function commitOnce(
  store: Store,
  log: RelayLog,
  work: Work,
  limitMs: number,
): Promise<'committed' | 'failed' | 'silent'> {
  const rows = work.map(({ row }) => row)
  const leases = work.flatMap((one) => one.leases)
  let isSilent = true
  const attempt = async () => {
    try {
      const tick = await store.begin(
        rows.map(({ documentId }) => documentId),
        new Map(rows.map(({ documentId, expectedHead }) => [documentId, expectedHead])),
      )
      return await tick.commit(rows, leases)
    } finally {
      isSilent = false
    }
  }
  try {
    const result = await withinLimit(attempt(), limitMs)
    if (result.kind === 'committed') return 'committed'
    log.error({ documentId: result.documentId, head: result.head }, 'a commit met another row')
    return 'failed'
  } catch (cause) {
    log.error({ cause }, 'a commit failed')
    return isSilent ? 'silent' : 'failed'
  }
}
