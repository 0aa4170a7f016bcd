import type { ReactNode } from 'react'

import { heldWords } from '../../documents/drafts.ts'
import { joinCodeKey } from '../../documents/session-key.ts'
import { localStore } from '../../documents/storage.ts'
import { useSession } from '../../documents/use-board.ts'
import { KeptWords } from '../../features/session/kept-words.tsx'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import css from './lost-words.module.css'

/** The wall takes nothing from here any more: the way in again, and what it does not have, to copy. */
export function Rejoin(): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).lost
  const session = useSession()
  const code = localStore.getItem(joinCodeKey(session.boardId))
  // A scribe has no code: the page opened anew asks for the place that it has.
  const way =
    session.role === 'scribe' ? `/e/${session.boardId}` : code === null ? '/r' : `/r/${code}`
  return (
    <section className={css.lost}>
      <KeptWords label={texts.words} words={heldWords(localStore, session)} />
      <a className={buttonClass({ look: 'strong', size: 'thumb' })} href={way}>
        {texts.rejoin}
      </a>
    </section>
  )
}
