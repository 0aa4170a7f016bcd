import type { ScreenTexts } from '../../texts/screen.fr.ts'
import css from './page-mark.module.css'

type PageMarkProps = { readonly texts: ScreenTexts; readonly page: number; readonly count: number }

/** « 2 / 3 », where there is more than one. The wall's remote turns the pages. */
export function PageMark({ texts, page, count }: PageMarkProps) {
  return count > 1 ? <p className={css.mark}>{texts.page(page + 1, count)}</p> : null
}
