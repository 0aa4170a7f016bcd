import { TITLE_MAX_UNITS } from '@murmure/shared/limits'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import type { Meta } from '@murmure/shared/room'
import { type FormEvent, useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import css from './edit-board.module.css'

type EditBoardProps = {
  readonly meta: Meta
  readonly texts: WallTexts
  readonly onSave: (patch: PatchBoard) => void
  readonly onCancel: () => void
}

export function EditBoard({ meta, texts, onSave, onCancel }: EditBoardProps) {
  const [title, setTitle] = useState(meta.title)
  const [place, setPlace] = useState(meta.place ?? '')
  const [date, setDate] = useState(meta.date ?? '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (title.trim() === '') return
    onSave({ title: title.trim(), place: place.trim() || null, date: date || null })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        {texts.boardTitle}
        <input
          required
          maxLength={TITLE_MAX_UNITS}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label>
        {texts.boardPlace}
        <input
          maxLength={TITLE_MAX_UNITS}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
        />
      </label>
      <label>
        {texts.boardDate}
        <input type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      </label>
      <p>
        <Button onClick={onCancel}>{texts.cancel}</Button>
        <Button type="submit" look="strong">
          {texts.save}
        </Button>
      </p>
    </form>
  )
}
