import type { DocumentKind } from '@murmure/shared/access'
import { Aside } from '@murmure/shared/aside'
import { CorrectedBy, Placement, Removed } from '@murmure/shared/card'
import { Department } from '@murmure/shared/group'
import { DEPARTMENT_PREFIX } from '@murmure/shared/group-doc'
import { CardId, ColumnId, DecisionId, GroupId, ThemeId } from '@murmure/shared/ids'
import { Stage } from '@murmure/shared/stage'
import { z } from 'zod'

import type { Author } from './policy.ts'

/** What may stand at one place: signs, or one plain value that its schema accepts from this author. */
export type Slot =
  | { readonly kind: 'text' }
  | {
      readonly kind: 'plain'
      readonly accepts: (value: unknown, author: Author, key: string) => boolean
    }

/** `nested`: entries are maps with these fields. `plain`: one value per key. */
export type Shape =
  | {
      readonly kind: 'nested'
      readonly isKey: (key: string) => boolean
      readonly fields: ReadonlyMap<string, Slot>
    }
  | { readonly kind: 'plain'; readonly slot: (key: string) => Slot | undefined }

/** Signs of a plain string: a wording, a reason. An order key grows by one sign in an unlucky middle. */
const STRING_MAX_UNITS = 10_000
const NAME_MAX_UNITS = 64

type Schema = { safeParse(value: unknown): { readonly success: boolean } }

const isValid = (schema: Schema, value: unknown): boolean => schema.safeParse(value).success
const isA = (schema: Schema) => (value: unknown) => isValid(schema, value)
const plain = (schema: Schema): Slot => ({ kind: 'plain', accepts: isA(schema) })

const TEXT: Slot = { kind: 'text' }
const Words = z.string().max(STRING_MAX_UNITS)
const words = plain(Words)
const Count = z.int().nonnegative()
const ScreenName = z.string().min(1).max(NAME_MAX_UNITS)

/**
 * Who removed it is who says so. A facilitator's undo of « put back » restores a colleague's flag, hence the
 * exception; but nobody says in its author's place that a note was taken back: it would leave the ledger.
 */
const removed: Slot = {
  kind: 'plain',
  accepts(value, author, key) {
    const flag = Removed.safeParse(value)
    if (!flag.success) return false
    const { by } = flag.data
    return (
      by === author.participantId || (author.role === 'facilitator' && !key.startsWith(`${by}.`))
    )
  },
}

const aside: Slot = {
  kind: 'plain',
  accepts(value) {
    const read = Aside.safeParse(value)
    if (!read.success) return false
    return isValid(Words, typeof read.data === 'string' ? read.data : read.data.reason)
  },
}

/** In which role somebody else corrected it: one's own. */
const corrected: Slot = {
  kind: 'plain',
  accepts: (value, author) => isValid(CorrectedBy, value) && value === author.role,
}

const stage: Slot = {
  kind: 'plain',
  accepts(value, author) {
    const shown = Stage.safeParse(value)
    return shown.success && shown.data.by === author.participantId
  },
}

const nested = (key: Schema, fields: Readonly<Record<string, Slot>>): Shape => ({
  kind: 'nested',
  isKey: isA(key),
  fields: new Map(Object.entries(fields)),
})
const byKey = (key: Schema, slot: Slot): Shape => ({
  kind: 'plain',
  slot: (name) => (isValid(key, name) ? slot : undefined),
})

const count = plain(Count)
const department = plain(z.boolean())

function profileSlot(key: string): Slot | undefined {
  if (key === 'note') return words
  if (key === 'volunteers' || key === 'employees' || key === 'other') return count
  if (!key.startsWith(DEPARTMENT_PREFIX)) return undefined
  return isValid(Department, key.slice(DEPARTMENT_PREFIX.length)) ? department : undefined
}

const SHAPES: Readonly<Record<DocumentKind, ReadonlyMap<string, Shape>>> = {
  room: new Map(),
  wall: new Map(
    Object.entries({
      themes: nested(ThemeId, {
        title: TEXT,
        columnId: plain(z.union([z.null(), z.custom<string>(isA(ColumnId))])),
        parentId: plain(z.union([z.null(), z.custom<string>(isA(ThemeId))])),
        order: words,
        removed,
      }),
      placements: byKey(CardId, plain(Placement)),
      regroups: byKey(CardId, plain(GroupId)),
      merges: byKey(CardId, plain(CardId)),
      asides: byKey(CardId, aside),
      wordings: byKey(CardId, words),
      decisions: nested(DecisionId, {
        what: TEXT,
        who: words,
        when: words,
        themeId: plain(ThemeId),
        order: words,
        removed,
      }),
      stage: byKey(ScreenName, stage),
      minutes: { kind: 'plain', slot: (key) => (key === 'brief' ? TEXT : undefined) },
    } satisfies Readonly<Record<string, Shape>>),
  ),
  group: new Map(
    Object.entries({
      cards: nested(CardId, {
        text: TEXT,
        columnId: plain(ColumnId),
        at: count,
        removed,
        corrected,
      }),
      profile: { kind: 'plain', slot: profileSlot },
    } satisfies Readonly<Record<string, Shape>>),
  ),
}

/** The shape of a root; undefined where this kind of document has no such root that anyone writes. */
export function shapeOf(kind: DocumentKind, root: string): Shape | undefined {
  return SHAPES[kind].get(root)
}

/** What may stand in this field of an entry (`field`), or under this key of a plain root. */
export function slotAt(
  kind: DocumentKind,
  root: string,
  key: string,
  field: string | undefined,
): Slot | undefined {
  const shape = shapeOf(kind, root)
  if (shape?.kind === 'plain') return field === undefined ? shape.slot(key) : undefined
  return field === undefined ? undefined : shape?.fields.get(field)
}
