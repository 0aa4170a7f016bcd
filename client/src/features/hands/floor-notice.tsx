import type { ReactNode } from 'react'

import { handsEn } from '../../texts/hands.en.ts'
import { handsFr } from '../../texts/hands.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import css from './hand-raiser.module.css'
import { useFloor } from './use-floor.ts'

/** « Vous avez la parole », for whoever asked for it. Always on the page: only then is it said aloud. */
export function FloorNotice(): ReactNode {
  const texts = useTexts({ fr: handsFr, en: handsEn })
  const hasFloor = useFloor()
  return (
    <p role="status" className={css.floor}>
      {hasFloor && texts.floor}
    </p>
  )
}
