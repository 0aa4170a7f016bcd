import type { Visio } from '@murmure/shared/visio'
import type { ReactNode } from 'react'

import { visioEn } from '../../texts/visio.en.ts'
import { visioFr } from '../../texts/visio.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './visio-link.module.css'

/** The way to the video meeting beside the wall. The other site learns nothing of where it was opened. */
export function VisioLink({ visio }: { readonly visio: Visio }): ReactNode {
  const texts = useTexts({ fr: visioFr, en: visioEn })
  return (
    <div className={css.visio}>
      <a
        className={buttonClass({ size: 'thumb' })}
        href={visio.url}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Icon name="screen" />
        <span>
          {texts.join}
          <span className="visually-hidden"> ({texts.newTab})</span>
        </span>
      </a>
      <p>{texts.beside}</p>
      {visio.label !== undefined && <p>{visio.label}</p>}
    </div>
  )
}
