import type { DocumentKind } from '@murmure/shared/access'
import { Placement, Removed } from '@murmure/shared/card'
import { Stage } from '@murmure/shared/stage'
import type { Author } from '@murmure/server/relay/policy'
import * as Y from 'yjs'

import type { Struck } from './struck.ts'

/** What the oracle looks at: the document, whose clientIDs are whose, and who strikes. */
export type Seen = Pick<Struck, 'kind' | 'author'> & {
  readonly room: Pick<Struck['room'], 'doc' | 'leases'>
}

/**
 * What must not change, read from the document itself and by rules written down a second time: nothing here
 * is taken from the gate or from its tables.
 */
export type View = {
  /** What this author has no right to, as text. */
  readonly fixed: string
  /** Entries and their texts, each with the struct that it is: may be added to, never replaced. */
  readonly entries: ReadonlyMap<string, string>
  /** Who signed what: may change to the author's own name only. */
  readonly signed: ReadonlyMap<string, string>
}

const ROOT_NAMES: Readonly<Record<DocumentKind, readonly string[]>> = {
  room: ['meta', 'sections', 'columns', 'groups', 'session'],
  wall: [
    'themes',
    'placements',
    'regroups',
    'merges',
    'asides',
    'wordings',
    'decisions',
    'stage',
    'minutes',
  ],
  group: ['cards', 'profile'],
}
const NESTED: Readonly<Record<DocumentKind, readonly string[]>> = {
  room: [],
  wall: ['themes', 'decisions'],
  group: ['cards'],
}
const TEXTS = ['text', 'title', 'what', 'brief']

export function viewOf({ room, kind, author }: Seen): View {
  const { doc } = room
  const entries = new Map<string, string>()
  const signed = new Map<string, string>()
  for (const root of NESTED[kind]) {
    for (const [key, item] of mapOf(doc, root)._map) {
      entries.set(`${root}/${key}`, nameOf(item))
      const fields =
        item.content instanceof Y.ContentType ? item.content.type._map : new Map<string, Y.Item>()
      for (const [field, value] of fields)
        noteField(`${root}/${key}/${field}`, value, entries, signed)
    }
  }
  for (const root of ['minutes', 'stage'].filter((name) => ROOT_NAMES[kind].includes(name))) {
    for (const [key, item] of mapOf(doc, root)._map)
      noteField(`${root}/${key}`, item, entries, signed)
  }
  return {
    fixed: JSON.stringify([foreignClocks(room, author), fixedPart(doc, kind, author)]),
    entries,
    signed,
  }
}

function noteField(
  path: string,
  item: Y.Item,
  entries: Map<string, string>,
  signed: Map<string, string>,
): void {
  const field = path.slice(path.lastIndexOf('/') + 1)
  if (TEXTS.includes(field)) entries.set(path, nameOf(item))
  if (!['removed', 'corrected'].includes(field) && !path.startsWith('stage/')) return
  signed.set(path, item.deleted ? '' : JSON.stringify(item.content.getContent().at(-1)))
}

const mapOf = (doc: Y.Doc, root: string): Y.Map<unknown> => doc.getMap(root)
const nameOf = ({ id, deleted }: Y.Item): string =>
  `${id.client}:${id.clock}${deleted ? ' gone' : ''}`

/** How far each clientID of somebody else is: an attacker's struct there would make the owner's next one vanish. */
function foreignClocks({ doc, leases }: Seen['room'], { participantId }: Author): unknown {
  const foreign = [...leases].filter(([, owner]) => owner !== participantId)
  return [doc.clientID, ...foreign.map(([client]) => client)].map((client) => [
    client,
    Y.getState(doc.store, client),
  ])
}

function fixedPart(doc: Y.Doc, kind: DocumentKind, { participantId, role }: Author): unknown {
  const all = () => ROOT_NAMES[kind].map((root) => mapOf(doc, root).toJSON())
  if (kind === 'room' || role === 'screen') return all()
  if (kind === 'wall') return role === 'facilitator' ? undefined : all()
  if (role !== 'participant') return undefined
  const cards = Object.entries(mapOf(doc, 'cards').toJSON())
  return [
    cards.filter(([cardId]) => !cardId.startsWith(`${participantId}.`)),
    mapOf(doc, 'profile').toJSON(),
  ]
}

/** Undefined: nothing happened that this author may not do. Else what. */
export function objectionTo(
  before: View,
  after: View,
  { participantId, role }: Author,
): string | undefined {
  if (before.fixed !== after.fixed)
    return `something foreign changed: ${before.fixed} → ${after.fixed}`
  for (const [path, name] of before.entries) {
    if (after.entries.get(path) !== name) return `${path} was replaced or deleted`
  }
  for (const [path, value] of after.signed) {
    const last = before.signed.get(path)
    if (value === last || value === '') continue
    if (path.endsWith('/corrected')) {
      if (JSON.parse(value) === role) continue
      return `${path} names another role: ${value}`
    }
    const by: unknown = (JSON.parse(value) as { readonly by?: unknown } | null)?.by
    if (by === participantId) continue
    // « Put back », undone: a facilitator restores a colleague's flag, never the note's author's.
    const isOwners = path.startsWith(`cards/${String(by)}.`)
    if (role === 'facilitator' && !path.startsWith('stage/') && !isOwners) continue
    return `${path} is signed for somebody else: ${value}`
  }
  return undefined
}

