import type { Change } from '@murmure/shared/actions/change'
import { type Made, readMade, reoffer, type Unsaved } from '@murmure/shared/actions/reoffer'
import { cardsRoot } from '@murmure/shared/group-doc'
import { authorOf, type ParticipantId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

/** The acts of this page on one document that are not known to be durable, as plain values. */
export type UnsavedActs = {
  readonly add: (changes: readonly Change[]) => void
  /** Everything is durable. */
  readonly clear: () => void
  /** What of them the document's successor may lack. */
  readonly collect: (doc: Y.Doc) => Unsaved
}

/** What a stack of changes becomes when nobody confirms it: beyond it, the oldest go. */
const ACTS_MAX = 5000

export function createUnsavedActs(): UnsavedActs {
  let changes: readonly Change[] = []
  return {
    add: (more) => {
      changes = [...changes, ...more].slice(-ACTS_MAX)
    },
    clear: () => {
      changes = []
    },
    collect: (doc) => ({ made: changes.flatMap((change) => madeBy(doc, change)), changes }),
  }
}

/** The inverse of making something is its flag: that is how the act of making it is known. */
function madeBy(doc: Y.Doc, { path, before, mine }: Change): readonly Made[] {
  const [root, key, field] = path
  if (field !== 'removed' || before === undefined || mine !== undefined) return []
  const made = readMade(doc, root, key)
  return made ? [made] : []
}

/** Every note of this person in the document, but those that they took away. */
export function ownCards(doc: Y.Doc, author: ParticipantId): readonly Made[] {
  return [...cardsRoot(doc).keys()].flatMap((cardId) => {
    const made = authorOf(cardId) === author ? readMade(doc, 'cards', cardId) : undefined
    return made && made.fields.removed === undefined ? [made] : []
  })
}

/** Values that people typed; the others are ids and ranks. */
const TYPED = new Set(['wordings', 'asides', 'text', 'title', 'what', 'who', 'when', 'note'])

/** The words in it, as they were last written. */
export function wordsOf({ made, changes }: Unsaved): readonly string[] {
  const words = new Map<string, string>()
  const say = (root: string, key: string, field: string | undefined, value: unknown): void => {
    const typed = typeof value === 'object' && value && 'reason' in value ? value.reason : value
    if (TYPED.has(field ?? root) && typeof typed === 'string' && typed.trim() !== '')
      words.set(`${root} ${key} ${field ?? ''}`, typed)
  }
  for (const { root, key, fields } of made)
    for (const [field, value] of Object.entries(fields)) say(root, key, field, value)
  for (const { path, mine } of changes) say(path[0], path[1], path[2], mine)
  return [...words.values()]
}

/** What came of offering it again. `lost`: somebody else had written there since; their words stay. */
export type Healed = {
  readonly taken: number
  readonly lost: number
  readonly lostWords: readonly string[]
}

/** Offers it to the fresh document, once that is synced; what it took is unsaved again. */
export function reofferTo(doc: Y.Doc, unsaved: Unsaved, acts: UnsavedActs): Healed {
  const { taken, overwritten } = reoffer(doc, unsaved)
  const flags = taken.made.map(({ root, key }): Change => ({
    path: [root, key, 'removed'],
    before: true,
    mine: undefined,
  }))
  acts.add([...flags, ...taken.changes])
  return {
    taken: taken.made.length + taken.changes.length,
    lost: overwritten.length,
    lostWords: wordsOf({ made: [], changes: overwritten }),
  }
}
