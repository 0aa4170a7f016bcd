import * as Y from 'yjs'

/**
 * Where a struct lands: the root's name, then the key in each map on the way down; null = in a sequence
 * (a text). `['cards', 'p.1', 'text', null]` is a piece of the text of card `p.1`.
 */
export type Location = readonly [root: string, ...keys: (string | null)[]]

export type Placed =
  | { readonly kind: 'at'; readonly location: Location }
  /** Its parent is collected: it integrates as nothing. Clocks stay whole, nothing appears. */
  | { readonly kind: 'inert' }
  /** Left and right neighbour in different places, a parent that is no type, a cycle: nobody's editor makes it. */
  | { readonly kind: 'crafted' }

type Struct = Y.Item | Y.GC | Y.Skip

const INERT: Placed = { kind: 'inert' }
const CRAFTED: Placed = { kind: 'crafted' }
/** Root, entry, field, inside a text: nothing of the schema lies deeper. */
const DEEPEST = 4

/**
 * Finds the place of an update's structs in a document, as `Item.getMissing` of Yjs 13 will when it
 * integrates them: the parent of the left neighbour, else of the right one, else the one that it names.
 * `structs` must build on the document without gap.
 */
export function createLocator(doc: Y.Doc, structs: readonly Struct[]): (struct: Struct) => Placed {
  const structsByClient = indexByClient(structs)
  const known = new Map<Struct, Placed>()

  const find = (id: Y.ID): Struct => {
    if (id.clock < Y.getState(doc.store, id.client))
      return Y.getItem(doc.store, id) as Y.Item | Y.GC
    return structAt(structsByClient.get(id.client) ?? [], id.clock)
  }

  const locateOne = (struct: Struct): Placed => {
    // A text typed sign by sign is a chain of thousands: walked in a loop, never by recursion.
    const chain: Y.Item[] = []
    let current = struct
    let base: Placed | undefined
    while (base === undefined) {
      base = known.get(current) ?? settled(doc, current)
      if (base !== undefined) break
      if (chain.length > structs.length) return CRAFTED
      const item = current as Y.Item
      chain.push(item)
      if (typeof item.parent === 'string') base = enter(undefined, item.parent, item.parentSub)
      else current = find((item.origin ?? item.rightOrigin ?? item.parent) as Y.ID)
      if (
        base === undefined &&
        isNamedParent(item) &&
        current instanceof Y.Item &&
        !(current.content instanceof Y.ContentType)
      ) {
        return CRAFTED
      }
    }
    return unwind(chain, base, known)
  }

  return (struct) => {
    const placed = locateOne(struct)
    if (placed.kind !== 'at' || !(struct instanceof Y.Item)) return placed
    if (struct.origin === null || struct.rightOrigin === null) return placed
    const right = locateOne(find(struct.rightOrigin))
    if (right.kind !== 'at') return right
    return isSamePlace(placed.location, right.location) ? placed : CRAFTED
  }
}

/** The place of what the document holds already. */
export function locateStored(struct: Y.Item | Y.GC): Placed {
  if (!(struct instanceof Y.Item)) return INERT
  const keys: (string | null)[] = []
  let item: Y.Item = struct
  for (;;) {
    keys.unshift(item.parentSub)
    const parent = item.parent as Y.AbstractType<unknown> | null
    if (parent === null) return INERT
    if (parent._item === null) return { kind: 'at', location: [Y.findRootTypeKey(parent), ...keys] }
    item = parent._item
  }
}

/** Undefined: the struct is one of the update's, and its place must be worked out. */
function settled(doc: Y.Doc, struct: Struct): Placed | undefined {
  if (!(struct instanceof Y.Item)) return INERT
  if (struct.id.clock < Y.getState(doc.store, struct.id.client)) return locateStored(struct)
  return undefined
}

/** From the end of the chain back to its start: neighbours share a place, a named parent is one level up. */
function unwind(chain: readonly Y.Item[], base: Placed, known: Map<Struct, Placed>): Placed {
  let placed = base
  for (let index = chain.length - 1; index >= 0; index--) {
    const item = chain[index] as Y.Item
    if (isNamedParent(item) && typeof item.parent !== 'string') {
      placed = enter(placed, '', item.parentSub)
    }
    known.set(item, placed)
  }
  return placed
}

/** Without neighbours an item names its parent: a root, or the item that holds the type. */
const isNamedParent = (item: Y.Item): boolean => item.origin === null && item.rightOrigin === null

function enter(parent: Placed | undefined, root: string, key: string | null): Placed {
  if (parent === undefined) return { kind: 'at', location: [root, key] }
  if (parent.kind !== 'at') return parent
  if (parent.location.length >= DEEPEST) return CRAFTED
  return { kind: 'at', location: [...parent.location, key] }
}

const isSamePlace = (a: Location, b: Location): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index])

function indexByClient(structs: readonly Struct[]): ReadonlyMap<number, readonly Struct[]> {
  const index = new Map<number, Struct[]>()
  for (const struct of structs) {
    const list = index.get(struct.id.client)
    if (list) list.push(struct)
    else index.set(struct.id.client, [struct])
  }
  return index
}

function structAt(structs: readonly Struct[], clock: number): Struct {
  let low = 0
  let high = structs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((structs[middle] as Struct).id.clock <= clock) low = middle
    else high = middle - 1
  }
  return structs[low] as Struct
}
