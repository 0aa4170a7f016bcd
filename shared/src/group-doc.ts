import * as Y from 'yjs'

import { type Card, CorrectedBy, Removed } from './card.ts'
import { Department, type Profile } from './group.ts'
import { CardId, type GroupId } from './ids.ts'

/** A card's own map: `text` is a Y.Text, the rest are plain values. */
export type CardMap = Y.Map<unknown>

export const cardsRoot = (doc: Y.Doc): Y.Map<CardMap> => doc.getMap('cards')
export const profileRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('profile')

export const DEPARTMENT_PREFIX = 'dept:'

/** Nobody ever wrote a note here, not even one that was removed, and nobody corrected its headcount. */
export const isUntouched = (doc: Y.Doc): boolean =>
  cardsRoot(doc).size === 0 && profileRoot(doc).size === 0

/** Every card of the document, removed ones too, in no particular order. What is malformed is left out. */
export function readCards(doc: Y.Doc, groupId: GroupId): readonly Card[] {
  const cards: Card[] = []
  for (const cardId of cardsRoot(doc).keys()) {
    const card = readCard(doc, groupId, cardId)
    if (card) cards.push(card)
  }
  return cards
}

/** A card without its words: for who only counts, where a text of a long day takes longest to read. */
export type Place = Pick<Card, 'cardId' | 'columnId' | 'removed'>

/** As `readCards`, without their words. */
export function readPlaces(doc: Y.Doc): readonly Place[] {
  const places: Place[] = []
  for (const [cardId, map] of cardsRoot(doc).entries())
    if (isCard(cardId, map)) places.push(placeOf(cardId, map))
  return places
}

/** The card under that id, or undefined if there is none or it is not one. */
export function readCard(doc: Y.Doc, groupId: GroupId, cardId: CardId): Card | undefined {
  const map: unknown = cardsRoot(doc).get(cardId)
  if (!isCard(cardId, map)) return undefined
  const text: unknown = map.get('text')
  const at: unknown = map.get('at')
  const corrected = CorrectedBy.safeParse(map.get('corrected')).data
  return {
    ...placeOf(cardId, map),
    groupId,
    text: text instanceof Y.Text ? text.toString() : '',
    at: typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? at : 0,
    ...(corrected && { corrected }),
  }
}

const isCard = (cardId: string, map: unknown): map is CardMap =>
  map instanceof Y.Map && CardId.safeParse(cardId).success

function placeOf(cardId: CardId, map: CardMap): Place {
  const columnId: unknown = map.get('columnId')
  const flag: unknown = map.get('removed')
  const removed = flag === undefined ? undefined : Removed.safeParse(flag).data
  return {
    cardId,
    columnId: typeof columnId === 'string' ? columnId : '',
    ...(removed && { removed }),
  }
}

/** The corrections to the group's headcount; fields of the wrong type count as absent. */
export function readProfile(doc: Y.Doc): Profile {
  const root = profileRoot(doc)
  const departments: Record<string, boolean> = {}
  for (const [key, value] of root.entries()) {
    const code = key.startsWith(DEPARTMENT_PREFIX) ? key.slice(DEPARTMENT_PREFIX.length) : ''
    if (Department.safeParse(code).success && typeof value === 'boolean') departments[code] = value
  }
  const note: unknown = root.get('note')
  return {
    ...countField(root, 'volunteers'),
    ...countField(root, 'employees'),
    ...countField(root, 'other'),
    departments,
    ...(typeof note === 'string' && { note }),
  }
}

function countField(
  root: Y.Map<unknown>,
  field: 'volunteers' | 'employees' | 'other',
): Partial<Profile> {
  const value: unknown = root.get(field)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? { [field]: value }
    : {}
}
