import { type ReactNode, useEffect, useRef } from 'react'

import type { BoardCard, BoardGroup } from '@murmure/shared/board'
import { authorOf, type CardId } from '@murmure/shared/ids'

import { useBoardContext } from '../../documents/board-provider.tsx'
import type { Drafts, KeptNote } from '../../documents/drafts.ts'
import { useWriterActions } from '../../documents/use-actions.ts'
import { useBoard, useConnection, useSession } from '../../documents/use-board.ts'
import { GroupNote } from '../../features/write/group-note.tsx'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import css from './group-notes.module.css'

export type GroupNotesProps = {
  readonly group: BoardGroup
  readonly kept: readonly KeptNote[]
  readonly drafts: Drafts
  /** One's own note was corrected or taken back: what it says. */
  readonly onAct: (text: string) => void
  /** +1 when the correction of a note opens, −1 when it closes. */
  readonly onCorrecting: (more: 1 | -1) => void
}

/** What the group wrote, by column. */
export function GroupNotes(props: GroupNotesProps): ReactNode {
  const { group } = props
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).notes
  const cards = useBoard((board) => board.cards.filter((card) => card.writtenIn === group.groupId))
  const columns = useBoard((board) => board.columns)
  const isOpen = useBoard((board) => board.session.open.length > 0)
  const list = useRef<HTMLElement>(null)
  useFollowOwn(list, cards)
  const onCorrecting = useCorrecting(props.onCorrecting)
  const known = new Set(columns.map((column) => column.columnId))
  const loose = cards.filter((card) => card.columnId === null || !known.has(card.columnId))
  return (
    // It scrolls, and often holds nothing that takes the focus: the arrows need a place to start from.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css.notes} ref={list} aria-label={texts.title} tabIndex={0}>
      <h2>
        <span>{texts.title}</span>
        <span>{cards.length}</span>
      </h2>
      {cards.length === 0 && <p className={css.none}>{isOpen ? texts.none : texts.noneClosed}</p>}
      {columns.map(({ columnId, title }) => (
        <ColumnNotes
          key={columnId}
          title={title}
          cards={cards.filter((card) => card.columnId === columnId)}
          {...props}
          onCorrecting={onCorrecting}
        />
      ))}
      <ColumnNotes title={texts.noColumn} cards={loose} {...props} onCorrecting={onCorrecting} />
    </section>
  )
}

type ColumnNotesProps = Omit<GroupNotesProps, 'onCorrecting'> & {
  readonly onCorrecting: (cardId: CardId, more: 1 | -1) => void
  readonly title: string
  readonly cards: readonly BoardCard[]
}

function ColumnNotes(props: ColumnNotesProps): ReactNode {
  const { title, cards, group, kept, drafts, onAct, onCorrecting } = props
  const { participantId, role } = useSession()
  const actions = useWriterActions()
  const { editing } = useConnection()
  const openColumns = useBoard((board) =>
    board.columns
      .filter((column) => board.session.open.includes(column.section))
      .map((column) => column.columnId),
  )
  if (cards.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {cards.map((card) => (
          <GroupNote
            key={card.cardId}
            card={card}
            group={group}
            waiting={kept.some((note) => note.cardId === card.cardId)}
            own={authorOf(card.cardId) === participantId}
            editable={
              (role === 'scribe' || authorOf(card.cardId) === participantId) &&
              card.columnId !== null &&
              openColumns.includes(card.columnId)
            }
            correctedElsewhere={editing.includes(card.cardId)}
            onCorrect={(text) => {
              // The copy first: made without network, it outlives the page.
              keepCorrection(drafts, card, text)
              actions.correct(card.cardId, text)
              onAct(text)
            }}
            onRemove={() => {
              actions.remove(card.cardId)
              onAct(card.text)
            }}
            onRestore={() => actions.restore(card.cardId)}
            onCorrecting={(more) => onCorrecting(card.cardId, more)}
          />
        ))}
      </ul>
    </>
  )
}

/** The group is told of one note at a time: the one that was opened last, of those that are open. */
function useCorrecting(
  onCorrecting: GroupNotesProps['onCorrecting'],
): (cardId: CardId, more: 1 | -1) => void {
  const { connection } = useBoardContext()
  const open = useRef(new Set<CardId>())
  return (cardId, more) => {
    if (more === 1) open.current.add(cardId)
    else open.current.delete(cardId)
    connection.correcting([...open.current].at(-1))
    onCorrecting(more)
  }
}

function keepCorrection(drafts: Drafts, card: BoardCard, text: string): void {
  const { cardId, columnId, writtenIn, at } = card
  if (columnId === null) return
  if (drafts.kept().some((note) => note.cardId === cardId)) drafts.amend(cardId, { text })
  else drafts.keep({ cardId, groupId: writtenIn, columnId, text, at, base: card.text })
}

/** A note that was just stuck here comes into view, with the word that it is saved; those of others move nothing under the finger. */
function useFollowOwn(
  list: { readonly current: HTMLElement | null },
  cards: readonly BoardCard[],
): void {
  const { participantId } = useSession()
  const seen = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    const before = seen.current
    seen.current = new Set(cards.map((card) => card.cardId))
    const fresh = cards.find(
      (card) => before && !before.has(card.cardId) && authorOf(card.cardId) === participantId,
    )
    if (fresh)
      list.current
        ?.querySelector(`[data-card-id="${fresh.cardId}"] > span`)
        ?.scrollIntoView({ block: 'nearest' })
  }, [cards, list, participantId])
}
