import type { ReactNode } from 'react'

import type { Problem } from '@murmure/shared/protocol/http'

import { GROUP_REMOVED, isGone } from '../../documents/problem.ts'
import { joinCodeKey } from '../../documents/session-key.ts'
import { localStore } from '../../documents/storage.ts'
import { KeptWords } from '../../features/session/kept-words.tsx'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Brand } from '../../ui/brand.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import css from './lost-place.module.css'

const TEXTS = { fr: phoneFr, en: phoneEn }

export type LostPlaceProps = {
  readonly boardId: string
  /** Why an earlier place is no longer one; without it there never was one. */
  readonly problem?: Problem
  /** What this phone holds and the wall does not. */
  readonly words?: readonly string[]
}

/** No place on this board, or no longer: says so, and shows the way back to the join page. */
export function LostPlace({ boardId, problem, words = [] }: LostPlaceProps): ReactNode {
  const texts = useTexts(TEXTS).lost
  const code = localStore.getItem(joinCodeKey(boardId))
  const isWallGone = problem !== undefined && isGone(problem)
  const [title, detail] = isWallGone
    ? [texts.titleGone, texts.detailGone]
    : problem?.type === GROUP_REMOVED
      ? [problem.title, problem.detail]
      : problem
        ? [texts.titleExpired, texts.detailExpired]
        : [texts.titleMissing, texts.detailMissing]
  return (
    <main className={css.page}>
      <Brand />
      <h1>{title}</h1>
      <p>{detail}</p>
      <KeptWords label={texts.words} words={words} />
      {isWallGone ? (
        <a className={buttonClass({ look: 'strong', size: 'thumb' })} href="/">
          {texts.home}
        </a>
      ) : code !== null ? (
        <a className={buttonClass({ look: 'strong', size: 'thumb' })} href={`/r/${code}`}>
          {texts.rejoin}
        </a>
      ) : (
        <CodeForm />
      )}
    </main>
  )
}

function CodeForm(): ReactNode {
  const texts = useTexts(TEXTS).lost
  return (
    <form className={css.form} action="/r" method="get">
      <label htmlFor="code">{texts.code}</label>
      <input
        id="code"
        name="code"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        required
        className={css.code}
      />
      <Button type="submit" look="strong" size="thumb">
        {texts.join}
      </Button>
    </form>
  )
}
