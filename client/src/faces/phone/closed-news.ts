import type { Phase, Session } from '@murmure/shared/session'

/** What a phone speaks of while its section is closed. */
export function closedNews({ phase, published }: Pick<Session, 'phase' | 'published'>): Phase {
  // Minutes that may be read come after the writing: it is over, whatever phase was left on.
  return published && phase === 'write' ? 'conclude' : phase
}
