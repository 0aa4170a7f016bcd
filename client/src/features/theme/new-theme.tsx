import { useState } from 'react'

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
  if (!isOpen) {
    return (
      <button
        type="button"
        className={css.add}
        aria-label={texts.newThemeIn(column)}
        onClick={() => setOpen(true)}
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
