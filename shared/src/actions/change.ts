import * as Y from 'yjs'

/** A value that a document holds outside its nested types. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined }

/**
 * One value that an action changed, as plain data: `[root, key]` or `[root, key, field]`. A stack of these
 * survives a fresh document, which `Y.UndoManager` does not; and unlike it never deletes what it made.
 */
export type Change = {
  readonly path:
    | readonly [root: string, key: string]
    | readonly [root: string, key: string, field: string]
  readonly before: Plain | undefined
  readonly mine: Plain | undefined
}

/** The origin of every transaction that a person's own act makes. */
export const LOCAL = 'murmure:local'

/** Runs an action as one transaction, hence one update on the wire. */
export function act<Outcome>(doc: Y.Doc, action: () => Outcome): Outcome {
  return doc.transact(action, LOCAL)
}

/** Sets (or, with undefined, clears) one value. Returns what `revert` needs, or nothing when it already was so. */
export function setValue(
  doc: Y.Doc,
  path: Change['path'],
  mine: Plain | undefined,
): readonly Change[] {
  const before = valueAt(doc, path)
  if (isSame(before, mine)) return []
  writeValue(doc, path, mine)
  return [{ path, before, mine }]
}

/**
 * Takes changes back, all or none: only where the present value is still the one that this person wrote.
 * `overwritten` = somebody changed it since; nothing was touched. Returns the changes that redo it.
 */
export function revert(
  doc: Y.Doc,
  changes: readonly Change[],
):
  | { readonly kind: 'reverted'; readonly redo: readonly Change[] }
  | { readonly kind: 'overwritten' } {
  if (changes.some(({ path, mine }) => !isSame(valueAt(doc, path), mine)))
    return { kind: 'overwritten' }
  act(doc, () => {
    for (const { path, before } of [...changes].reverse()) writeValue(doc, path, before)
  })
  const redo = [...changes]
    .reverse()
    .map(({ path, before, mine }) => ({ path, before: mine, mine: before }))
  return { kind: 'reverted', redo }
}

/**
 * Makes `text` say `wanted` by one splice between their common ends, so that what others typed elsewhere in
 * it stays. Never cuts a surrogate pair: half of one would reach the others as U+FFFD.
 */
export function spliceText(text: Y.Text, wanted: string): void {
  const present = text.toString()
  let start = 0
  while (start < present.length && start < wanted.length && present[start] === wanted[start])
    start++
  if (isLowSurrogate(present, start) || isLowSurrogate(wanted, start)) start--
  let end = 0
  const most = Math.min(present.length, wanted.length) - start
  while (end < most && present[present.length - 1 - end] === wanted[wanted.length - 1 - end]) end++
  if (isLowSurrogate(present, present.length - end) || isLowSurrogate(wanted, wanted.length - end))
    end--
  const removed = present.length - end - start
  if (removed > 0) text.delete(start, removed)
  if (wanted.length - end > start) text.insert(start, wanted.slice(start, wanted.length - end))
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff && index > 0
}

/** The plain value at a path; of a text its words. */
export function valueAt(doc: Y.Doc, [root, key, field]: Change['path']): Plain | undefined {
  const entry = doc.getMap(root).get(key)
  const value =
    field === undefined ? entry : entry instanceof Y.Map ? (entry.get(field) as unknown) : undefined
  return value instanceof Y.Text ? value.toString() : (value as Plain | undefined)
}

/** Sets (or, with undefined, clears) a value where its entry exists. */
export function writeValue(
  doc: Y.Doc,
  [root, key, field]: Change['path'],
  value: Plain | undefined,
): void {
  const map = doc.getMap(root)
  const target = field === undefined ? map : map.get(key)
  if (!(target instanceof Y.Map)) return
  const name = field ?? key
  const held: unknown = target.get(name)
  if (held instanceof Y.Text) spliceText(held, typeof value === 'string' ? value : '')
  else if (value === undefined) target.delete(name)
  else target.set(name, value)
}

/** Do two plain values say the same? */
export function isSame(a: Plain | undefined, b: Plain | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
