import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './phase.module.css'

type WritingSwitchProps = {
  readonly section: string
  readonly isOpen: boolean
  readonly texts: WallTexts
  readonly onToggle: () => void
}

/** Opens or closes writing in one section. Says how it is, and what pressing it does. */
export function WritingSwitch({ section, isOpen, texts, onToggle }: WritingSwitchProps) {
  return (
    <button
      type="button"
      className={`${css.writing} ${isOpen ? css.open : ''}`}
      aria-label={isOpen ? texts.closeSection(section) : texts.openSection(section)}
      onClick={onToggle}
    >
      <Icon name={isOpen ? 'unlock' : 'lock'} />
      {isOpen ? texts.closeWriting : texts.openWriting}
    </button>
  )
}
