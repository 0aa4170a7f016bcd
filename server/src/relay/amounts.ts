import type { ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import { type Deletions, unitsLeft } from './deletions.ts'
import type { Location } from './location.ts'
import { type Author, cardsMax, TEXT_MAX_UNITS } from './policy.ts'

export type PlacedItem = { readonly item: Y.Item; readonly location: Location }

export type Excess = 'too much text' | 'too many cards'

export type AmountContext = {
  readonly doc: Y.Doc
  readonly author: Author
  readonly ownerOf: (clientId: number) => ParticipantId | undefined
}

/**
 * Guards against abuse, per sender and on what this update brings: an update that adds nothing to a text or a
 * group costs nothing and is never refused for what stands there already. Never on the sum of all writers:
 * an owner and a scribe, each within a limit, would merge beyond it.
 */
export function objectToAmounts(
  placed: readonly PlacedItem[],
  deletions: Deletions,
  freed: readonly Location[],
  context: AmountContext,
): Excess | undefined {
  return objectToTexts(placed, deletions, context) ?? objectToCards(placed, freed, context)
}

/** New signs by text; what the same update deletes again is not counted. */
function objectToTexts(
  placed: readonly PlacedItem[],
  deletions: Deletions,
  context: AmountContext,
): Excess | undefined {
  const added = new Map<string, { units: number; readonly location: Location }>()
  for (const { item, location } of placed) {
    if (!(item.content instanceof Y.ContentString)) continue
    const name = JSON.stringify(location)
    const text = added.get(name) ?? { units: 0, location }
    text.units += unitsLeft(item, deletions)
    added.set(name, text)
  }
  for (const { units, location } of added.values()) {
    if (units > 0 && units + standingUnits(location, deletions, context) > TEXT_MAX_UNITS) {
      return 'too much text'
    }
  }
  return undefined
}

/** Signs of this author that stand in the text now and that the update leaves there. */
function standingUnits(location: Location, deletions: Deletions, context: AmountContext): number {
  const text = typeAt(context.doc, location.slice(0, -1))
  let units = 0
  for (let item = text?._start ?? null; item !== null; item = item.right) {
    if (item.deleted || context.ownerOf(item.id.client) !== context.author.participantId) continue
    units += unitsLeft(item, deletions)
  }
  return units
}

function objectToCards(
  placed: readonly PlacedItem[],
  freed: readonly Location[],
  context: AmountContext,
): Excess | undefined {
  const stuck = placed.filter(({ location }) => location[0] === 'cards' && location.length === 2)
  const putBack = freed.filter(
    ([root, , field, ...deeper]) => root === 'cards' && field === 'removed' && deeper.length === 0,
  )
  if (stuck.length + putBack.length === 0) return undefined
  const live = liveCards(context) + stuck.length + putBack.length
  return live > cardsMax(context.author.role) ? 'too many cards' : undefined
}

/** Cards that this author stuck, whoever's prefix they bear, and nobody removed. */
function liveCards({ doc, author, ownerOf }: AmountContext): number {
  let count = 0
  for (const item of doc.share.get('cards')?._map.values() ?? []) {
    if (item.deleted || ownerOf(item.id.client) !== author.participantId) continue
    const removed = item.content instanceof Y.ContentType && item.content.type._map.get('removed')
    if (!removed || removed.deleted) count += 1
  }
  return count
}

/** The type at a path of keys, if the document holds one. */
function typeAt(
  doc: Y.Doc,
  [root, ...keys]: readonly (string | null)[],
): Y.AbstractType<unknown> | undefined {
  let type = doc.share.get(root ?? '') as Y.AbstractType<unknown> | undefined
  for (const key of keys) {
    const item = key === null ? undefined : type?._map.get(key)
    if (!item || !(item.content instanceof Y.ContentType)) return undefined
    type = item.content.type as Y.AbstractType<unknown>
  }
  return type
}

/** Has this place of the document ever been set, even if it was deleted since? */
export function isTaken(doc: Y.Doc, location: Location): boolean {
  const key = location.at(-1)
  return typeof key === 'string' && typeAt(doc, location.slice(0, -1))?._map.has(key) === true
}
