import { type DocumentKind, type Role, ROOTS } from '@murmure/shared/access'
import type { ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import type { Location } from './location.ts'

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

/** Longest new struct that anyone may send: a GC of 2⁴⁵ signs is eleven bytes on the wire. */
export const STRUCT_MAX_LENGTH = 100_000

/** May this author write at this place at all? The table of `docs/access.md`, and nothing else, decides. */
export function objectToPlace(
  kind: DocumentKind,
  author: Author,
  [root, key]: Location,
): Objection | undefined {
  const rule = ROOTS[kind][root]
  if (rule === undefined) return 'unknown root'
  const right = rule.writers[author.role]
  if (right === undefined) return 'no right to this root'
  if (typeof key !== 'string') return 'not an entry'
  if (right === 'own' && !key.startsWith(`${author.participantId}.`)) return "someone else's entry"
  return undefined
}

/** Is this content of the kind that stands at this place? */
export function objectToContent(
  kind: DocumentKind,
  location: Location,
  content: Content,
): Objection | undefined {
  const isNested = isNestedRoot(kind, location)
  const isAllowed = isNested
    ? isNestedContent(location, content)
    : isPlainContent(location, content)
  return isAllowed ? undefined : 'content of the wrong kind'
}

/** The entry itself (a card, a theme): set once, never deleted. */
export function isEntry(kind: DocumentKind, location: Location): boolean {
  return isNestedRoot(kind, location) && location.length === 2
}

const isNestedRoot = (kind: DocumentKind, [root]: Location): boolean =>
  ROOTS[kind][root]?.entries === 'nested'

/** One key, one value. What an overwritten value leaves behind may come as `ContentDeleted`. */
const isPlainContent = (location: Location, content: Content): boolean =>
  location.length === 2 && (content instanceof Y.ContentAny || content instanceof Y.ContentDeleted)

/** An entry is a Y.Map; its fields are plain values or texts; in a text stand only signs. */
function isNestedContent(location: Location, content: Content): boolean {
  switch (location.length) {
    case 2:
      return content instanceof Y.ContentType && content.type instanceof Y.Map
    case 3:
      return (
        typeof location[2] === 'string' &&
        (content instanceof Y.ContentAny ||
          content instanceof Y.ContentDeleted ||
          (content instanceof Y.ContentType && content.type instanceof Y.Text))
      )
    default:
      return (
        location[3] === null &&
        (content instanceof Y.ContentString || content instanceof Y.ContentDeleted)
      )
  }
}
