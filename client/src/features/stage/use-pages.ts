import { type RefObject, useContext, useLayoutEffect, useState } from 'react'

import { FloorContext } from './floor.ts'
import { type Extent, packPages } from './pages.ts'

/** A way to set a page: type in multiples of the floor, notes side by side. */
export type Setting = { readonly scale: number; readonly columns: number }

export type Paging = {
  /** Which page an item is on; everything is on page 0 until it is measured. */
  readonly pageOf: (id: string) => number
  readonly count: number
  /** Which of the parts (`data-fit-part`) a page is of; 0 where there are none. */
  readonly partOf: (page: number) => number
  /** Everything is there, to be measured: not painted. */
  readonly isMeasuring: boolean
}

type Measured = {
  readonly signature: string
  readonly pages: ReadonlyMap<string, number>
  readonly count: number
  /** The first page of each part. */
  readonly starts: readonly number[]
}

/**
 * Shares what a screen shows among pages, since text is never smaller than the last row can read. Measures
 * the elements marked `data-fit-id`, column by column (`data-fit-column`), before the browser paints; takes
 * the first of `settings` (largest type first) at which all fit, else the one with the fewest pages.
 * Parts (`data-fit-part`) come one after the other, each on pages of its own.
 */
export function usePages(
  stage: RefObject<HTMLElement | null>,
  content: string,
  settings: readonly Setting[],
): Paging {
  const [measured, setMeasured] = useState<Measured>()
  const signature = `${content} ${useViewport()} ${useContext(FloorContext)}`
  const isMeasuring = measured?.signature !== signature
  useLayoutEffect(() => {
    if (!isMeasuring || !stage.current) return
    // What is measured exists only once it is laid out; this is before the paint, so nothing flickers.
    // oxlint-disable-next-line react/set-state-in-effect
    setMeasured({ signature, ...settle(stage.current, settings) })
  }, [isMeasuring, signature, stage, settings])
  return {
    pageOf: (id) => (isMeasuring ? 0 : (measured?.pages.get(id) ?? 0)),
    count: isMeasuring ? 1 : measured.count,
    partOf: (page) =>
      isMeasuring ? 0 : Math.max(0, measured.starts.filter((start) => start <= page).length - 1),
    isMeasuring,
  }
}

type Outcome = Pick<Measured, 'pages' | 'count' | 'starts'>

/** Shorter lines break words, and a page of them is longer than it is wide. */
const LINE_MIN_EM = 10

function settle(stage: HTMLElement, settings: readonly Setting[]): Outcome {
  let best: { readonly setting: Setting; readonly outcome: Outcome } | undefined
  const floor = Number.parseFloat(getComputedStyle(stage).fontSize)
  const isWide = ({ scale, columns }: Setting): boolean =>
    columns === 1 || stage.clientWidth / columns >= LINE_MIN_EM * floor * scale
  for (const setting of settings.filter(isWide)) {
    apply(stage, setting)
    const { isCut, ...outcome } = measure(stage)
    if (!isCut && (!best || outcome.count < best.outcome.count)) best = { setting, outcome }
    if (best?.outcome.count === 1) break
  }
  const chosen = best?.setting ?? settings[settings.length - 1]
  if (chosen) apply(stage, chosen)
  return best?.outcome ?? measure(stage)
}

function apply(stage: HTMLElement, { scale, columns }: Setting): void {
  stage.style.setProperty('--echelle', String(scale))
  stage.style.setProperty('--colonnes', String(columns))
}

/** `isCut`: something is higher than a page. */
function measure(stage: HTMLElement): Outcome & { readonly isCut: boolean } {
  const pages = new Map<string, number>()
  const starts: number[] = []
  const parts = [...stage.querySelectorAll<HTMLElement>('[data-fit-part]')]
  let count = 0
  let isCut = false
  for (const part of parts.length > 0 ? parts : [stage]) {
    const own = measurePart(part)
    starts.push(count)
    for (const [id, page] of own.pages) pages.set(id, count + page)
    count += own.count
    isCut ||= own.isCut
  }
  return { pages, count, starts, isCut }
}

function measurePart(part: HTMLElement) {
  const pages = new Map<string, number>()
  let isCut = false
  for (const column of part.querySelectorAll<HTMLElement>('[data-fit-column]')) {
    const origin = column.getBoundingClientRect().top
    const extents = [...column.querySelectorAll<HTMLElement>('[data-fit-id]')].map(
      (item): Extent => {
        const { top } = item.getBoundingClientRect()
        // A heading is worth nothing at the foot of a page: it counts as high as what it announces.
        const last = 'fitWithNext' in item.dataset ? (item.nextElementSibling ?? item) : item
        const { bottom } = last.getBoundingClientRect()
        return { id: item.dataset['fitId'] ?? '', top: top - origin, bottom: bottom - origin }
      },
    )
    isCut ||= extents.some(({ top, bottom }) => bottom - top > column.clientHeight + 1)
    for (const [id, page] of packPages(extents, column.clientHeight)) pages.set(id, page)
  }
  return { pages, count: 1 + Math.max(0, ...pages.values()), isCut }
}

/** The window's size, and whether the fonts are there: what changes a measure beside the content. */
function useViewport(): string {
  const [viewport, setViewport] = useState(readViewport)
  useLayoutEffect(() => {
    const update = (): void => setViewport(readViewport())
    window.addEventListener('resize', update)
    document.fonts.addEventListener('loadingdone', update)
    return () => {
      window.removeEventListener('resize', update)
      document.fonts.removeEventListener('loadingdone', update)
    }
  }, [])
  return viewport
}

const readViewport = (): string =>
  `${window.innerWidth}×${window.innerHeight} ${document.fonts.status}`
