import type { BoardCard } from '@murmure/shared/board'
import { useRef, useState } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Paper } from '../../ui/paper.tsx'
import css from './asides.module.css'
import { TextForm } from './text-form.tsx'
import { NO_REASON, type WallActs } from './wall-actions.ts'

/** What is off the wall, with its reason, and the way back for each. */
export function Asides({ texts, acts }: { readonly texts: WallTexts; readonly acts: WallActs }) {
  const cards = useBoard((board) => board.cards.filter((card) => card.outcome.kind === 'aside'))
  const groups = useBoard((board) => board.groups)
  return (
    <ul role="list" className={css.asides}>
      {cards.map((card) => {
        const group = groups.find(({ groupId }) => groupId === card.groupId)
        return (
          group && (
            <li key={card.cardId}>
              <Paper paper={group.sign.paper} className={css.note ?? ''}>
                <p>{card.text}</p>
                <GroupSign sign={group.sign} name={group.name} size={22} />
              </Paper>
              <AsideChoices card={card} texts={texts} acts={acts} />
            </li>
          )
        )
      })}
    </ul>
  )
}

/** Of the list of reasons, « Une autre raison »: no reason is a space, since words are trimmed. */
const OWN_WORDS = ' '

type AsideChoicesProps = {
  readonly card: BoardCard
  readonly texts: WallTexts
  readonly acts: WallActs
}

function AsideChoices({ card: { cardId, outcome }, texts, acts }: AsideChoicesProps) {
  const [isWriting, setWriting] = useState(false)
  const list = useRef<HTMLSelectElement>(null)
  if (outcome.kind !== 'aside') return null
  const reason = outcome.reason ?? NO_REASON
  const isQuoted = outcome.unquoted !== true
  const listed = [...new Set([NO_REASON, texts.unquotedReason, ...texts.usualReasons, reason])]
  const give = (chosen: string): void => {
    setWriting(chosen === OWN_WORDS)
    // What aims at a person is not repeated to everybody who gets the minutes: the box below says otherwise.
    if (chosen !== OWN_WORDS)
      acts.giveReason(cardId, chosen, isQuoted && chosen !== texts.unquotedReason)
  }
  return (
    <>
      <label className={css.reason}>
        {texts.reason}
        <select
          ref={list}
          value={isWriting ? OWN_WORDS : reason}
          onChange={(event) => give(event.target.value)}
        >
          {listed.map((each) => (
            <option key={each} value={each}>
              {each === NO_REASON ? texts.noReason : texts.becauseOf(each)}
            </option>
          ))}
          <option value={OWN_WORDS}>{texts.otherReason}…</option>
        </select>
      </label>
      {isWriting && (
        <div className={css.own}>
          <TextForm
            label={texts.otherReason}
            button={texts.save}
            onSubmit={(words) => {
              give(words)
              // The field goes: the focus stays beside it.
              list.current?.focus()
            }}
          />
        </div>
      )}
      <label className={css.unquoted}>
        <input
          type="checkbox"
          checked={!isQuoted}
          onChange={(event) => acts.quote(cardId, reason, !event.target.checked)}
        />
        {texts.doNotQuote(1)}
      </label>
      <Button onClick={() => acts.takeBack(cardId)}>{texts.takeBack}</Button>
    </>
  )
}
