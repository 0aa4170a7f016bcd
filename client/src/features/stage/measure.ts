import { type Extent, packPages } from './pages.ts'

/** What a way to set a page comes to. */
export type Outcome = {
  /** Which page each item is on. */
  readonly pages: ReadonlyMap<string, number>
  readonly count: number
  /** The first page of each part. */
  readonly starts: readonly number[]
  /** Something is higher than a page. */
  readonly isCut: boolean
  /** A word is wider than its line, or lines are too short to be read. */
  readonly isBroken: boolean
}

/** In shorter lines every second word goes onto the next. */
const COLUMN_MIN_EM = 7
const LINE_EM = 1.4

/** Measures the stage as it is laid out now. */
export function measure(stage: HTMLElement): Outcome {
  const pages = new Map<string, number>()
  const starts: number[] = []
  const parts = stage.hasAttribute('data-split')
    ? [...stage.querySelectorAll<HTMLElement>('[data-fit-part]')]
    : []
  let count = 0
  let isCut = false
  for (const part of parts.length > 0 ? parts : [stage]) {
    const own = measurePart(part)
    starts.push(count)
    for (const [id, page] of own.pages) pages.set(id, count + page)
    count += own.count
    isCut ||= own.isCut
  }
  return { pages, count, starts, isCut, isBroken: isNarrow(stage) || hasBrokenWord(stage) }
}

function measurePart(part: HTMLElement) {
  const pages = new Map<string, number>()
  let isCut = false
  for (const column of part.querySelectorAll<HTMLElement>('[data-fit-column]')) {
    const origin = column.getBoundingClientRect().top
    let again: number | undefined
    const extents = itemsIn(column).map((item): Extent => {
      const { top } = item.getBoundingClientRect()
      const isHeading = 'fitWithNext' in item.dataset
      // A heading is worth nothing at the foot of a page: it counts as high as what it announces.
      const next = isHeading ? displayedAfter(item) : null
      const { bottom } = (next ?? item).getBoundingClientRect()
      const extent = { id: item.dataset['fitId'] ?? '', top: top - origin, bottom: bottom - origin }
      if (isHeading) {
        again = next ? next.getBoundingClientRect().top - top + wordsMore(item) : undefined
        return extent
      }
      return again === undefined ? extent : { ...extent, again }
    })
    isCut ||= extents.some(({ top, bottom }) => bottom - top > column.clientHeight + 1)
    for (const [id, page] of packPages(extents, column.clientHeight)) pages.set(id, page)
  }
  return { pages, count: 1 + Math.max(0, ...pages.values()), isCut }
}

/** A line more: a heading that says that it goes on is longer. */
const wordsMore = (heading: HTMLElement): number =>
  LINE_EM * Number.parseFloat(getComputedStyle(heading).fontSize)

/** Those of the mode that is tried: the others are not displayed. */
const itemsIn = (column: HTMLElement): readonly HTMLElement[] =>
  [...column.querySelectorAll<HTMLElement>('[data-fit-id]')].filter(isDisplayed)

const isDisplayed = (element: Element): boolean => element.getClientRects().length > 0

function displayedAfter(item: Element): Element | null {
  let next = item.nextElementSibling
  while (next && !isDisplayed(next)) next = next.nextElementSibling
  return next
}

function isNarrow(stage: HTMLElement): boolean {
  const least = COLUMN_MIN_EM * Number.parseFloat(getComputedStyle(stage).fontSize)
  return [...stage.querySelectorAll('[data-fit-column]')].some(
    ({ clientWidth }) => clientWidth < least,
  )
}

/** Asked with words that may not be broken anywhere: what is too long then runs over its box. */
function hasBrokenWord(stage: HTMLElement): boolean {
  stage.setAttribute('data-whole-words', '')
  const isBroken = [...stage.querySelectorAll<HTMLElement>('[data-fit-words]')].some(
    ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
  )
  stage.removeAttribute('data-whole-words')
  return isBroken
}
