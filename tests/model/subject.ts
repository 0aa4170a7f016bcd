import { mergeCards, placeCards } from '@murmure/shared/actions/arrange-cards'
import { revert } from '@murmure/shared/actions/change'
import { removeCard } from '@murmure/shared/actions/edit-card'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { readBoard } from '@murmure/shared/read-board'

/** The parts of `shared` that a run goes through by name, so that a broken one can be put in their place. */
export const SUBJECT = {
  readBoard,
  placeCards,
  mergeCards,
  createTheme,
  removeCard,
  revert,
} as const
export type Subject = typeof SUBJECT
