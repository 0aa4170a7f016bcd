/** Where an item stands, measured: `top` and `bottom` within its column. */
export type Extent = { readonly id: string; readonly top: number; readonly bottom: number }

/**
 * Which page each item of a column goes on, when a page is `height` high: in order, a new page where the next
 * item would be cut. An item higher than a page has one to itself.
 */
export function packPages(items: readonly Extent[], height: number): ReadonlyMap<string, number> {
  const pages = new Map<string, number>()
  let page = 0
  let pageTop = items[0]?.top ?? 0
  let isFirst = true
  for (const { id, top, bottom } of items) {
    if (!isFirst && top > pageTop && bottom - pageTop > height) {
      page++
      pageTop = top
    }
    isFirst = false
    pages.set(id, page)
  }
  return pages
}
