import {
  type Collision,
  type CollisionDetection,
  DndContext,
  DragOverlay,
  MeasuringStrategy,
  MouseSensor,
  TouchSensor,
  pointerWithin,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import type { CardId, ColumnId, ThemeId } from '@murmure/shared/ids'
import {
  createContext,
  memo,
  type ReactNode,
  type SyntheticEvent,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'

import css from './drag.module.css'
import { createHeldCards, type HeldCards } from './held-cards.ts'
import type { NoteSelection } from './note-selection.ts'

/** Where a note may be put down: a theme, or (null) « À ranger » of a column. */
export type DropTarget = { readonly columnId: ColumnId | null; readonly themeId: ThemeId | null }

/** What stands behind a place on the page. */
type DropPlace = DropTarget | { readonly newIn: ColumnId }

type WallDragProps = {
  readonly onDrop: (cardIds: readonly CardId[], target: DropTarget) => void
  /** Put down where a theme is to be made of them. */
  readonly onDropNew: (cardIds: readonly CardId[], columnId: ColumnId) => void
  /** A note that is part of the selection takes all of it along. */
  readonly selection: NoteSelection
  /** The note under the pointer: a static clone, without subscriptions. */
  readonly renderHeld: (cardId: CardId) => ReactNode
  readonly children: ReactNode
}

/**
 * Drag and drop for the whole wall with **one** draggable, which is pointed anew at the note under the
 * pointer. A draggable per note would render every note at each change of target: their context changes.
 * Notes therefore know nothing of dragging, and none is rendered while one is dragged.
 */
export function WallDrag(props: WallDragProps) {
  const { onDrop, onDropNew, selection, renderHeld, children } = props
  const [held] = useState(createHeldCards)
  const hand = useMemo(() => ({ held, selection }), [held, selection])
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={withinVisibleZone}
      measuring={MEASURING}
      autoScroll={AUTO_SCROLL}
      accessibility={SILENT}
      onDragStart={() => held.lift()}
      onDragCancel={() => held.drop()}
      onDragEnd={({ over }) => {
        const cardIds = held.cardIds()
        held.drop()
        const place = over?.data.current as DropPlace | undefined
        if (cardIds.length === 0 || !place) return
        if ('newIn' in place) onDropNew(cardIds, place.newIn)
        else onDrop(cardIds, place)
      }}
    >
      <HandContext value={hand}>{children}</HandContext>
      <DragOverlay dropAnimation={null} className={css.overlay ?? ''}>
        <Held held={held} renderHeld={renderHeld} />
      </DragOverlay>
    </DndContext>
  )
}

type Hand = { readonly held: HeldCards; readonly selection: NoteSelection }

const HandContext = createContext<Hand | null>(null)

const MOUSE = { activationConstraint: { distance: 4 } }
/** A finger that moves at once scrolls; one that rests takes the note. */
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } }
const MEASURING = { droppable: { strategy: MeasuringStrategy.WhileDragging } }
const AUTO_SCROLL = {
  threshold: { x: 0.12, y: 0.15 },
  acceleration: 8,
  canScroll: (element: Element) => element.matches('[data-scrolls]'),
}
/** The library speaks English and names raw ids: the face announces what was done, in its own words. */
const SILENT = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: '' },
}

/** A zone that is scrolled out of its column, or with it out of the wall, still has a rectangle there: it must not catch the note. */
const withinVisibleZone: CollisionDetection = (args): Collision[] => {
  const pointer = args.pointerCoordinates
  if (!pointer) return []
  return pointerWithin(args).filter(({ id }) => {
    const zone = args.droppableContainers.find((container) => container.id === id)?.node.current
    const views = ['y', 'wall'].map((axis) => zone?.closest(`[data-scrolls="${axis}"]`))
    return views.every((view) => !view || isBeside(pointer, view.getBoundingClientRect()))
  })
}

const isBeside = ({ y }: { readonly y: number }, { top, bottom }: DOMRect): boolean =>
  y >= top && y <= bottom

/** The surface that takes notes in hand. Its children render as if nothing happened. */
export const DragSurface = memo(function DragSurface(props: {
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const hand = useContext(HandContext)
  const { setNodeRef, setActivatorNodeRef, listeners } = useDraggable({ id: 'note-in-hand' })
  const delegated = useMemo(() => {
    const take = (start: (event: SyntheticEvent) => void) => (event: SyntheticEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const card = target?.closest<HTMLElement>('[data-card-id]')
      if (!card || target?.closest('[data-no-drag],textarea,input,a,button,dialog')) return
      setNodeRef(card)
      setActivatorNodeRef(card)
      hand?.held.aim(card, draggedWith(card.dataset['cardId'] as CardId, hand.selection))
      start(event)
    }
    return Object.fromEntries(
      Object.entries(listeners ?? {}).map(([name, start]) => [
        name,
        take(start as (event: SyntheticEvent) => void),
      ]),
    )
  }, [hand, listeners, setNodeRef, setActivatorNodeRef])
  return (
    <div className={props.className} {...delegated}>
      {props.children}
    </div>
  )
})

/** The note that was grasped first: it is the one that the person sees in hand. */
function draggedWith(cardId: CardId, selection: NoteSelection): readonly CardId[] {
  if (!selection.has(cardId)) return [cardId]
  return [cardId, ...[...selection.all()].filter((other) => other !== cardId)]
}

type DropZoneProps = DropTarget & {
  readonly className?: string | undefined
  readonly label: string
  /** What the place is called when a note was put there. */
  readonly name: string
  readonly children: ReactNode
}

/** A place for notes. Only this shell renders while a note passes over it, never the notes inside. */
export function DropZone({ columnId, themeId, className, label, name, children }: DropZoneProps) {
  const target = useMemo(() => ({ columnId, themeId }), [columnId, themeId])
  const { setNodeRef, isOver } = useDroppable({
    id: `${columnId ?? ''}/${themeId ?? ''}`,
    data: target,
  })
  return (
    <section
      ref={setNodeRef}
      className={`${className ?? ''} ${css.zone}`}
      data-over={isOver || undefined}
      data-zone=""
      data-column={columnId ?? ''}
      data-theme={themeId ?? ''}
      data-name={name}
      aria-label={label}
    >
      {children}
    </section>
  )
}

/** Around « + Thème »: notes that are put down here become a theme. */
export function NewThemeZone(props: { readonly columnId: ColumnId; readonly children: ReactNode }) {
  const { columnId, children } = props
  const place = useMemo(() => ({ newIn: columnId }), [columnId])
  const { setNodeRef, isOver } = useDroppable({ id: `${columnId}/+`, data: place })
  return (
    <div ref={setNodeRef} className={css.newTheme} data-over={isOver || undefined}>
      {children}
    </div>
  )
}

function Held({ held, renderHeld }: { held: HeldCards; renderHeld: WallDragProps['renderHeld'] }) {
  const cardIds = useSyncExternalStore(held.subscribe, held.cardIds)
  return useMemo(() => {
    const [first] = cardIds
    if (first === undefined) return null
    return (
      <div className={css.held} data-stack={cardIds.length > 1 || undefined}>
        {renderHeld(first)}
        {cardIds.length > 1 && <b className={css.badge}>{cardIds.length}</b>}
      </div>
    )
  }, [cardIds, renderHeld])
}
