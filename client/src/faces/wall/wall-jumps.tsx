import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { PANEL_ID } from './use-side-panel.ts'
import { anchorOf } from './wall-column.tsx'
import css from './wall-jumps.module.css'

/** On a narrow page the columns stand below each other: the way to each, and to the remote. */
export function WallJumps({ texts }: { readonly texts: WallTexts }) {
  const columns = useBoard((board) => board.columns)
  return (
    <nav className={css.jumps} aria-label={texts.jumps}>
      {columns.map(({ columnId, title }) => (
        <a key={columnId} href={`#${anchorOf(columnId)}`}>
          {title}
        </a>
      ))}
      <a href={`#${PANEL_ID}`}>{texts.onScreen}</a>
    </nav>
  )
}
