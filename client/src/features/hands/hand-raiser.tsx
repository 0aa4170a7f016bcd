import type { ReactNode } from 'react'

import { handsEn } from '../../texts/hands.en.ts'
import { handsFr } from '../../texts/hands.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import css from './hand-raiser.module.css'
import { useOwnHand } from './use-own-hand.ts'

/** « Demander la parole », and where one stands in the queue. */
export function HandRaiser(): ReactNode {
  const texts = useTexts({ fr: handsFr, en: handsEn })
  const { place, isAsking, refusal, raise, lower } = useOwnHand()
  const isUp = place !== undefined
  return (
    <div className={css.hand}>
      <p role="status" className={isUp ? css.up : css.hint}>
        {isUp ? texts.place(place) : texts.hint}
      </p>
      <Button size="thumb" icon="voice" disabled={isAsking} onClick={isUp ? lower : raise}>
        {isAsking ? texts.asking : isUp ? texts.lower : texts.raise}
      </Button>
      {refusal !== undefined && (
        <p role="alert" className={css.refusal}>
          {refusal}
        </p>
      )}
    </div>
  )
}
