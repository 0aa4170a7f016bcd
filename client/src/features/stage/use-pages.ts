import { type RefObject, useContext, useEffect, useLayoutEffect, useState } from 'react'

import { FloorContext } from './floor.ts'
import { measure, type Outcome } from './measure.ts'
import { ONE_PAGE, type PageCount, PageCountContext } from './page-count.ts'
import { againBefore } from './pages.ts'

/** How many bricks a row may hold: never more than five where those have room. */
type Row = 3 | 4 | 5 | 10 | 20

/** A way to set a page: type in multiples of the floor, notes side by side. */
export type Setting = {
  readonly scale: number
  readonly columns: number
  /** Bricks side by side; stands on the stage as `data-row`, and as `--rang`. */
  readonly row?: Row
  /** Parts (`data-fit-part`) come one after the other, each on pages of its own. */
  readonly split?: boolean
}

/** Ways to set bricks: what stands over them is no smaller than the floor, whatever the scale. */
export function bricksAt(row: Row, scales: readonly number[]): readonly Setting[] {
  return scales.map((scale) => ({ scale, row, columns: 1 }))
}

/** What is shown, and the ways to set it, largest first. */
export type Attempt = {
  /** Stands on the stage as `data-mode` while it is tried: the style sheet shows what belongs to it. */
  readonly mode: string
  readonly settings: readonly Setting[]
  /** On more pages than this it is not worth it, and the next attempt is made. */
  readonly pagesMax: number
}

export type Paging = {
  /** Which page an item is on; everything is on page 0 until it is measured. */
  readonly pageOf: (id: string) => number
  /** Whether what began under this heading goes on on that page, which then repeats it. */
  readonly goesOn: (heading: string, items: readonly string[], page: number) => boolean
  readonly count: number
  /** Which of the parts (`data-fit-part`) a page is of; 0 where they are not split. */
  readonly partOf: (page: number) => number
  /** Whether parts have pages of their own. */
  readonly isSplit: boolean
  /** Of the attempt that was taken; while measuring, all of them are there. */
  readonly mode: string | undefined
  /** Everything is there, to be measured: not painted. */
  readonly isMeasuring: boolean
}

type Measured = Chosen & { readonly signature: string }
type Chosen = Outcome & { readonly mode: string; readonly setting: Setting }

/**
 * Shares what a screen shows among pages, since text is never smaller than the last row can read. Measures
 * the elements marked `data-fit-id`, column by column (`data-fit-column`), before the browser paints; takes
 * the first of the settings at which all fit without a broken word, else the one with the fewest pages. The
 * caller keeps `attempts` the same object while they are the same.
 */
export function usePages(
  stage: RefObject<HTMLElement | null>,
  content: string,
  attempts: readonly [...Attempt[], Attempt],
): Paging {
  const [measured, setMeasured] = useState<Measured>()
  const signature = [content, useFonts(), useBox(stage), useContext(FloorContext)].join(' ')
  const isMeasuring = measured?.signature !== signature
  useLayoutEffect(() => {
    if (!isMeasuring || !stage.current) return
    // What is measured exists only once it is laid out; this is before the paint, so nothing flickers.
    // oxlint-disable-next-line react/set-state-in-effect
    setMeasured({ signature, ...settle(stage.current, attempts) })
  }, [isMeasuring, signature, stage, attempts])
  const tell = useContext(PageCountContext)
  const count = isMeasuring ? undefined : measured.count
  const as = isMeasuring ? undefined : SHOWN_AS[measured.mode]
  useEffect(() => {
    if (count !== undefined) tell({ count, ...(as && { as }) })
    // What comes next may have no pages at all.
    return () => tell(ONE_PAGE)
  }, [count, as, tell])
  return {
    pageOf: (id) => (isMeasuring ? 0 : (measured?.pages.get(id) ?? 0)),
    goesOn: (heading, items, page) => {
      if (isMeasuring || measured?.pages.get(heading) === page) return false
      const first = items.find((id) => measured?.pages.get(id) === page)
      return first !== undefined && measured?.pages.get(againBefore(first)) === page
    },
    count: isMeasuring ? 1 : measured.count,
    partOf: (page) =>
      isMeasuring ? 0 : Math.max(0, measured.starts.filter((start) => start <= page).length - 1),
    isSplit: !isMeasuring && measured.setting.split === true,
    mode: isMeasuring ? undefined : measured.mode,
    isMeasuring,
  }
}

