import { useLocale } from '../../texts/use-texts.ts'
import { setTitle } from './set-title.ts'

/** What a part, a column, a theme or a group is called, or what is asked: every heading is set the same way. */
export function Title({ children }: { readonly children: string }) {
  return setTitle(children, useLocale())
}
