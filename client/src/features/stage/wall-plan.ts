import type { Board, BoardCard } from '@murmure/shared/board'

/**
 * How the whole wall is to be shown. « Dévoiler » means that notes are read: then their words may take some
 * pages (`texts`), later they have to fit on one (`texts-on-one`). `bricks`: they never fit, not even tried.
 */
export type WallPlan = 'texts' | 'texts-on-one' | 'bricks'

/** Beyond, words are not even tried. */
const TEXTS_MAX = { texts: 80, 'texts-on-one': 24 } as const
/** On more pages nobody follows them. */
export const TEXT_PAGES = { texts: 6, 'texts-on-one': 1 } as const

/** What screens make of « Mur entier » now; a hall too deep for the words gets bricks all the same. */
export function wallPlan({ session, cards }: Pick<Board, 'session' | 'cards'>): WallPlan {
  const plan = session.phase === 'reveal' ? 'texts' : 'texts-on-one'
  return keptIn(cards).length <= TEXTS_MAX[plan] ? plan : 'bricks'
}

/** The notes that stand on the wall. */
export const keptIn = (cards: Board['cards']): readonly BoardCard[] =>
  cards.filter(({ outcome }) => outcome.kind === 'kept')
