import { type RefObject, useLayoutEffect, useState } from 'react'

import { type Extent, packPages } from './pages.ts'

/** A way to set a page: type in multiples of the floor, notes side by side. */
export type Setting = { readonly scale: number; readonly columns: number }

export type Paging = {
  /** Which page an item is on; everything is on page 0 until it is measured. */
  readonly pageOf: (id: string) => number
  readonly count: number
  /** Everything is there, to be measured: not painted. */
  readonly isMeasuring: boolean
}

type Measured = {
  readonly signature: string
  readonly pages: ReadonlyMap<string, number>
  readonly count: number
}

/**
 * Shares what a screen shows among pages, since text is never smaller than the last row can read. Measures
 * the elements marked `data-fit-id`, column by column (`data-fit-column`), before the browser paints; takes
 * the first of `settings` (largest type first) at which all fit, else the one with the fewest pages.
 */
export function usePages(
  stage: RefObject<HTMLElement | null>,
  content: string,
  settings: readonly Setting[],
): Paging {
  const [measured, setMeasured] = useState<Measured>()
  const signature = `${content} ${useViewport()}`
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
    isMeasuring,
  }
}

type Outcome = Pick<Measured, 'pages' | 'count'>

function settle(stage: HTMLElement, settings: readonly Setting[]): Outcome {
  let best: { readonly setting: Setting; readonly outcome: Outcome } | undefined
  for (const setting of settings) {
    apply(stage, setting)
    const outcome = measure(stage)
    if (!best || outcome.count < best.outcome.count) best = { setting, outcome }
    if (outcome.count === 1) break
  }
  if (!best) return measure(stage)
  apply(stage, best.setting)
  return best.outcome
}

function apply(stage: HTMLElement, { scale, columns }: Setting): void {
  stage.style.setProperty('--echelle', String(scale))
  stage.style.setProperty('--colonnes', String(columns))
}

function measure(stage: HTMLElement): Outcome {
  const pages = new Map<string, number>()
  for (const column of stage.querySelectorAll<HTMLElement>('[data-fit-column]')) {
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
    for (const [id, page] of packPages(extents, column.clientHeight)) pages.set(id, page)
  }
  return { pages, count: 1 + Math.max(0, ...pages.values()) }
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
