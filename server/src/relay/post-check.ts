import { type DocumentKind, ROOTS } from '@murmure/shared/access'
import * as Y from 'yjs'

import { deletedIn, toDeletions } from './deletions.ts'
import { locateStored, type Location, type Placed } from './location.ts'
import { isSetOnce } from './policy.ts'

/** The entry that a place belongs to: what the gate allows, it allows by root and key. */
export const entryName = ([root, key]: Location): string => JSON.stringify([root, key])

/**
 * The alarm behind the gate: what Yjs reports as changed, deleted and pending must lie inside what the gate
 * allowed in this transaction. It hears all senders of a tick at once, so it says *that*, not *who*.
 * Runs on `afterTransaction`: before Yjs collects what was deleted.
 */
export function isWithin(
  transaction: Y.Transaction,
  kind: DocumentKind,
  allowed: ReadonlySet<string>,
): boolean {
  const { doc } = transaction
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return false
  for (const root of doc.share.keys()) if (!Object.hasOwn(ROOTS[kind], root)) return false
  for (const location of changedPlaces(transaction)) {
    if (location === undefined || !allowed.has(entryName(location))) return false
  }
  for (const item of deletedIn(toDeletions(transaction.deleteSet), doc)) {
    const placed = locateStored(item)
    if (placed.kind === 'inert') continue
    if (!isAllowed(placed, kind, allowed)) return false
  }
  return true
}

const isAllowed = (placed: Placed, kind: DocumentKind, allowed: ReadonlySet<string>): boolean =>
  placed.kind === 'at' &&
  allowed.has(entryName(placed.location)) &&
  !isSetOnce(kind, placed.location)

/** Undefined: something changed where nothing of the schema stands. */
function* changedPlaces({ changed }: Y.Transaction): Generator<Location | undefined> {
  for (const [type, keys] of changed) {
    if (type._item !== null) {
      const placed = locateStored(type._item)
      yield placed.kind === 'at' ? placed.location : undefined
      continue
    }
    const root = Y.findRootTypeKey(type)
    for (const key of keys) yield key === null ? undefined : [root, key]
  }
}
