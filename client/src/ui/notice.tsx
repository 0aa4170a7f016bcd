import type { ReactNode } from 'react'

import { Brand } from './brand.tsx'
import css from './notice.module.css'

type NoticeProps = {
  readonly title?: string | undefined
  readonly text: string
  readonly children?: ReactNode
}

/** A page that has only a sentence to say, and the way on. */
export function Notice({ title, text, children }: NoticeProps) {
  return (
    <main className={css.notice}>
      <Brand size={24} />
      {title !== undefined && <h1>{title}</h1>}
      <output>{text}</output>
      {children}
    </main>
  )
}
