import * as Y from 'yjs'

import { act, type Change, isSame, type Plain, valueAt, writeValue } from './change.ts'

/** An entry that was put into a document whole, as plain values; its text is a string here. */
export type Made = {
  readonly root: string
  readonly key: string
  readonly fields: { readonly [field: string]: Plain }
}

/** What somebody wrote and a fresh document may lack, in the order in which they did. */
export type Unsaved = { readonly made: readonly Made[]; readonly changes: readonly Change[] }

/** The field of an entry that is typed together: a text of its own. */
const TEXT_FIELD: { readonly [root: string]: string } = {
  cards: 'text',
  themes: 'title',
  decisions: 'what',
}

/** An entry as it stands; undefined where there is none. */
export function readMade(doc: Y.Doc, root: string, key: string): Made | undefined {
  const map: unknown = doc.getMap(root).get(key)
  return map instanceof Y.Map ? { root, key, fields: map.toJSON() as Made['fields'] } : undefined
}

/**
 * Writes into a fresh, synced document what its predecessor lost: entries that it lacks, under the same key,
 * and values that nobody changed since. What is there already is left as it is, so that nothing comes twice;
 * what somebody else has written since stays theirs. One transaction.
 */
export function reoffer(
  doc: Y.Doc,
  { made, changes }: Unsaved,
): { readonly taken: Unsaved; readonly overwritten: readonly Change[] } {
  const overwritten: Change[] = []
  const taken = { made: [] as Made[], changes: [] as Change[] }
  act(doc, () => {
    const arrived = lastArrived(doc, changes)
    for (const entry of made) if (create(doc, entry)) taken.made.push(entry)
    for (const [index, change] of changes.entries()) {
      const [root, key, field] = change.path
      if (index <= (arrived.get(nameOf(change)) ?? -1)) continue
      if (taken.made.some((entry) => entry.root === root && entry.key === key)) continue
      const isThere = field === undefined || doc.getMap(root).has(key)
      const present = valueAt(doc, change.path)
      if (isSame(present, change.mine)) continue
      if (isThere && isSame(present, change.before)) {
        writeValue(doc, change.path, change.mine)
        taken.changes.push(change)
      } else overwritten.push(change)
    }
  })
  return { taken, overwritten }
}

/**
 * Of each value, which of the changes stands there now: it came through, and those before it with it, so that
 * they are neither to be made again nor overtaken.
 */
function lastArrived(doc: Y.Doc, changes: readonly Change[]): ReadonlyMap<string, number> {
  const arrived = new Map<string, number>()
  for (const [index, change] of changes.entries())
    if (isSame(valueAt(doc, change.path), change.mine)) arrived.set(nameOf(change), index)
  return arrived
}

const nameOf = ({ path }: Change): string => JSON.stringify(path)

function create(doc: Y.Doc, { root, key, fields }: Made): boolean {
  const entries = doc.getMap(root)
  if (entries.has(key)) return false
  const map = new Y.Map<unknown>()
  for (const [field, value] of Object.entries(fields))
    map.set(
      field,
      field === TEXT_FIELD[root] && typeof value === 'string' ? new Y.Text(value) : value,
    )
  entries.set(key, map)
  return true
}
