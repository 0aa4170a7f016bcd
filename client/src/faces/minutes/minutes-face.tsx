import type { BoardId } from '@murmure/shared/ids'
import type { CreatedSession, Problem } from '@murmure/shared/protocol/http'
import type { Minutes } from '@murmure/shared/minutes/tree'
import { useEffect, useState } from 'react'

import { type MinutesFormat, downloadMinutes } from '../../documents/api.ts'
import { askRenewed } from '../../documents/ask-renewed.ts'
import { isGone } from '../../documents/problem.ts'
import { saveFile } from '../../features/minutes/save-file.ts'
import { MinutesSheet } from '../../features/minutes/minutes-sheet.tsx'
import { useMinutes } from '../../features/minutes/use-minutes.ts'
import { minutesEn } from '../../texts/minutes.en.ts'
import { minutesFr, type MinutesTexts } from '../../texts/minutes.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './minutes-face.module.css'

const CATALOGUE = { fr: minutesFr, en: minutesEn }

/** `/c/<board>`: the minutes, for whoever may read them, on screen and on paper. */
export function MinutesFace({ boardId }: { readonly boardId: BoardId }) {
  const texts = useTexts(CATALOGUE)
  const { state, retry } = useMinutes(boardId)
  switch (state.kind) {
    case 'loading':
      return <Notice text={texts.loading} />
    case 'unknown':
      return <Away title={texts.kind} text={texts.unknown} home={texts.home} />
    case 'gone':
      return <Away title={texts.goneTitle} text={texts.gone} home={texts.home} />
    case 'unpublished':
      return (
        <Notice title={texts.kind} text={texts.unpublished}>
          <Button onClick={retry}>{texts.retry}</Button>
          <WayBack session={state.session} texts={texts} />
        </Notice>
      )
    case 'failed':
      return (
        <Notice title={state.problem.title} text={state.problem.detail ?? ''}>
          <Button onClick={retry}>{texts.retry}</Button>
        </Notice>
      )
    case 'read':
      return <Read minutes={state.minutes} session={state.session} texts={texts} />
  }
}

type AwayProps = { readonly title: string; readonly text: string; readonly home: string }

/** Nothing to be read here, now or later. */
function Away({ title, text, home }: AwayProps) {
  return (
    <Notice title={title} text={text}>
      <a className={buttonClass({})} href="/">
        {home}
      </a>
    </Notice>
  )
}

type ReadProps = {
  readonly minutes: Minutes
  readonly session: CreatedSession
  readonly texts: MinutesTexts
}

function Read({ minutes, session, texts }: ReadProps) {
  useEffect(() => {
    document.title = texts.pageTitle(minutes.title)
  }, [minutes.title, texts])
  return (
    <>
      <Tools session={session} texts={texts} />
      <main className={css.desk}>
        <MinutesSheet minutes={minutes} texts={texts} />
      </main>
    </>
  )
}

/** Where this reader came from; a screen has nobody who could click. */
function WayBack({ session, texts }: Omit<ReadProps, 'minutes'>) {
  const { role, boardId } = session
  if (role === 'screen') return null
  const isFacilitator = role === 'facilitator'
  return (
    <a
      className={buttonClass({ look: 'bare' })}
      href={isFacilitator ? `/a/${boardId}` : `/e/${boardId}`}
    >
      {isFacilitator ? texts.toWall : texts.toNotes}
    </a>
  )
}

/** « Réessayez » only where that may help. */
function whyNoFile(problem: Problem, texts: MinutesTexts): string {
  if (isGone(problem)) return `${texts.goneTitle}. ${texts.gone}`
  return (problem.status === 403 && problem.detail) || texts.downloadFailed
}

function Tools({ session, texts }: Omit<ReadProps, 'minutes'>) {
  const [said, say] = useState('')
  const download = async (format: MinutesFormat): Promise<void> => {
    const answer = await askRenewed(session, (present) => downloadMinutes(present, format))
    if (answer.ok) saveFile(answer.value.value)
    say(answer.ok ? texts.downloaded : whyNoFile(answer.error, texts))
  }
  return (
    <nav className={css.tools} aria-label={texts.downloads}>
      <WayBack session={session} texts={texts} />
      <Button look="strong" icon="print" onClick={() => window.print()}>
        {texts.print}
      </Button>
      <Button icon="document" onClick={() => void download('docx')}>
        {texts.word}
      </Button>
      <Button onClick={() => void download('md')}>{texts.markdown}</Button>
      <output>{said}</output>
    </nav>
  )
}
