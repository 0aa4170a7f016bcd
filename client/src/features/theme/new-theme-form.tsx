import { TITLE_MAX_UNITS } from '@murmure/shared/limits'
import { type FormEvent, useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import css from './theme.module.css'

type NewThemeFormProps = {
  readonly texts: WallTexts
  readonly onCreate: (title: string) => void
}

/** The name of a theme that is being made of notes. */
export function NewThemeForm({ texts, onCreate }: NewThemeFormProps) {
  const [title, setTitle] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (title.trim() !== '') onCreate(title.trim())
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        <span>{texts.themeTitle}</span>
        <input
          className={css.field}
          required
          value={title}
          maxLength={TITLE_MAX_UNITS}
          // The dialog gives the focus to what carries this attribute; React itself never writes it.
          ref={(field) => field?.setAttribute('autofocus', '')}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <Button type="submit" look="strong">
        {texts.create}
      </Button>
    </form>
  )
}
