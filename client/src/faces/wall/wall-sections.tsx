import type { Section } from '@murmure/shared/column'
import type { SessionCommand } from '@murmure/shared/protocol/http'
import type { ThemeId } from '@murmure/shared/ids'
import { type CSSProperties, memo, useEffect, useState } from 'react'

import { useBoard, useThemeCards } from '../../documents/use-board.ts'
import { WritingSwitch } from '../../features/phase/writing-switch.tsx'
import { DragSurface } from '../../features/wall/drag.tsx'
import type { Surface } from '../../features/wall/use-wall-surface.ts'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { useSectionCount, WallColumn } from './wall-column.tsx'
import css from './wall-sections.module.css'

type WallSectionsProps = {
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly send: (command: SessionCommand) => void
  readonly onTheme: (themeId: ThemeId) => void
  readonly onColumns: () => void
  /** What makes it answer to keys and clicks. */
  readonly surface: Surface
}

/** The wall itself: sections side by side, each with its columns. */
export const WallSections = memo(function WallSections(props: WallSectionsProps) {
  const sections = useBoard((board) => board.sections)
  const strays = useThemeCards(null, null)
  const { texts, surface } = props
  const isSettled = useSettled()
  return (
    <div
      {...surface}
      className={css.scroller}
      data-scrolls="wall"
      data-settled={isSettled || undefined}
    >
      <DragSurface className={css.wall}>
        {sections.map((section) => (
          <WallSection key={section.sectionId} section={section} {...props} />
        ))}
        {strays.length > 0 && (
          <section className={css.section} aria-label={texts.noColumn}>
            <h2>{texts.noColumn}</h2>
            <div className={css.columns}>
              <WallColumn {...props} columnId={null} title={texts.noColumn} />
            </div>
          </section>
        )}
      </DragSurface>
    </div>
  )
})

const OPENING_MS = 1500

/** Once the wall has opened, what comes is seen coming. */
function useSettled(): boolean {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), OPENING_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return isSettled
}

type WallSectionProps = Omit<WallSectionsProps, 'surface'> & { readonly section: Section }

const WallSection = memo(function WallSection({ section, send, ...shared }: WallSectionProps) {
  const { texts } = shared
  const { sectionId, title } = section
  const columns = useBoard((board) =>
    board.columns.filter((column) => column.section === sectionId),
  )
  const isOpen = useBoard((board) => board.session.open.includes(sectionId))
  const count = useSectionCount(sectionId)
  return (
    <section
      className={css.section}
      style={{ '--columns': columns.length } as CSSProperties}
      aria-labelledby={`section-${sectionId}`}
    >
      <header>
        <h2 id={`section-${sectionId}`}>{title}</h2>
        <small>{texts.notes(count)}</small>
        <WritingSwitch
          section={title}
          isOpen={isOpen}
          texts={texts}
          onToggle={() => send({ type: isOpen ? 'close' : 'open', sectionId })}
        />
      </header>
      <div className={css.columns}>
        {columns.map((column) => (
          <WallColumn
            key={column.columnId}
            {...shared}
            columnId={column.columnId}
            title={column.title}
          />
        ))}
      </div>
    </section>
  )
})
