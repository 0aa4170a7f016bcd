import type { CardId } from '@murmure/shared/ids'
import { useSyncExternalStore } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import type { NoteSelection } from './note-selection.ts'
import css from './selection-bar.module.css'

type SelectionBarProps = {
  readonly selection: NoteSelection
  readonly texts: WallTexts
  readonly onFile: (cardIds: readonly CardId[]) => void
  readonly onNewTheme: (cardIds: readonly CardId[]) => void
  readonly onRetire: (cardIds: readonly CardId[]) => void
}

/** What can be done with the selected notes: there while some are. */
export function SelectionBar(props: SelectionBarProps) {
  const { selection, texts, onFile, onNewTheme, onRetire } = props
  const selected = useSyncExternalStore(selection.subscribe, selection.all)
  if (selected.size === 0) return null
  const cardIds = [...selected]
  return (
    <section className={css.bar} aria-label={texts.selected(cardIds.length)}>
      <p>{texts.selected(cardIds.length)}</p>
      <Button aria-haspopup="dialog" onClick={() => onFile(cardIds)}>
        {texts.fileUnder}
      </Button>
      <Button icon="plus" aria-haspopup="dialog" onClick={() => onNewTheme(cardIds)}>
        {texts.newTheme}
      </Button>
      <Button
        icon="eyeOff"
        title={texts.retireTip}
        onClick={() => {
          selection.clear()
          onRetire(cardIds)
        }}
      >
        {texts.retire}
      </Button>
      <IconButton icon="close" label={texts.unselect} onClick={() => selection.clear()} />
    </section>
  )
}
