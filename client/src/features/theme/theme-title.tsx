import { TITLE_MAX_UNITS } from '@murmure/shared/limits'
import { useRef, useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import css from './theme.module.css'

type ThemeTitleProps = {
  readonly title: string
  readonly texts: WallTexts
  /** Made a moment ago, without a name. */
  readonly isFresh: boolean
  readonly onRename: (title: string) => void
  /** Named, or left as it is. */
  readonly onEnd: () => void
}

/** A theme's title: a button that turns into a field. Enter or leaving it keeps, Escape gives up. */
export function ThemeTitle({ title, texts, isFresh, onRename, onEnd }: ThemeTitleProps) {
  const [isEditing, setEditing] = useState(isFresh)
  if (!isEditing) {
    return (
      <h4 className={css.title}>
        <button
          type="button"
          data-rename=""
          tabIndex={-1}
          title={texts.rename(title || texts.untitled)}
          onClick={() => setEditing(true)}
        >
          {title || texts.untitled}
        </button>
      </h4>
    )
  }
  return (
    <TitleField
      label={texts.rename(title || texts.untitled)}
      placeholder={texts.themeTitle}
      initial={title}
      onDone={(next) => {
        setEditing(false)
        onEnd()
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
  const isDone = useRef(false)
  const done = (outcome: string): void => {
    // Moving the focus on leaves the field as well: once is enough.
    if (isDone.current) return
    isDone.current = true
    onDone(outcome)
  }
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
      onBlur={() => done(text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        // What takes the field's place has the focus at once: the same press is not meant for it.
        event.preventDefault()
        // By key the person goes on from where the field stands; by pointer from where they pressed.
        done(event.key === 'Enter' ? text.trim() : initial)
        event.currentTarget.closest<HTMLElement>('[data-stop]')?.focus()
      }}
    />
  )
}
