import {
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
} from 'react'

import type { CardId } from '@murmure/shared/ids'

import { useBoardContext } from '../../documents/board-provider.tsx'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { NoteSelection } from './note-selection.ts'
import type { WallActs } from './wall-actions.ts'
import { noteAt, noteElement, stopAt } from './wall-dom.ts'
import { createWallKeys, type WallKeyActs, type WallKeys } from './wall-keys.ts'

export type Surface = HTMLAttributes<HTMLElement> & { readonly ref: Ref<HTMLDivElement> }

type WallSurfaceOptions = {
  readonly texts: WallTexts
  readonly selection: NoteSelection
  readonly acts: WallKeyActs
}

/**
 * What makes the wall answer to keys and clicks: one listener each for thousands of notes. Of all its notes,
 * themes and places one is a stop of Tab; the arrows go on from there (roving tabindex). The same object as
 * long as its parts are.
 */
export function useWallSurface({ texts, selection, acts }: WallSurfaceOptions): Surface {
  const anchor = useRef<CardId>(undefined)
  const inside = useRef<HTMLElement>(undefined)
  const keys = useMemo(
    () => createWallKeys({ selection, acts, texts, afterRender }),
    [acts, selection, texts],
  )
  useKeptFocus(inside, keys)
  return useMemo((): Surface => {
    return {
      role: 'group',
      'aria-label': texts.wallKeys,
      ref: (wall: HTMLDivElement | null) => {
        if (!wall) return undefined
        const watched = new MutationObserver(() => keys.rove(wall))
        watched.observe(wall, { childList: true, subtree: true })
        keys.rove(wall)
        return () => watched.disconnect()
      },
      onFocus: (event: FocusEvent<HTMLElement>) => {
        // The buttons between the columns are no part of the arrows' way.
        if (stopAt(event.target) === null) return
        inside.current = event.currentTarget
        keys.stand(event.target)
      },
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        keys.leave()
        // A note that moves takes its focus with it off the page, and what is chosen in a dialog may move it
        // before the dialog can give the focus back. Who goes anywhere else goes on purpose.
        const isInDialog = event.relatedTarget?.closest('dialog')
        if (event.target.isConnected && !isInDialog) inside.current = undefined
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (isTyping(event.target) || event.nativeEvent.isComposing || hasModifier(event)) return
        const onStop = event.target instanceof Element && event.target.matches('[data-stop]')
        const pressed = { key: event.key, shift: event.shiftKey, onStop }
        if (keys.press(pressed, event.currentTarget)) event.preventDefault()
      },
      onClick: (event: MouseEvent<HTMLElement>) => {
        const target = event.target instanceof Element ? event.target : null
        if (target?.closest('button,a,input,textarea,select,header,dialog')) return
        const cardId = noteAt(target)
        if (cardId === undefined) return selection.clear()
        select(selection, cardId, event, anchor.current)
        anchor.current = cardId
      },
    }
  }, [keys, selection, texts])
}

const afterRender = (then: () => void): void => void requestAnimationFrame(then)

/** A note that moves (undone, or moved by somebody else) is a new element: the focus follows it there. */
function useKeptFocus(
  inside: RefObject<HTMLElement | undefined>,
  { enter }: Pick<WallKeys, 'enter'>,
): void {
  const { connection } = useBoardContext()
  useEffect(
    () =>
      connection.store.subscribe(() =>
        afterRender(() => {
          if (inside.current && document.activeElement === document.body) enter(inside.current)
        }),
      ),
    [connection, enter, inside],
  )
}

type Click = Pick<MouseEvent<HTMLElement>, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'currentTarget'>

function select(
  selection: NoteSelection,
  cardId: CardId,
  click: Click,
  anchor: CardId | undefined,
): void {
  if (click.ctrlKey || click.metaKey) return selection.toggle(cardId)
  if (click.shiftKey && anchor !== undefined)
    return selection.set([...selection.all(), ...between(click.currentTarget, anchor, cardId)])
  if (selection.has(cardId) && selection.all().size === 1) return selection.clear()
  selection.set([cardId])
}

/** The notes from one to the other as they stand in their column; both alone where they are in two. */
function between(wall: HTMLElement, from: CardId, to: CardId): readonly CardId[] {
  const column = noteElement(wall, from)?.closest('[data-column-of-wall]')
  const cardIds = [...(column?.querySelectorAll('[data-note]') ?? [])].map((note) => noteAt(note))
  const ends = [cardIds.indexOf(from), cardIds.indexOf(to)].sort((a, b) => a - b)
  const [first = -1, last = -1] = ends
  if (first < 0) return [from, to]
  return cardIds.slice(first, last + 1).flatMap((cardId) => (cardId === undefined ? [] : [cardId]))
}

/** « Annuler » by Ctrl+Z (⌘Z) anywhere on the page; within a field it is the field's own. */
export function useUndoKey(undo: WallActs['undo']): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!isUndo || event.key.toLowerCase() !== 'z' || isTyping(event.target)) return
      event.preventDefault()
      undo()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [undo])
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input,textarea,select')
}
