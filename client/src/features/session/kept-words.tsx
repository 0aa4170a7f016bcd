import { useId } from 'react'

import css from './kept-words.module.css'

type KeptWordsProps = { readonly label: string; readonly words: readonly string[] }

/** What somebody wrote and the server does not have: nothing to type in, only to copy from. */
export function KeptWords({ label, words }: KeptWordsProps) {
  const id = useId()
  if (words.length === 0) return null
  return (
    <div className={css.kept}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        readOnly
        rows={Math.min(2 * words.length + 1, 8)}
        value={words.join('\n\n')}
        // A second tap, « Copier », is then enough; the clipboard itself is closed on plain http.
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  )
}
