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
import { createHeldCard, type HeldCard } from './held-card.ts'

/** Where a note may be put down: a theme, or (null) « À ranger » of a column. */
export type DropTarget = { readonly columnId: ColumnId | null; readonly themeId: ThemeId | null }

type WallDragProps = {
  readonly onDrop: (cardId: CardId, target: DropTarget) => void
  /** The note under the pointer: a static clone, without subscriptions. */
  readonly renderHeld: (cardId: CardId) => ReactNode
  readonly children: ReactNode
}

/**
 * Drag and drop for the whole wall with **one** draggable, which is pointed anew at the note under the
 * pointer. A draggable per note would render every note at each change of target: their context changes.
 * Notes therefore know nothing of dragging, and none is rendered while one is dragged.
 */
export function WallDrag({ onDrop, renderHeld, children }: WallDragProps) {
  const [held] = useState(createHeldCard)
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
        const cardId = held.cardId()
        held.drop()
        const target = over?.data.current as DropTarget | undefined
        if (cardId !== null && target) onDrop(cardId, target)
      }}
    >
      <HeldContext value={held}>{children}</HeldContext>
      <DragOverlay dropAnimation={null} className={css.overlay ?? ''}>
        <Held held={held} renderHeld={renderHeld} />
      </DragOverlay>
    </DndContext>
  )
}

const HeldContext = createContext<HeldCard | null>(null)

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

/** A zone that is scrolled out of its column still has a rectangle there: it must not catch the note. */
const withinVisibleZone: CollisionDetection = (args): Collision[] => {
  const pointer = args.pointerCoordinates
  if (!pointer) return []
  return pointerWithin(args).filter(({ id }) => {
    const zone = args.droppableContainers.find((container) => container.id === id)?.node.current
    const view = zone?.closest('[data-scrolls="y"]')?.getBoundingClientRect()
    return !view || (pointer.y >= view.top && pointer.y <= view.bottom)
  })
}

/** The surface that takes notes in hand. Its children render as if nothing happened. */
export const DragSurface = memo(function DragSurface(props: {
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  const held = useContext(HeldContext)
  const { setNodeRef, setActivatorNodeRef, listeners } = useDraggable({ id: 'note-in-hand' })
  const delegated = useMemo(() => {
    const take = (start: (event: SyntheticEvent) => void) => (event: SyntheticEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const card = target?.closest<HTMLElement>('[data-card-id]')
      if (!card || target?.closest('[data-no-drag],textarea,input,a,button,dialog')) return
      setNodeRef(card)
      setActivatorNodeRef(card)
      held?.aim(card)
      start(event)
    }
    return Object.fromEntries(
      Object.entries(listeners ?? {}).map(([name, start]) => [
        name,
        take(start as (event: SyntheticEvent) => void),
      ]),
    )
  }, [held, listeners, setNodeRef, setActivatorNodeRef])
  return (
    <div className={props.className} {...delegated}>
      {props.children}
    </div>
  )
})

type DropZoneProps = DropTarget & {
  readonly className?: string | undefined
  readonly label: string
  readonly children: ReactNode
}

/** A place for notes. Only this shell renders while a note passes over it, never the notes inside. */
export function DropZone({ columnId, themeId, className, label, children }: DropZoneProps) {
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
      aria-label={label}
    >
      {children}
    </section>
  )
}

function Held({ held, renderHeld }: { held: HeldCard; renderHeld: WallDragProps['renderHeld'] }) {
  const cardId = useSyncExternalStore(held.subscribe, held.cardId)
  return useMemo(
    () => (cardId === null ? null : <div className={css.held}>{renderHeld(cardId)}</div>),
    [cardId, renderHeld],
  )
}
