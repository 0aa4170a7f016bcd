import type { PatchBoard } from '@murmure/shared/protocol/http'
import { useLayoutEffect, useRef, useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import type { ColumnsTexts } from '../../texts/columns.fr.ts'
import { IconButton } from '../../ui/button.tsx'
import css from '../../ui/settings.module.css'

type MovesProps = {
  readonly words: ColumnsTexts
  readonly id: string
  readonly title: string
  /** Where it stands among how many: columns among those of their part. */
  readonly rank: number
  readonly count: number
  readonly onMove: (to: Way) => void
}

type Way = 'up' | 'down'

/** « Monter » and « Descendre », where there is something to pass. */
export function Moves({ words, id, title, rank, count, onMove }: MovesProps) {
  if (count < 2) return null
  return (
    <div className={css.moves} data-moves={id}>
      <IconButton
        icon="down"
        className={css.up ?? ''}
        label={words.moveUp(title)}
        disabled={rank === 0}
        onClick={() => onMove('up')}
      />
      <IconButton
        icon="down"
        label={words.moveDown(title)}
        disabled={rank === count - 1}
        onClick={() => onMove('down')}
      />
    </div>
  )
}

type Entry = { readonly id: string; readonly part: string; readonly title: string }
type Moved = { readonly id: string; readonly to: Way; readonly from: string }

/**
 * Moves a part, or a column within its part, by one place. An element that is put elsewhere loses its focus, and
 * a button at the end of the list has nothing left to do: the focus goes to the button that goes on, else to its
 * neighbour.
 */
export function useMoves(words: ColumnsTexts, patch: (patch: PatchBoard) => Promise<boolean>) {
  const root = useRef<HTMLDivElement>(null)
  const sections = useBoard((board) => board.sections)
  const columns = useBoard((board) => board.columns)
  const moving = useRef<Moved>(undefined)
  const [said, setSaid] = useState('')
  const entries = {
    sections: sections.map(({ sectionId: id, title }): Entry => ({ id, title, part: '' })),
    columns: columns.map(({ columnId: id, section, title }): Entry => ({
      id,
      title,
      part: section,
    })),
  }
  const order = [...entries.sections, ...entries.columns].map(({ id }) => id).join(' ')

  useLayoutEffect(() => {
    const moved = moving.current
    if (!moved || moved.from === order) return
    const buttons = root.current?.querySelectorAll<HTMLButtonElement>(
      `[data-moves="${CSS.escape(moved.id)}"] button`,
    )
    const [up, down] = buttons ?? []
    const [same, other] = moved.to === 'up' ? [up, down] : [down, up]
    ;(same?.disabled ? other : same)?.focus()
    moving.current = undefined
  }, [order])

  const move = (kind: keyof typeof entries, id: string, to: Way): void => {
    if (moving.current) return
    const all = entries[kind]
    const next = swapped(all, id, to)
    if (!next) return
    moving.current = { id, to, from: order }
    const ids = next.map((entry) => entry.id)
    void patch(kind === 'sections' ? { sectionOrder: ids } : { columnOrder: ids }).then(
      (isDone) => {
        if (!isDone) {
          moving.current = undefined
          return
        }
        const own = next.filter(({ part }) => part === all.find((entry) => entry.id === id)?.part)
        const at = own.findIndex((entry) => entry.id === id)
        setSaid(words.moved(own[at]?.title ?? '', at + 1, own.length))
      },
    )
  }
  return { root, said, move }
}

/** Undefined: there is nothing to pass. Columns pass those of their own part only. */
function swapped(all: readonly Entry[], id: string, to: Way): readonly Entry[] | undefined {
  const entry = all.find((candidate) => candidate.id === id)
  const own = all.filter(({ part }) => part === entry?.part)
  const at = own.findIndex((candidate) => candidate === entry)
  const neighbour = own[at + (to === 'up' ? -1 : 1)]
  if (!entry || !neighbour) return undefined
  return all.map((each) => (each === entry ? neighbour : each === neighbour ? entry : each))
}
