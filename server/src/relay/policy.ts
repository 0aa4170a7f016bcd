import { type DocumentKind, type Role, ROOTS } from '@murmure/shared/access'
import type { ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import type { Location } from './location.ts'
import { shapeOf, type Slot, slotAt } from './values.ts'

/** What a Yjs item carries. */
type Content = Y.Item['content']

export type Author = { readonly participantId: ParticipantId; readonly role: Role }

/** Why a place or a content is not this author's to write: for the log, never for the screen. */
export type Objection =
  | 'unknown root'
  | 'no right to this root'
  | "someone else's entry"
  | 'not an entry'
  | 'entries are set once'
  | 'content of the wrong kind'
  | 'a value of the wrong kind'

/** Longest new struct that anyone may send: a GC of 2⁴⁵ signs is eleven bytes on the wire. */
export const STRUCT_MAX_LENGTH = 100_000
/** UTF-16 units that one participant may have in one text: twenty times what the interface allows. */
export const TEXT_MAX_UNITS = 10_000
/** Page loads that wrote, of one participant in one document. */
export const CLIENT_IDS_MAX = 256
export const NEW_CLIENT_IDS_PER_FRAME = 16

const CARDS_MAX: Readonly<Record<Role, number>> = {
  participant: 500,
  scribe: 5_000,
  facilitator: 5_000,
  screen: 0,
}
/** Live cards that one participant may have stuck in one document. */
export const cardsMax = (role: Role): number => CARDS_MAX[role]

const UPDATE_MAX_BYTES = 64 * 1024
const FACILITATOR_UPDATE_MAX_BYTES = 1024 * 1024
/** Bytes of one Update; a SyncStep2 may have twice the document's delete set on top. */
export const updateMaxBytes = (role: Role): number =>
  role === 'facilitator' ? FACILITATOR_UPDATE_MAX_BYTES : UPDATE_MAX_BYTES

/** Is there a root of this kind of document that this role may write? */
export const mayWriteAnything = (kind: DocumentKind, role: Role): boolean =>
  Object.values(ROOTS[kind]).some(({ writers }) => writers[role] !== undefined)

/** May this author write at this place at all? The table of `docs/access.md`, and nothing else, decides. */
export function objectToPlace(
  kind: DocumentKind,
  author: Author,
  [root, key]: Location,
): Objection | undefined {
  // The name is the sender's: `constructor` must not find what every object inherits.
  const rule = Object.hasOwn(ROOTS[kind], root) ? ROOTS[kind][root] : undefined
  if (rule === undefined) return 'unknown root'
  const right = rule.writers[author.role]
  if (right === undefined) return 'no right to this root'
  if (typeof key !== 'string') return 'not an entry'
  if (right === 'own' && !key.startsWith(`${author.participantId}.`)) return "someone else's entry"
  return undefined
}

/** Is this content of the kind that stands at this place, and may it come from this author? */
export function objectToContent(
  kind: DocumentKind,
  author: Author,
  location: Location,
  content: Content,
): Objection | undefined {
  const [root, key, ...rest] = location
  if (typeof key !== 'string') return 'not an entry'
  const shape = shapeOf(kind, root)
  if (shape === undefined) return 'unknown root'
  if (shape.kind === 'nested') {
    if (!shape.isKey(key)) return 'a value of the wrong kind'
    if (rest.length === 0) return objectUnless(isType(content, Y.Map))
  }
  const [field, ...deeper] = shape.kind === 'nested' ? rest : [undefined, ...rest]
  if (field === null) return 'content of the wrong kind'
  const slot = slotAt(kind, root, key, field)
  if (slot === undefined) return 'content of the wrong kind'
  if (deeper.length === 0) return objectToSlot(slot, author, key, content)
  return objectUnless(
    slot.kind === 'text' && deeper.length === 1 && deeper[0] === null && isSigns(content),
  )
}

function objectToSlot(
  slot: Slot,
  author: Author,
  key: string,
  content: Content,
): Objection | undefined {
  if (slot.kind === 'text') return objectUnless(isType(content, Y.Text))
  // What an overwritten value leaves behind.
  if (content instanceof Y.ContentDeleted) return undefined
  if (!(content instanceof Y.ContentAny)) return 'content of the wrong kind'
  return content.arr.every((value: unknown) => slot.accepts(value, author, key))
    ? undefined
    : 'a value of the wrong kind'
}

/** What is set once and never deleted: an entry (a card, a theme), and a text with people's words. */
export function isSetOnce(kind: DocumentKind, [root, key, ...rest]: Location): boolean {
  if (typeof key !== 'string') return false
  if (shapeOf(kind, root)?.kind === 'nested' && rest.length === 0) return true
  const [field, ...deeper] = rest
  if (deeper.length > 0 || field === null) return false
  return slotAt(kind, root, key, field)?.kind === 'text'
}

const objectUnless = (isRight: boolean): Objection | undefined =>
  isRight ? undefined : 'content of the wrong kind'

/** Exactly this type: an XML text is a text to `instanceof`, and nothing of ours reads it. */
const isType = (content: Content, type: typeof Y.Map | typeof Y.Text): boolean =>
  content instanceof Y.ContentType && content.type.constructor === type

const isSigns = (content: Content): boolean =>
  content instanceof Y.ContentString || content instanceof Y.ContentDeleted
