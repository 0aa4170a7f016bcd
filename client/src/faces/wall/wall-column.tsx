import type { BoardTheme } from '@murmure/shared/board'
import type { CardId, ColumnId, SectionId, ThemeId } from '@murmure/shared/ids'
import { memo, useContext, useState } from 'react'

import { useBoard, useColumnThemes, useThemeCards } from '../../documents/use-board.ts'
import { Bricks } from '../../features/card/bricks.tsx'
import { useBricks } from '../../features/card/use-bricks.ts'
import { FreshThemeContext } from '../../features/theme/fresh-theme.ts'
import { NewTheme } from '../../features/theme/new-theme.tsx'
import { ThemeTitle } from '../../features/theme/theme-title.tsx'
import { DropZone, NewThemeZone } from '../../features/wall/drag.tsx'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-column.module.css'
import { WallNote } from './wall-note.tsx'

type Shared = {
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly onTheme: (themeId: ThemeId) => void
  readonly onColumns: () => void
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
    <div className={css.column} id={anchorOf(columnId)} data-column-of-wall="">
      <h3>
        <span>{title}</span>
        <span>{count}</span>
      </h3>
      <div className={css.zones} data-scrolls="y">
        {themes.map((theme) => (
          <ThemeZone key={theme.themeId} {...props} theme={theme} />
        ))}
        {/* Right below the themes: the new one stands where its name was typed. */}
        {columnId !== null && (
          <NewThemeZone columnId={columnId}>
            <NewTheme
              column={title}
              texts={texts}
              onCreate={(name) => acts.createTheme(name, { columnId, themeId: null })}
            />
          </NewThemeZone>
        )}
        <LooseZone {...props} isAlone={themes.length === 0} />
      </div>
    </div>
  )
})

/** Where the ways to a column lead. */
export const anchorOf = (columnId: ColumnId | null): string => `column-${columnId ?? 'none'}`

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
  const { columnId, theme, texts } = props
  const cards = useThemeCards(columnId, theme.themeId)
  const [isFolded, setFolded] = useState(false)
  const title = theme.title || texts.untitled
  return (
    <DropZone
      columnId={columnId}
      themeId={theme.themeId}
      name={title}
      label={texts.zone(title, props.title, texts.notes(cards.length))}
      className={`${css.theme} ${theme.parentId === null ? '' : css.nested}`}
    >
      <ThemeHead
        {...props}
        count={cards.length}
        isFolded={isFolded}
        onFold={() => setFolded(!isFolded)}
      />
      {cards.length === 0 && <p className={css.empty}>{texts.emptyTheme}</p>}
      {cards.length > 0 && isFolded && <FoldedNotes cardIds={cards} texts={texts} />}
      {cards.length > 0 && !isFolded && <Notes cardIds={cards} texts={texts} />}
    </DropZone>
  )
})

type ThemeHeadProps = ColumnProps & {
  readonly theme: BoardTheme
  readonly count: number
  readonly isFolded: boolean
  readonly onFold: () => void
}

/** The whole band is one stop for the arrows; what it does by key, its buttons do by pointer. */
function ThemeHead({ theme, texts, acts, onTheme, count, isFolded, onFold }: ThemeHeadProps) {
  const fresh = useContext(FreshThemeContext)
  const title = theme.title || texts.untitled
  return (
    <header
      data-stop="theme"
      tabIndex={-1}
      role="group"
      aria-label={texts.theme(title, texts.notes(count), isFolded)}
    >
      <ThemeTitle
        title={theme.title}
        texts={texts}
        isFresh={fresh.is(theme.themeId)}
        onEnd={() => fresh.set(undefined)}
        onRename={(next) => acts.renameTheme(theme, next)}
      />
      <button
        type="button"
        className={css.fold}
        data-fold=""
        tabIndex={-1}
        aria-expanded={!isFolded}
        aria-label={texts.fold(title, isFolded, texts.notes(count))}
        title={texts.fold(title, isFolded, texts.notes(count))}
        onClick={onFold}
      >
        <b>{count}</b>
        <Icon name={isFolded ? 'right' : 'down'} />
      </button>
      <IconButton
        icon="settings"
        className={css.menu ?? ''}
        label={texts.themeMenu(title)}
        tabIndex={-1}
        aria-haspopup="dialog"
        onClick={() => onTheme(theme.themeId)}
      />
    </header>
  )
}

/** One note = one brick: who speaks in a folded theme is still seen. */
function FoldedNotes(props: { readonly cardIds: readonly CardId[]; readonly texts: WallTexts }) {
  const bricks = useBricks(props.cardIds)
  return (
    <div className={css.folded}>
      <Bricks bricks={bricks} label={props.texts.notes(props.cardIds.length)} />
    </div>
  )
}

function LooseZone({
  columnId,
  title,
  texts,
  onColumns,
  isAlone,
}: ColumnProps & { readonly isAlone: boolean }) {
  const cards = useThemeCards(columnId, null)
  // A wall that was made to be named and completed says where; with the first note, that is known.
  const isBlank = useBoard((board) => board.columns.length === 1 && board.cards.length === 0)
  const label = texts.zone(texts.toFile, title, texts.notes(cards.length))
  return (
    <DropZone
      columnId={columnId}
      themeId={null}
      name={texts.toFile}
      label={label}
      className={css.loose}
    >
      <div
        className={css.looseHead}
        data-stop="place"
        tabIndex={-1}
        role="group"
        aria-label={label}
      >
        <h4>{texts.toFile}</h4>
        <span>{cards.length}</span>
      </div>
      {cards.length > 0 && <Notes cardIds={cards} texts={texts} />}
      {cards.length === 0 && isAlone && <p className={css.empty}>{texts.emptyColumn}</p>}
      {isBlank && (
        <button type="button" className={css.more} onClick={onColumns}>
          {texts.nameColumn}
        </button>
      )}
    </DropZone>
  )
}

/** A long theme shows its first notes; the rest is one press away. */
const SHOWN_MAX = 40

const Notes = memo(function Notes(props: {
  readonly cardIds: readonly CardId[]
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
        <button
          type="button"
          className={css.more}
          data-stop="more"
          tabIndex={-1}
          onClick={() => setShowsAll(true)}
        >
          {texts.showOthers(hidden)}
        </button>
      )}
    </>
  )
})
