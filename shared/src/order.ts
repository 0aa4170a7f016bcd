/** What is ordered: the order key, then the id where two people chose the same gap. */
export type Ordered = { readonly order: string; readonly id: string }

export function byOrder(a: Ordered, b: Ordered): number {
  return compare(a.order, b.order) || compare(a.id, b.id)
}

/** Code-unit order: the same on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
