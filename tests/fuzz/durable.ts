import type { DocumentId } from '@murmure/shared/ids'
import { type Store, StoreError, type Tick } from '@murmure/server/storage/contract'
import * as Y from 'yjs'

import type { Dice } from './attacker.ts'

/** What becomes of a commit: done, refused, done with its answer lost, done late, never answered. */
type Outcome = 'done' | 'refused' | 'answer lost' | 'late' | 'silent' | 'silent, but done'

export type Faults = {
  readonly commit: () => Outcome
  readonly load: () => 'done' | 'refused'
}

export const NO_FAULTS: Faults = { commit: () => 'done', load: () => 'done' }

const UNLUCKY: readonly Outcome[] = [
  'refused',
  'answer lost',
  'late',
  'late',
  'silent',
  'silent, but done',
]

/** Faults now and then, as these dice fall. */
export const someFaults = (dice: Dice): Faults => ({
  commit: () => UNLUCKY[dice(120)] ?? 'done',
  load: () => (dice(20) === 0 ? 'refused' : 'done'),
})

/** The store as processes see it, and what of each document a `kill -9` would leave, kept apart from them. */
export type FaultyStore = {
  /** One process' store: once killed, nothing of it is written or answered any more. */
  newProcess(): { readonly store: Store; readonly kill: () => void }
  setFaults(faults: Faults): void
  /** What the store holds of a document. */
  durable(documentId: DocumentId): Y.Doc
}

const never = <Value>(): Promise<Value> => new Promise(() => undefined)
const LATE_MS = 5

export function createFaultyStore(inner: Store): FaultyStore {
  const docs = new Map<DocumentId, Y.Doc>()
  let faults = NO_FAULTS

  function durable(documentId: DocumentId): Y.Doc {
    const doc = docs.get(documentId) ?? new Y.Doc()
    docs.set(documentId, doc)
    return doc
  }

  /** Lands, and is noted as durable in the same turn in which the store says so. */
  async function land(tick: Tick, ...[rows, leases]: Parameters<Tick['commit']>) {
    const result = await tick.commit(rows, leases)
    if (result.kind === 'committed') {
      for (const { documentId, bytes } of rows) Y.applyUpdate(durable(documentId), bytes)
    }
    return result
  }

  function newProcess() {
    let isAlive = true
    const guarded = async <Value>(call: () => Promise<Value>): Promise<Value> => {
      if (!isAlive) return never()
      const value = await call()
      return isAlive ? value : never()
    }
    const store: Store = {
      ...inner,
      compact: (documentId, snapshot) => guarded(() => inner.compact(documentId, snapshot)),
      load: (documentId) =>
        guarded(() =>
          faults.load() === 'refused'
            ? Promise.reject(new StoreError('gone'))
            : inner.load(documentId),
        ),
      begin: async (documents, heads) => {
        const tick = await guarded(() => inner.begin(documents, heads))
        const commit: Tick['commit'] = async (rows, leases) => {
          const outcome = faults.commit()
          if (!isAlive || outcome === 'silent') return never()
          if (outcome === 'refused') throw new StoreError('disk full')
          if (outcome === 'late') await new Promise((resolve) => setTimeout(resolve, LATE_MS))
          const result = await guarded(() => land(tick, rows, leases))
          if (outcome === 'silent, but done') return never()
          if (outcome === 'answer lost') throw new StoreError('the answer was lost')
          return result
        }
        return { ...tick, commit }
      },
    }
    return { store, kill: () => void (isAlive = false) }
  }

  return {
    newProcess,
    setFaults: (next) => {
      faults = next
    },
    durable,
  }
}

/** Is all of this update, structs and deletions, in the document? */
export function isHeldBy(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update)
  for (const { id, length } of structs) {
    if (id.clock + length > Y.getState(doc.store, id.client)) return false
  }
  for (const [client, ranges] of ds.clients) {
    const held = doc.store.clients.get(client) ?? []
    for (const { clock, len } of ranges) {
      if (len === 0) continue
      if (clock + len > Y.getState(doc.store, client)) return false
      for (let index = Y.findIndexSS(held, clock); index < held.length; index++) {
        const struct = held[index]
        if (!struct || struct.id.clock >= clock + len) break
        if (!struct.deleted) return false
      }
    }
  }
  return true
}

/** Is everything that this state vector counts in the document? */
export function isReachedBy(doc: Y.Doc, stateVector: Uint8Array): boolean {
  return [...Y.decodeStateVector(stateVector)].every(
    ([client, clock]) => clock <= Y.getState(doc.store, client),
  )
}
