import { type ReactNode, useState } from 'react'

import type { Healed } from '../../documents/unsaved.ts'
import { KeptWords } from '../../features/session/kept-words.tsx'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr } from '../../texts/wall-news.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import css from './lost-words.module.css'

/** A correction that somebody else has overtaken: what the note says now stays, these words are shown once. */
export function LostWords({ healed }: { readonly healed: Healed }): ReactNode {
  const texts = useTexts({ fr: wallNewsFr, en: wallNewsEn })
  const [read, setRead] = useState<Healed>()
  if (read === healed) return null
  return (
    <section className={css.lost} role="status">
      <p>{texts.overtaken}</p>
      <KeptWords label={texts.words} words={healed.lostWords} />
      <Button size="thumb" onClick={() => setRead(healed)}>
        {texts.understood}
      </Button>
    </section>
  )
}
