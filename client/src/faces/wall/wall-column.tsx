import type { BoardTheme } from '@murmure/shared/board'
import type { ColumnId, SectionId, ThemeId } from '@murmure/shared/ids'
import { memo, useState } from 'react'

import { useBoard, useColumnThemes, useThemeCards } from '../../documents/use-board.ts'
import { NewTheme } from '../../features/theme/new-theme.tsx'
import { ThemeTitle } from '../../features/theme/theme-title.tsx'
import { DropZone } from '../../features/wall/drag.tsx'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { IconButton } from '../../ui/button.tsx'
import css from './wall-column.module.css'
import { WallNote } from './wall-note.tsx'

type Shared = {
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly onTheme: (themeId: ThemeId) => void
}

type ColumnProps = Shared & { readonly columnId: ColumnId | null; readonly title: string }

/** A column: its themes, what stands under none, and the way to make a theme. */
export const WallColumn = memo(function WallColumn(props: ColumnProps) {
  const { columnId, title, texts, acts } = props
  const own = useColumnThemes(columnId)
  const across = useColumnThemes(null)
  const themes = columnId === null ? own : [...own, ...across]
  const count = useColumnCount(columnId)
  return (
    <div className={css.column}>
      <h3>
        <span>{title}</span>
        <span>{count}</span>
      </h3>
      <div className={css.zones} data-scrolls="y">
        {themes.map((theme) => (
          <ThemeZone key={theme.themeId} {...props} theme={theme} />
        ))}
        <LooseZone {...props} isAlone={themes.length === 0} />
        {columnId !== null && (
          <NewTheme
            column={title}
            texts={texts}
            onCreate={(name) => acts.createTheme(name, { columnId, themeId: null })}
          />
        )}
      </div>
    </div>
  )
})

function useColumnCount(columnId: ColumnId | null): number {
  return useBoard(
    ({ cards }) =>
      cards.filter((card) => card.columnId === columnId && card.outcome.kind === 'kept').length,
  )
}

/** Kept notes of a section, in all its columns. */
export function useSectionCount(sectionId: SectionId): number {
  return useBoard(({ cards, columns }) => {
    const own = new Set(
      columns.filter(({ section }) => section === sectionId).map((c) => c.columnId),
    )
    return cards.filter(
      ({ columnId, outcome }) => columnId !== null && own.has(columnId) && outcome.kind === 'kept',
    ).length
  })
}

const ThemeZone = memo(function ThemeZone(props: ColumnProps & { readonly theme: BoardTheme }) {
  const { columnId, theme, texts, acts, onTheme } = props
  const cards = useThemeCards(columnId, theme.themeId)
  const title = theme.title || texts.untitled
  return (
    <DropZone
      columnId={columnId}
      themeId={theme.themeId}
      label={texts.zone(title, props.title, texts.notes(cards.length))}
      className={`${css.theme} ${theme.parentId === null ? '' : css.nested}`}
    >
      <header>
        <ThemeTitle
          title={theme.title}
          texts={texts}
          onRename={(next) => acts.renameTheme(theme, next)}
        />
        <span className={css.count}>{cards.length}</span>
        <IconButton
          icon="down"
          className={css.menu ?? ''}
          label={texts.themeMenu(title)}
          aria-haspopup="dialog"
          onClick={() => onTheme(theme.themeId)}
        />
      </header>
      {cards.length === 0 ? (
        <p className={css.empty}>{texts.emptyTheme}</p>
      ) : (
        <Notes cardIds={cards} texts={texts} />
      )}
    </DropZone>
  )
})

function LooseZone({
  columnId,
  title,
  texts,
  isAlone,
}: ColumnProps & { readonly isAlone: boolean }) {
  const cards = useThemeCards(columnId, null)
  return (
    <DropZone
      columnId={columnId}
      themeId={null}
      label={texts.zone(texts.toFile, title, texts.notes(cards.length))}
      className={css.loose}
    >
      <h4>
        <span>{texts.toFile}</span>
        <span>{cards.length}</span>
      </h4>
      {cards.length > 0 && <Notes cardIds={cards} texts={texts} />}
      {cards.length === 0 && isAlone && <p className={css.empty}>{texts.emptyColumn}</p>}
    </DropZone>
  )
}

/** A long theme shows its first notes; the rest is one press away. */
const SHOWN_MAX = 40

const Notes = memo(function Notes(props: {
  readonly cardIds: readonly string[]
  readonly texts: WallTexts
}) {
  const { cardIds, texts } = props
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? cardIds : cardIds.slice(0, SHOWN_MAX)
  const hidden = cardIds.length - shown.length
  return (
    <>
      <ul role="list" className={css.notes}>
        {shown.map((cardId) => (
          <WallNote key={cardId} cardId={cardId} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className={css.more} onClick={() => setShowsAll(true)}>
          {texts.showOthers(hidden)}
        </button>
      )}
    </>
  )
})
