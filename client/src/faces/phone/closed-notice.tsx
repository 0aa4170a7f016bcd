import { type ReactNode, useState } from 'react'

import { declarationKey } from '../../documents/session-key.ts'
import { localStore } from '../../documents/storage.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { closedNews } from './closed-news.ts'
import css from './closed-notice.module.css'

export type ClosedNoticeProps = {
  readonly draft: string | undefined
  /** « Qui êtes-vous ? » was asked for. */
  readonly onWho: () => void
}

/** « L'écriture est fermée », what happens next, and the text that was not stuck. */
export function ClosedNotice(props: ClosedNoticeProps): ReactNode {
  const { draft, onWho } = props
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).closed
  const { boardId } = useSession()
  const isPublished = useBoard((board) => board.session.published)
  const news = useBoard((board) => closedNews(board.session))
  // There is time for it now; afterwards it is in the menu, to be corrected.
  const [isUncounted] = useState(() => localStore.getItem(declarationKey(boardId)) === null)
  return (
    <section className={css.notice}>
      <h2>
        <Icon name="lock" /> {texts.title}
      </h2>
      <p>{texts[news]}</p>
      {draft !== undefined && (
        <div className={css.draft}>
          <p>{texts.draftKept}</p>
          <blockquote>{draft}</blockquote>
        </div>
      )}
      {isPublished && (
        <a className={buttonClass({ look: 'strong', size: 'thumb' })} href={`/c/${boardId}`}>
          {texts.minutes}
        </a>
      )}
      {isUncounted && !isPublished && (
        <Button icon="people" onClick={onWho}>
          {texts.who}
        </Button>
      )}
    </section>
  )
}
