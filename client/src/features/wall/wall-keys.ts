import type { CardId, ThemeId } from '@murmure/shared/ids'

import type { WallTexts } from '../../texts/wall.fr.ts'
import type { NoteSelection } from './note-selection.ts'
import { type Arrow, nextPlace, nextStop, type StopAt } from './stops.ts'
import type { Announce, WallActs } from './wall-actions.ts'
import {
  find,
  noteAt,
  noteElement,
  readPlaces,
  readStops,
  stopAt,
  targetOf,
  themeAt,
  type WallStops,
} from './wall-dom.ts'

/** What a key may lead to beyond moving about. */
export type WallKeyActs = Pick<WallActs, 'place' | 'retire'> & {
  readonly announce: Announce
  readonly openNotes: (cardIds: readonly CardId[]) => void
  readonly newTheme: (cardIds: readonly CardId[]) => void
  readonly show: (shown: { readonly mode: 'theme' | 'note'; readonly id: string }) => void
}

export type WallKeys = {
  /** Whether the key was used here. */
  readonly press: (key: KeyPress, wall: HTMLElement) => boolean
  /** Focuses where it was, else the first stop. */
  readonly enter: (wall: HTMLElement) => void
  /** Keeps exactly one stop within reach of Tab: where the focus was, else the first. */
  readonly rove: (wall: HTMLElement) => void
  /** The focus came to this element, by whatever way. */
  readonly stand: (element: Element) => void
  /** Drops what is in hand without moving it: the focus went elsewhere. */
  readonly leave: () => void
}

export type KeyPress = {
  readonly key: string
  readonly shift: boolean
  /** The stop itself has the focus, not a button within it. */
  readonly onStop: boolean
}

type Hand = {
  readonly cardIds: readonly CardId[]
  readonly from: HTMLElement
  readonly place: StopAt
  readonly zone: HTMLElement
}

type Deps = {
  readonly selection: NoteSelection
  readonly acts: WallKeyActs
  readonly texts: WallTexts
  /** Calls back when the page shows what was just changed. */
  readonly afterRender: (then: () => void) => void
}

const ARROWS: readonly string[] = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
] satisfies Arrow[]