const PENDING_NONE = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs === null && doc.store.pendingDs === null

/** Everything that stands in the document is what the schema says, and Yjs' own accounts are right. */
export function defectIn({ room, kind }: Pick<Seen, 'room' | 'kind'>): string | undefined {
  const { doc } = room
  if (!PENDING_NONE(doc)) return 'something is pending'
  const foreign = [...doc.share.keys()].find((root) => !ROOT_NAMES[kind].includes(root))
  if (foreign !== undefined) return `there is a root ${JSON.stringify(foreign)}`
  for (const root of kind === 'room' ? [] : ROOT_NAMES[kind]) {
    if (doc.share.get(root)?._start) return `${root} is a list`
    for (const [key, value] of mapOf(doc, root)) {
      const defect = NESTED[kind].includes(root)
        ? entryDefect(root, key, value)
        : plainDefect(root, key, value)
      if (defect !== undefined) return `${root}/${key}: ${defect}`
    }
  }
  return undefined
}

const isId = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
const isLongId = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{16}$/.test(value)
const isCardId = (value: unknown): boolean =>
  typeof value === 'string' && /^[\w-]{16}\.[\w-]{16}$/.test(value)
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const isWords = (value: unknown): boolean => typeof value === 'string' && value.length <= 10_000
const isRemoved = (value: unknown): boolean => Removed.safeParse(value).success

const FIELDS: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  cards: {
    text: isText,
    columnId: isId,
    at: isCount,
    removed: isRemoved,
    corrected: (value) => value === 'scribe' || value === 'facilitator',
  },
  themes: {
    title: isText,
    columnId: (value) => value === null || isId(value),
    parentId: (value) => value === null || isLongId(value),
    order: isWords,
    removed: isRemoved,
  },
  decisions: {
    what: isText,
    who: isWords,
    when: isWords,
    themeId: isLongId,
    order: isWords,
    removed: isRemoved,
  },
}

function entryDefect(root: string, key: string, entry: unknown): string | undefined {
  if (!(root === 'cards' ? isCardId(key) : isLongId(key))) return 'no such key'
  if (!(entry instanceof Y.Map) || entry.constructor !== Y.Map || entry._start) return 'no map'
  for (const [field, value] of entry as Y.Map<unknown>) {
    const rule = Object.hasOwn(FIELDS[root] ?? {}, field) ? FIELDS[root]?.[field] : undefined
    if (!rule?.(value)) return `${field} is wrong`
  }
  return undefined
}

function plainDefect(root: string, key: string, value: unknown): string | undefined {
  const isRight = (): boolean => {
    switch (root) {
      case 'placements':
        return isCardId(key) && Placement.safeParse(value).success
      case 'regroups':
        return isCardId(key) && isId(value)
      case 'merges':
        return isCardId(key) && isCardId(value)
      case 'asides':
        return isCardId(key) && (isWords(value) || isUnquoted(value))
      case 'wordings':
        return isCardId(key) && isWords(value)
      case 'stage':
        return key.length > 0 && key.length <= 64 && Stage.safeParse(value).success
      case 'minutes':
        return key === 'brief' && isText(value)
      case 'profile':
        if (key === 'note') return isWords(value)
        return key.startsWith('dept:') ? typeof value === 'boolean' : isCount(value)
      default:
        return false
    }
  }
  return isRight() ? undefined : `${JSON.stringify(value)} is wrong`
}

/** `{ reason, unquoted: true }`, those and no others. */
function isUnquoted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { reason, unquoted, ...more } = value as Readonly<Record<string, unknown>>
  return isWords(reason) && unquoted === true && Object.keys(more).length === 0
}

/** Signs and nothing else, and as many as Yjs says. */
function isText(value: unknown): boolean {
  if (!(value instanceof Y.Text) || value.constructor !== Y.Text) return false
  let length = 0
  for (let item = value._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (!(item.content instanceof Y.ContentString)) return false
    length += item.length
  }
  return value.length === length && value.toString().length === length && value._map.size === 0
}

/** Undefined: the live state, what its own bytes say and what the log says are one. */
export function differenceFromShadow({ room, kind, shadow }: Struck): string | undefined {
  const again = new Y.Doc()
  Y.applyUpdate(again, Y.encodeStateAsUpdate(room.doc))
  const live = plainOf(room.doc, kind)
  for (const [name, doc] of [
    ['the log', shadow],
    ['its own bytes', again],
  ] as const) {
    if (!PENDING_NONE(doc)) return `${name}: pending`
    if (!Y.equalSnapshots(Y.snapshot(room.doc), Y.snapshot(doc))) return `${name}: another history`
    if (plainOf(doc, kind) !== live) return `${name}: ${plainOf(doc, kind)} is not ${live}`
  }
  return undefined
}

/** Everything that a document says, with its keys in order. */
export function plainOf(doc: Y.Doc, kind: DocumentKind): string {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value
  return JSON.stringify(ROOT_NAMES[kind].map((root) => sorted(mapOf(doc, root).toJSON())))
}
