/** Where an item stands, measured: `top` and `bottom` within its column. */
export type Extent = {
  readonly id: string
  readonly top: number
  readonly bottom: number
  /** How high its heading is, where one stands over it: repeated if a page begins here. */
  readonly again?: number
}

/** Has a page where the heading of this item is repeated before it. */
export const againBefore = (id: string): string => `again ${id}`

/**
 * Which page each item of a column goes on, when a page is `height` high: in order, a new page where the next
 * row (items with one top) would be cut. A row higher than a page has one to itself. A heading is repeated where there is room.
 */
export function packPages(items: readonly Extent[], height: number): ReadonlyMap<string, number> {
  const rowBottoms = new Map<number, number>()
  for (const { top, bottom } of items)
    rowBottoms.set(top, Math.max(bottom, rowBottoms.get(top) ?? bottom))
  const pages = new Map<string, number>()
  let page = 0
  let pageTop = items[0]?.top ?? 0
  let firstTop = pageTop
  for (const { id, top, again = 0 } of items) {
    const bottom = rowBottoms.get(top) ?? top
    if (top > firstTop && bottom - pageTop > height) {
      page++
      firstTop = top
      pageTop = bottom - top + again > height ? top : top - again
      if (pageTop < top) pages.set(againBefore(id), page)
    }
    pages.set(id, page)
  }
  return pages
}