/** The keyboard on the wall: move about, select, take a note, choose its place, put it down, give up. */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createWallKeys({ selection, acts, texts, afterRender }: Deps): WallKeys {
  let hand: Hand | undefined
  let lastNote: CardId | undefined
  let rover: HTMLElement | undefined
  let hasStood = false

  function press(key: KeyPress, wall: HTMLElement): boolean {
    if (hand) return pressWithNote(hand, key.key, wall)
    const stops = readStops(wall)
    const focused = document.activeElement?.closest('[data-stop]') ?? null
    const at = find(stops.elements, focused)
    if (!at) return false
    if (isArrow(key.key)) return walk(stops, at, key.key, key.shift)
    if (key.key === 'Escape') return giveUpSelection()
    return key.onStop && actOn(focused, key.key, wall, stops)
  }

  function walk(stops: WallStops, at: StopAt, arrow: Arrow, extends_: boolean): boolean {
    const next = nextStop(stops.columns, at, arrow)
    const element = stops.elements[next.column]?.[next.index]
    const from = noteAt(stops.elements[at.column]?.[at.index] ?? null)
    const to = noteAt(element ?? null)
    if (extends_) {
      const added = [from, to].filter((cardId) => cardId !== undefined)
      selection.set([...selection.all(), ...added])
      acts.announce(texts.selected(selection.all().size))
    }
    focus(element)
    return true
  }

  function giveUpSelection(): boolean {
    if (selection.all().size === 0) return false
    selection.clear()
    acts.announce(texts.selected(0))
    return true
  }

  /** The notes that a key means: all selected ones if this is one of them, else this one. */
  function meant(cardId: CardId): readonly CardId[] {
    return selection.has(cardId) ? [...selection.all()] : [cardId]
  }

  function actOn(stop: Element | null, key: string, wall: HTMLElement, stops: WallStops): boolean {
    const cardId = noteAt(stop)
    if (cardId !== undefined) return actOnNote(cardId, key, wall, stops)
    const theme = stop instanceof HTMLElement && stop.dataset['stop'] === 'theme' ? stop : undefined
    return theme ? actOnTheme(theme, themeAt(theme), key) : false
  }

  function actOnNote(cardId: CardId, key: string, wall: HTMLElement, stops: WallStops): boolean {
    switch (key.toLowerCase()) {
      case ' ':
        return take(meant(cardId), wall)
      case 'enter':
        acts.openNotes(meant(cardId))
        return true
      case 't':
        acts.newTheme(meant(cardId))
        return true
      case 'p':
        acts.show({ mode: 'note', id: cardId })
        return true
      case 'r':
      case 'delete':
        retire(meant(cardId), stops)
        return true
      default:
        return false
    }
  }

  function actOnTheme(head: HTMLElement, themeId: ThemeId | undefined, key: string): boolean {
    switch (key.toLowerCase()) {
      case ' ':
      case 'enter':
        return pressWithin(head, '[data-fold]')
      case 'f2':
        return pressWithin(head, '[data-rename]')
      case 'p':
        if (themeId !== undefined) acts.show({ mode: 'theme', id: themeId })
        return true
      default:
        return false
    }
  }

  /** The focus goes to what takes the notes' place: the next note of the column, else the one before. */
  function retire(cardIds: readonly CardId[], { elements }: WallStops): void {
    const at = find(elements, document.activeElement)
    const column = elements[at?.column ?? 0] ?? []
    const stays = (stop: HTMLElement) => !cardIds.some((cardId) => cardId === noteAt(stop))
    const index = at?.index ?? 0
    const after = column.slice(index + 1).find(stays)
    const heir = after ?? column.slice(0, index).reverse().find(stays)
    selection.clear()
    acts.retire(cardIds)
    afterRender(() => focus(heir))
  }

  function take(cardIds: readonly CardId[], wall: HTMLElement): boolean {
    const from = document.activeElement
    const zone = from?.closest<HTMLElement>('[data-zone]')
    const place = find(readPlaces(wall), zone ?? null)
    if (!(from instanceof HTMLElement) || !zone || !place) return false
    hand = { cardIds, from, place, zone }
    from.setAttribute('data-held', '')
    zone.setAttribute('data-target', '')
    acts.announce(texts.taken(cardIds.length))
    return true
  }

  function pressWithNote(held: Hand, key: string, wall: HTMLElement): boolean {
    if (isArrow(key)) {
      aim(held, key, wall)
      return true
    }
    if (key === 'Enter') put(held, wall)
    else if (key === 'Escape' || key === ' ') giveUp(held)
    else return false
    return true
  }

  function aim(held: Hand, arrow: Arrow, wall: HTMLElement): void {
    const places = readPlaces(wall)
    const at = find(places, held.zone) ?? held.place
    const place = nextPlace(
      places.map(({ length }) => length),
      at,
      arrow,
    )
    const zone = places[place.column]?.[place.index]
    if (!zone) return
    held.zone.removeAttribute('data-target')
    zone.setAttribute('data-target', '')
    zone.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    hand = { ...held, place, zone }
    acts.announce(zone.getAttribute('aria-label') ?? '')
  }

  function put(held: Hand, wall: HTMLElement): void {
    const { cardIds, zone, from } = held
    release(held)
    if (zone === from.closest('[data-zone]')) {
      acts.announce(texts.putBack)
      return
    }
    acts.place(cardIds, targetOf(zone), zone.dataset['name'] ?? '')
    selection.clear()
    afterRender(() => {
      const [first] = cardIds
      const note = first === undefined ? null : noteElement(wall, first)
      focus(note ?? zone.querySelector<HTMLElement>('[data-stop]') ?? undefined)
    })
  }

  function giveUp(held: Hand): void {
    release(held)
    focus(held.from)
    acts.announce(texts.putBack)
  }

  function release(held: Hand): void {
    hand = undefined
    held.from.removeAttribute('data-held')
    held.zone.removeAttribute('data-target')
  }

  function focus(element: HTMLElement | undefined): void {
    if (element?.isConnected) element.focus()
  }

  /** Notes come with `tabIndex={-1}`, which React does not set again: the one in reach is marked on the page. */
  function reach(stop: HTMLElement | undefined): void {
    if (stop === rover) return
    if (rover) rover.tabIndex = -1
    if (stop) stop.tabIndex = 0
    rover = stop
  }

  function home(wall: HTMLElement): HTMLElement | undefined {
    const last = lastNote === undefined ? null : noteElement(wall, lastNote)
    return last ?? wall.querySelector<HTMLElement>('[data-stop]') ?? undefined
  }

  return {
    press,
    enter: (wall) => focus(home(wall)),
    rove: (wall) => {
      // Until somebody came, it is the first of what is there now: themes come after their columns.
      if (hasStood && rover?.isConnected) return
      const next = home(wall)
      if (next === rover) return
      // The one before, and those of other keys: the texts or the acts changed.
      for (const stop of wall.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')) {
        stop.tabIndex = -1
      }
      reach(next)
    },
    stand: (element) => {
      hasStood = true
      lastNote = noteAt(element) ?? lastNote
      reach(stopAt(element) ?? rover)
    },
    leave: () => {
      if (hand) release(hand)
    },
  }
}

const isArrow = (key: string): key is Arrow => ARROWS.includes(key)

function pressWithin(stop: HTMLElement, selector: string): boolean {
  const button = stop.querySelector<HTMLElement>(selector)
  button?.click()
  return button !== null
}
