import type { ReactNode } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './closed-notice.module.css'

/** « L'écriture est fermée », what happens next, and the text that was not stuck. */
export function ClosedNotice({ draft }: { readonly draft: string | undefined }): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).closed
  const { boardId } = useSession()
  const phase = useBoard((board) => board.session.phase)
  const isPublished = useBoard((board) => board.session.published)
  return (
    <section className={css.notice}>
      <h2>
        <Icon name="lock" /> {texts.title}
      </h2>
      <p>{texts[phase]}</p>
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
    </section>
  )
}
