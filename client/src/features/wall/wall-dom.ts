import type { CardId, ThemeId } from '@murmure/shared/ids'

import type { DropTarget } from './drag.tsx'
import type { Stop, StopAt } from './stops.ts'

/** What of the wall the keyboard can stand on, as it is on the page now. */
export type WallStops = {
  readonly columns: readonly (readonly Stop[])[]
  readonly elements: readonly (readonly HTMLElement[])[]
}

/** Read at each key: the wall changes under the hands of others, and the page is what the person sees. */
export function readStops(wall: HTMLElement): WallStops {
  const elements = columnsOf(wall).map((column) => all(column, '[data-stop]'))
  const columns = elements.map((stops, at) => {
    const zones = zonesOf(columnsOf(wall)[at])
    const seen = new Map<number, number>()
    return stops.map((stop): Stop => {
      const own = stop.closest<HTMLElement>('[data-zone]')
      const zone = own ? zones.indexOf(own) : zones.length
      const rank = seen.get(zone) ?? -1
      seen.set(zone, rank + 1)
      return { zone, rank }
    })
  })
  return { columns, elements }
}

export function readPlaces(wall: HTMLElement): readonly (readonly HTMLElement[])[] {
  return columnsOf(wall).map(zonesOf)
}

export function find(
  elements: readonly (readonly HTMLElement[])[],
  wanted: Element | null,
): StopAt | undefined {
  for (const [column, stops] of elements.entries()) {
    const index = stops.findIndex((stop) => stop === wanted)
    if (index >= 0) return { column, index }
  }
  return undefined
}

export function stopAt(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-stop]') ?? null
}

export function noteAt(stop: Element | null): CardId | undefined {
  const cardId = stop?.closest<HTMLElement>('[data-stop="note"]')?.dataset['note']
  return cardId as CardId | undefined
}

export function themeAt(stop: Element | null): ThemeId | undefined {
  const themeId = stop?.closest<HTMLElement>('[data-zone]')?.dataset['theme']
  return (themeId || undefined) as ThemeId | undefined
}

/** Which place a zone of the page is. */
export function targetOf(zone: HTMLElement): DropTarget {
  const { column, theme } = zone.dataset
  return {
    columnId: (column || null) as DropTarget['columnId'],
    themeId: (theme || null) as DropTarget['themeId'],
  }
}

export function noteElement(wall: HTMLElement, cardId: CardId): HTMLElement | null {
  return wall.querySelector<HTMLElement>(`[data-note="${CSS.escape(cardId)}"]`)
}

function columnsOf(wall: HTMLElement): HTMLElement[] {
  return all(wall, '[data-column-of-wall]')
}

function zonesOf(column: HTMLElement | undefined): HTMLElement[] {
  return column ? all(column, '[data-zone]') : []
}

function all(root: HTMLElement, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)]
}
