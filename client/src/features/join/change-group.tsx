import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'

import type { BoardGroup } from '@murmure/shared/board'
import { authorOf, type GroupId } from '@murmure/shared/ids'

import { addMove, declaredHere } from '../../documents/add-move.ts'
import { requestSession } from '../../documents/api.ts'
import { joinCodeKey } from '../../documents/session-key.ts'
import { saveSession } from '../../documents/session-store.ts'
import { localStore } from '../../documents/storage.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import { changeGroupEn } from '../../texts/change-group.en.ts'
import { changeGroupFr } from '../../texts/change-group.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './change-group.module.css'

const TEXTS = { fr: changeGroupFr, en: changeGroupEn }

export type ChangeGroupProps = {
  readonly onBack: () => void
  /** The new session is kept: the page starts anew with it. */
  readonly onChanged: () => void
}

/** Another group, afterwards: says how many notes follow, and what is asked for. */
export function ChangeGroup({ onBack, onChanged }: ChangeGroupProps): ReactNode {
  const texts = useTexts(TEXTS)
  const { boardId, groupId, participantId } = useSession()
  const groups = useBoard((board) => board.groups)
  const count = useBoard(
    (board) =>
      board.cards.filter(
        ({ cardId, writtenIn }) => writtenIn === groupId && authorOf(cardId) === participantId,
      ).length,
  )
  const [wanted, setWanted] = useState<BoardGroup | undefined>(undefined)
  const [knownCode] = useState(() => localStore.getItem(joinCodeKey(boardId)))
  const { change, isAsking, refusal } = useChange(texts, onChanged)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const present = groups.find((group) => group.groupId === groupId)
  const others = groups.filter((group) => group.groupId !== groupId)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('code')
    change(knownCode ?? (typeof typed === 'string' ? typed : ''), wanted?.groupId)
  }

  return (
    <form className={css.form} onSubmit={onSubmit}>
      <h2 ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      {present && <p>{texts.now(present.name)}</p>}
      {others.length === 0 ? <p>{texts.alone}</p> : <p>{texts.follow(count)}</p>}
      {knownCode === null && <CodeField />}
      {others.length > 0 && <Groups groups={others} onChoose={setWanted} />}
      {refusal !== undefined && (
        <p role="alert" className={css.refusal}>
          {refusal}
        </p>
      )}
      {others.length > 0 && (
        <Button type="submit" look="strong" size="thumb" disabled={isAsking}>
          {isAsking ? texts.changing : wanted ? texts.confirm(wanted.name, count) : texts.change}
        </Button>
      )}
      <Button onClick={onBack}>{texts.back}</Button>
    </form>
  )
}

function CodeField(): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <label className={css.code}>
      <span>
        {texts.code} <small>{texts.codeHint}</small>
      </span>
      <input name="code" inputMode="numeric" autoComplete="off" maxLength={12} required />
    </label>
  )
}

function Groups(props: {
  readonly groups: readonly BoardGroup[]
  readonly onChoose: (group: BoardGroup) => void
}): ReactNode {
  const texts = useTexts(TEXTS)
  return (
    <fieldset className={css.groups}>
      <legend>{texts.choose}</legend>
      {props.groups.map((group) => (
        <label
          key={group.groupId}
          className={`${css.group} g-${group.sign.paper}`}
          data-paper={group.sign.paper}
        >
          <input
            type="radio"
            name="group"
            value={group.groupId}
            onChange={() => props.onChoose(group)}
          />
          <GroupSign sign={group.sign} size={28} />
          <span>{group.name}</span>
        </label>
      ))}
    </fieldset>
  )
}

function useChange(texts: typeof changeGroupFr, onChanged: () => void) {
  const session = useSession()
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)

  async function ask(code: string, groupId: GroupId): Promise<void> {
    setAsking(true)
    const answer = await requestSession(
      { code, groupId, ...declaredHere(session.boardId) },
      session.token,
    )
    setAsking(false)
    if (!answer.ok) return setRefusal(answer.error.detail ?? answer.error.title)
    // In this order: a page that dies in between is still in the old group, and its notes with it.
    addMove(session.boardId, { from: session, to: answer.value })
    saveSession(answer.value)
    localStore.setItem(joinCodeKey(session.boardId), code)
    onChanged()
  }

  return {
    isAsking,
    refusal,
    change: (code: string, groupId: GroupId | undefined) => {
      if (groupId === undefined) setRefusal(texts.missing)
      else void ask(code, groupId)
    },
  }
}