/** The wall is shown in one of these; nothing else has two ways that its remote could tell apart. */
const SHOWN_AS: Readonly<Record<string, PageCount['as']>> = { texts: 'texts', bricks: 'bricks' }

/** Shorter lines break words, and a page of them is longer than it is wide. */
const LINE_MIN_EM = 10

function settle(stage: HTMLElement, attempts: readonly [...Attempt[], Attempt]): Chosen {
  const floor = Number.parseFloat(getComputedStyle(stage).fontSize)
  const isWide = ({ scale, columns }: Setting): boolean =>
    columns === 1 || stage.clientWidth / columns >= LINE_MIN_EM * floor * scale
  let last: Chosen | undefined
  for (const { mode, settings, pagesMax } of attempts) {
    stage.dataset['mode'] = mode
    const best = chooseSetting(stage, settings.filter(isWide))
    if (!best) continue
    apply(stage, best.setting)
    last = { ...best, mode }
    if (best.count <= pagesMax && best.flaws < CUT) return last
  }
  return last ?? { ...measure(stage), mode: '', setting: { scale: 1, columns: 1 } }
}

/** How bad a setting is: a word broken for want of width, a note higher than a page. */
const BROKEN = 1
const CUT = 2

type Judged = Outcome & { readonly setting: Setting; readonly flaws: number }

/**
 * The first with one page and without a flaw; else the least flawed, then the one with the fewest pages; the
 * smallest where something is cut all the same.
 */
function chooseSetting(stage: HTMLElement, settings: readonly Setting[]): Judged | undefined {
  let best: Judged | undefined
  for (const setting of settings) {
    apply(stage, setting)
    const outcome = measure(stage)
    const flaws = (outcome.isCut ? CUT : 0) + (outcome.isBroken ? BROKEN : 0)
    const isBetter = flaws >= CUT || outcome.count < (best?.count ?? Infinity)
    if (!best || flaws < best.flaws || (flaws === best.flaws && isBetter))
      best = { ...outcome, setting, flaws }
    if (best.flaws === 0 && best.count === 1) break
  }
  return best
}

/** By hand, and nowhere in JSX: what was tried last is what stays. */
function apply(stage: HTMLElement, { scale, columns, row = 5, split = false }: Setting): void {
  stage.style.setProperty('--echelle', String(scale))
  stage.style.setProperty('--colonnes', String(columns))
  stage.style.setProperty('--rang', String(row))
  stage.dataset['row'] = String(row)
  stage.toggleAttribute('data-split', split)
}

/** The stage's size: it changes with the window, and with what stands beside it. */
function useBox(stage: RefObject<HTMLElement | null>): string {
  const [box, setBox] = useState('')
  useEffect(() => {
    if (!stage.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setBox(`${entry.contentRect.width}×${entry.contentRect.height}`)
    })
    observer.observe(stage.current)
    return () => observer.disconnect()
  }, [stage])
  return box
}

/**
 * How often letters have come: a measure with others is none. Not whether all are there: what is shown first asks for
 * its own, so that it is « loaded » before, « loaded » again afterwards, and measured in between.
 */
function useFonts(): number {
  const [arrivals, setArrivals] = useState(0)
  useLayoutEffect(() => {
    const update = (): void => setArrivals((count) => count + 1)
    document.fonts.addEventListener('loadingdone', update)
    return () => document.fonts.removeEventListener('loadingdone', update)
  }, [])
  return arrivals
}
