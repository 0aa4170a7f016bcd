import type { BoardCard, BoardTheme } from '@murmure/shared/board'
import type { Column } from '@murmure/shared/column'
import { useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { DropTarget } from './drag.tsx'
import css from './file-notes.module.css'
import { TextForm } from './text-form.tsx'
import type { WallActs } from './wall-actions.ts'

type FileNotesProps = {
  /** One note, or all that are selected. Never empty. */
  readonly cards: readonly BoardCard[]
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly onDone: () => void
}

/** Everything that dragging does, and setting aside, without dragging: one press each. */
export function FileNotes({ cards, texts, acts, onDone }: FileNotesProps) {
  const columns = useBoard((board) => board.columns)
  const [first] = cards
  const home = first?.columnId ?? null
  const own = columns.filter(({ columnId }) => columnId === home)
  const others = columns.filter(({ columnId }) => columnId !== home)
  const cardIds = cards.map(({ cardId }) => cardId)
  return (
    <>
      <h3 className={css.heading}>{texts.fileUnder}</h3>
      <div className={css.columns}>
        {[...own, ...others].map((column) => (
          <ColumnPlaces
            key={column.columnId}
            column={column}
            cards={cards}
            texts={texts}
            onChoose={(target, name) => {
              acts.place(cardIds, target, name)
              onDone()
            }}
          />
        ))}
      </div>
      <TextForm
        label={texts.newThemeIn(own[0]?.title ?? texts.noColumn)}
        button={texts.create}
        onSubmit={(title) => {
          acts.createTheme(title, { columnId: home, themeId: null }, cardIds)
          onDone()
        }}
      />
      <h3 className={css.heading}>{texts.setAside}</h3>
      <p className={css.hint}>{texts.setAsideHint}</p>
      <SetAside
        texts={texts}
        count={cards.length}
        onReason={(reason, isQuoted) => {
          acts.setAside(cardIds, reason, isQuoted)
          onDone()
        }}
      />
    </>
  )
}

type ColumnPlacesProps = {
  readonly column: Column
  readonly cards: readonly BoardCard[]
  readonly texts: WallTexts
  readonly onChoose: (target: DropTarget, name: string) => void
}

function ColumnPlaces({ column, cards, texts, onChoose }: ColumnPlacesProps) {
  const themes = useBoard((board) =>
    board.themes.filter(({ columnId }) => columnId === column.columnId || columnId === null),
  )
  const isHere = (themeId: string | null): boolean =>
    cards.every((card) => card.columnId === column.columnId && card.themeId === themeId)
  return (
    <section className={css.places} aria-label={column.title}>
      <h4>{column.title}</h4>
      <ul role="list">
        {[null, ...themes].map((theme: BoardTheme | null) => {
          const name = theme === null ? texts.toFile : theme.title || texts.untitled
          const themeId = theme?.themeId ?? null
          return (
            <li key={themeId ?? ''}>
              <button
                type="button"
                disabled={isHere(themeId)}
                onClick={() => onChoose({ columnId: column.columnId, themeId }, name)}
              >
                {name}
                {isHere(themeId) && <small>({texts.here})</small>}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type SetAsideProps = {
  readonly texts: WallTexts
  /** Of notes. */
  readonly count: number
  readonly onReason: (reason: string, isQuoted: boolean) => void
}

/**
 * The minutes say why a note is not among the others: by a press where it is the usual, else in words. What aims at
 * a person is not repeated to everybody who gets them, whatever the box says: that can be chosen afterwards.
 */
function SetAside({ texts, count, onReason }: SetAsideProps) {
  const [isQuoted, setQuoted] = useState(true)
  return (
    <section className={css.places} aria-label={texts.setAside}>
      <label className={css.select}>
        <input
          type="checkbox"
          checked={!isQuoted}
          onChange={(event) => setQuoted(!event.target.checked)}
        />
        {texts.doNotQuote(count)}
      </label>
      <ul role="list">
        <li>
          <button type="button" onClick={() => onReason(texts.unquotedReason, false)}>
            {texts.becauseOf(texts.unquotedReason)}
            <small>({texts.unquoted})</small>
          </button>
        </li>
        {texts.usualReasons.map((reason) => (
          <li key={reason}>
            <button type="button" onClick={() => onReason(reason, isQuoted)}>
              {texts.becauseOf(reason)}
            </button>
          </li>
        ))}
      </ul>
      <TextForm
        label={texts.otherReason}
        button={texts.withThisReason}
        onSubmit={(reason) => onReason(reason, isQuoted)}
      />
    </section>
  )
}
