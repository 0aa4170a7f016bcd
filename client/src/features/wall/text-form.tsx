import { TITLE_MAX_UNITS } from '@murmure/shared/limits'
import { type FormEvent, useState } from 'react'

import { Button } from '../../ui/button.tsx'
import css from './file-notes.module.css'

type TextFormProps = {
  readonly label: string
  readonly button: string
  readonly onSubmit: (text: string) => void
}

/** A few words and what is done with them. Without words nothing is. */
export function TextForm({ label, button, onSubmit }: TextFormProps) {
  const [text, setText] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') onSubmit(text.trim())
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        <span>{label}</span>
        <input
          value={text}
          maxLength={TITLE_MAX_UNITS}
          required
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button type="submit">{button}</Button>
    </form>
  )
}
