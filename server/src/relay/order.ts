import * as Y from 'yjs'

import type { Structs } from './deletions.ts'

type Struct = Structs[number]

/**
 * The structs in an order in which Yjs can integrate them: each after what it builds on. Undefined: there is
 * none; somebody made a struct that builds on itself, or on a later one, and Yjs would keep it as pending or
 * throw. The update must build on the document without gap.
 */
export function integrationOrder(structs: Structs, doc: Y.Doc): Structs | undefined {
  const queues = new Map<number, { readonly structs: Struct[]; next: number }>()
  for (const struct of structs) {
    const queue = queues.get(struct.id.client)
    if (queue) queue.structs.push(struct)
    else queues.set(struct.id.client, { structs: [struct], next: 0 })
  }
  const done = new Map<number, number>()
  const isHere = (id: unknown) =>
    !(id instanceof Y.ID) || id.clock < (done.get(id.client) ?? Y.getState(doc.store, id.client))
  const isReady = (struct: Struct) =>
    !(struct instanceof Y.Item) ||
    (isHere(struct.origin) && isHere(struct.rightOrigin) && isHere(struct.parent))
  const order: Struct[] = []
  while (order.length < structs.length) {
    const before = order.length
    for (const [client, queue] of queues) {
      let struct = queue.structs[queue.next]
      for (; struct && isReady(struct); struct = queue.structs[++queue.next]) {
        done.set(client, struct.id.clock + struct.length)
        order.push(struct)
      }
    }
    if (order.length === before) return undefined
  }
  return order
}

/**
 * Does a struct stand between two neighbours that stand the other way round? No editor makes it, and each
 * replica would put it elsewhere. Sure where the document has both neighbours; where one is of the update
 * itself it is known only between which of the document's it comes to stand, and `standsBetween` looks again.
 */
export function isCrossed(order: Structs, doc: Y.Doc): boolean {
  const positions = createPositions(doc)
  const bounds = new Map<number, Bounds[]>()
  const boundsOf = (id: Y.ID | null): Bounds => {
    if (id === null) return ANYWHERE
    if (id.clock >= Y.getState(doc.store, id.client))
      return lastUpTo(bounds.get(id.client), id.clock)
    const at = positions(id)
    return at === undefined ? ANYWHERE : { clock: id.clock, from: at, to: at }
  }
  for (const struct of order) {
    if (!(struct instanceof Y.Item)) continue
    const { from } = boundsOf(struct.origin)
    const { to } = boundsOf(struct.rightOrigin)
    if (from >= to) return true
    const { client, clock } = struct.id
    const list = bounds.get(client)
    if (list) list.push({ clock, from, to })
    else bounds.set(client, [{ clock, from, to }])
  }
  return false
}

/** A struct of the update, and between which positions of the document it comes to stand. */
type Bounds = { readonly clock: number; readonly from: number; readonly to: number }
const ANYWHERE: Bounds = { clock: 0, from: -1, to: Number.POSITIVE_INFINITY }

function lastUpTo(list: readonly Bounds[] = [], clock: number): Bounds {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as Bounds).clock <= clock) low = middle + 1
    else high = middle
  }
  return list[low - 1] ?? ANYWHERE
}

/** Now that they are integrated: each between the neighbours that it names? */
export function standsBetween(structs: readonly Y.Item[], doc: Y.Doc): boolean {
  const positions = createPositions(doc)
  return structs.every(({ id, origin, rightOrigin }) => {
    if (origin === null || rightOrigin === null) return true
    const [left, own, right] = [positions(origin), positions(id), positions(rightOrigin)]
    if (left === undefined || own === undefined || right === undefined) return true
    return left < own && own < right
  })
}

/** Where a sign stands in its sequence, as a number that grows to the right; undefined outside of one. */
function createPositions(doc: Y.Doc): (id: Y.ID) => number | undefined {
  const known = new Map<unknown, Map<Y.Item, number>>()
  return (id) => {
    const item: unknown = Y.getItem(doc.store, id)
    if (!(item instanceof Y.Item) || item.parentSub !== null) return undefined
    const index = known.get(item.parent) ?? indexOf(item.parent)
    known.set(item.parent, index)
    const at = index.get(item)
    return at === undefined ? undefined : at + (id.clock - item.id.clock) / item.length
  }
}

function indexOf(parent: Y.Item['parent']): Map<Y.Item, number> {
  const index = new Map<Y.Item, number>()
  let item = parent instanceof Y.AbstractType ? parent._start : null
  for (; item !== null; item = item.right) index.set(item, index.size)
  return index
}
