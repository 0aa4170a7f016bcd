import type { CSSProperties } from 'react'

import { DEFAULT_ROOM, smallestFontVw } from '../../features/stage/legibility.ts'
import { Logo } from '../../ui/logo.tsx'
import css from './screen-notice.module.css'

type ScreenNoticeProps = { readonly title?: string | undefined; readonly text: string }

/** A screen that has only a sentence to say: to the hall, like everything else. */
export function ScreenNotice({ title, text }: ScreenNoticeProps) {
  return (
    <main
      className={css.notice}
      style={{ '--plancher': `${smallestFontVw(DEFAULT_ROOM).toFixed(3)}vw` } as CSSProperties}
    >
      <Logo />
      {title !== undefined && <h1>{title}</h1>}
      <output>{text}</output>
    </main>
  )
}
