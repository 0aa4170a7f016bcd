import { TITLE_MAX_UNITS } from '@murmure/shared/limits'
import { useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import css from './theme.module.css'

type ThemeTitleProps = {
  readonly title: string
  readonly texts: WallTexts
  readonly onRename: (title: string) => void
}

/** A theme's title: a button that turns into a field. Enter or leaving it keeps, Escape gives up. */
export function ThemeTitle({ title, texts, onRename }: ThemeTitleProps) {
  const [isEditing, setEditing] = useState(false)
  if (!isEditing) {
    return (
      <h4 className={css.title}>
        <button type="button" title={texts.rename(title)} onClick={() => setEditing(true)}>
          {title || texts.untitled}
        </button>
      </h4>
    )
  }
  return (
    <TitleField
      label={texts.rename(title)}
      initial={title}
      onDone={(next) => {
        setEditing(false)
        if (next !== '' && next !== title) onRename(next)
      }}
    />
  )
}

type TitleFieldProps = {
  readonly label: string
  readonly initial: string
  readonly placeholder?: string
  /** What stands in the field when it is left; the first text when the person gave up. */
  readonly onDone: (text: string) => void
}

export function TitleField({ label, initial, placeholder, onDone }: TitleFieldProps) {
  const [text, setText] = useState(initial)
  return (
    <input
      className={css.field}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      maxLength={TITLE_MAX_UNITS}
      // The field takes the place of what was just pressed: the focus stays where the person is.
      ref={(field) => field?.focus()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onDone(text.trim())
        if (event.key === 'Escape') onDone(initial)
      }}
    />
  )
}
