import { useRef, useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import { TitleField } from './theme-title.tsx'
import css from './theme.module.css'

type NewThemeProps = {
  readonly column: string
  readonly texts: WallTexts
  readonly onCreate: (title: string) => void
}

/** « + Thème »: a field in place of the button; leaving it empty makes nothing. */
export function NewTheme({ column, texts, onCreate }: NewThemeProps) {
  const [isOpen, setOpen] = useState(false)
  const wasOpen = useRef(false)
  if (!isOpen) {
    return (
      <button
        type="button"
        className={css.add}
        data-stop="add"
        tabIndex={-1}
        aria-label={texts.newThemeIn(column)}
        // Back in place of its field: whoever typed there goes on from here, unless they went elsewhere.
        ref={(button) => {
          // On its way out for the field.
          if (!button) return
          if (wasOpen.current && document.activeElement === document.body) button.focus()
          wasOpen.current = false
        }}
        onClick={() => {
          wasOpen.current = true
          setOpen(true)
        }}
      >
        <Icon name="plus" />
        {texts.newTheme}
      </button>
    )
  }
  return (
    <TitleField
      label={texts.newThemeIn(column)}
      placeholder={texts.themeTitle}
      initial=""
      onDone={(title) => {
        setOpen(false)
        if (title !== '') onCreate(title)
      }}
    />
  )
}
