import type { ReactNode } from 'react'

import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import css from './carried-line.module.css'
import type { Carrying } from './use-carried-notes.ts'

/** After a change of group: own notes are on their way, or arrived. */
export function CarriedLine({ carrying }: { readonly carrying: Carrying }): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).carried
  const text =
    carrying.kind === 'under-way'
      ? texts.underWay
      : carrying.kind === 'carried'
        ? texts.done(carrying.count)
        : ''
  return (
    <p role="status" className={text === '' ? 'visually-hidden' : css.line}>
      {text}
    </p>
  )
}
