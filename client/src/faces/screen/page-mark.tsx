import type { Paging } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import css from './page-mark.module.css'

type PageMarkProps = {
  readonly texts: ScreenTexts
  readonly page: number
  readonly paging: Pick<Paging, 'count' | 'isMeasuring'>
}

/**
 * « 2 / 3 », where there is more than one. The wall's remote turns the pages. While pages are measured it is
 * there, at its widest: what stands beside it must not move once it is known to be needed.
 */
export function PageMark({ texts, page, paging }: PageMarkProps) {
  if (paging.isMeasuring) return <p className={css.mark}>{texts.page(99, 99)}</p>
  return paging.count > 1 ? <p className={css.mark}>{texts.page(page + 1, paging.count)}</p> : null
}
