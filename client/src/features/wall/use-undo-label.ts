import type { Change } from '@murmure/shared/actions/change'
import type { Board } from '@murmure/shared/board'

import { useUndoStep } from '../../documents/use-actions.ts'
import type { ActionName } from '../../documents/writer-actions.ts'
import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'

/** One thing, however much it changed. */
const ALONE = new Set<ActionName>(['create-theme', 'remove-theme', 'count'])
const QUOTED_MAX = 30

/** « Annuler : note rangée « Un banc… » »: what it would take back, by name; undefined = nothing. */
export function useUndoLabel(texts: WallTexts): string | undefined {
  const step = useUndoStep()
  const named = useBoard((board) => step && nameOf(step.changes, board))
  if (!step) return undefined
  const others = ALONE.has(step.name) ? 0 : countOf(step)
  return texts.undo(texts.acts[step.name], quoted(named ?? ''), Math.max(0, others - 1))
}

/** The theme or the note that the act is about: what it changed first. */
function nameOf(changes: readonly Change[], { cards, themes }: Board): string {
  const [root, id] = changes[0]?.path ?? []
  if (root === 'themes') return themes.find(({ themeId }) => themeId === id)?.title ?? ''
  const card = cards.find(({ cardId }) => cardId === id)
  return card?.wording ?? card?.text ?? ''
}

const countOf = ({ changes }: { readonly changes: readonly Change[] }): number =>
  new Set(changes.map(({ path }) => path[1])).size

/** The beginning of a note, on one line: enough to know it by. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= QUOTED_MAX) return line
  const cut = line.slice(0, QUOTED_MAX)
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), QUOTED_MAX / 2))
  return `${words.replace(/[\s,;:.!?…-]+$/, '')}…`
}
