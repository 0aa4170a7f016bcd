/** Where an item stands, measured: `top` and `bottom` within its column. */
export type Extent = { readonly id: string; readonly top: number; readonly bottom: number }

/**
 * Which page each item of a column goes on, when a page is `height` high: in order, a new page where the next
 * row (items with one top) would be cut. A row higher than a page has one to itself.
 */
export function packPages(items: readonly Extent[], height: number): ReadonlyMap<string, number> {
  const rowBottoms = new Map<number, number>()
  for (const { top, bottom } of items)
    rowBottoms.set(top, Math.max(bottom, rowBottoms.get(top) ?? bottom))
  const pages = new Map<string, number>()
  let page = 0
  let pageTop = items[0]?.top ?? 0
  for (const { id, top } of items) {
    if (top > pageTop && (rowBottoms.get(top) ?? top) - pageTop > height) {
      page++
      pageTop = top
    }
    pages.set(id, page)
  }
  return pages
}
