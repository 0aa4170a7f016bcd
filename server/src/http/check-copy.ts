import { type DocumentKind, ROOTS } from '@murmure/shared/access'
import type { GroupId } from '@murmure/shared/ids'
import { COLUMNS_MAX, GROUPS_MAX } from '@murmure/shared/limits'
import {
  BoardCopy,
  type CopiedDocument,
  COPY_VERSION,
  CopyHead,
} from '@murmure/shared/protocol/copy'
import { fail, ok, type Result } from '@murmure/shared/result'
import { type Room, SCHEMA } from '@murmure/shared/room'
import * as Y from 'yjs'

import type { DeclarationRow, FirstContent } from '../storage/contract.ts'

/**
 * - `copy-unreadable`: no JSON, or not of the form of a copy.
 * - `copy-version`: a copy, of a version that this server does not know.
 * - `copy-damaged`: the form of a copy, and content that no wall could have.
 */
export type CopyProblem = 'copy-unreadable' | 'copy-version' | 'copy-damaged'

/** As many as the relay lists. */
const LATE_MAX = 5_000

type Content = Omit<FirstContent, 'documentId'>

/** A copy that may be restored: plain data, fit for a port between threads. */
export type CheckedCopy = {
  readonly room: Room
  readonly wall: Content
  readonly groups: ReadonlyMap<GroupId, Content>
  readonly declarations: readonly Omit<DeclarationRow, 'boardId'>[]
}

/** Reads a file that anybody may have written. Total: whatever the bytes are, it answers. */
export function checkCopy(bytes: Uint8Array): Result<CheckedCopy, CopyProblem> {
  const json = parseJson(bytes)
  const head = CopyHead.safeParse(json)
  if (!head.success) return fail('copy-unreadable')
  if (head.data.version !== COPY_VERSION) return fail('copy-version')
  const copy = BoardCopy.safeParse(json)
  if (!copy.success) return fail('copy-unreadable')
  if (copy.data.room.meta.schema !== SCHEMA) return fail('copy-version')
  return isCoherent(copy.data) ? readContents(copy.data) : fail('copy-damaged')
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Its author is not ours to help further than « this is no copy ».
    return undefined
  }
}

/** What a schema cannot say: ids that are one of a kind, and lead somewhere. */
function isCoherent({ room, groups, declarations }: BoardCopy): boolean {
  const sectionIds = room.sections.map(({ sectionId }) => sectionId)
  const columnIds = room.columns.map(({ columnId }) => columnId)
  const groupIds = room.groups.map(({ groupId }) => groupId)
  return (
    [sectionIds, columnIds, groupIds].every(areIds) &&
    columnIds.length <= COLUMNS_MAX &&
    groupIds.length <= GROUPS_MAX &&
    room.columns.every(({ section }) => sectionIds.includes(section)) &&
    room.session.open.every((sectionId) => sectionIds.includes(sectionId)) &&
    Object.keys(groups).length === groupIds.length &&
    groupIds.every((groupId) => Object.hasOwn(groups, groupId)) &&
    (room.session.late ?? []).length <= LATE_MAX &&
    declarations.every(({ groupId }) => groupIds.includes(groupId)) &&
    areUnique(declarations.map(({ declarationId }) => declarationId))
  )
}

/** Records are keyed by these ids: `constructor` would find what every object has. */
const areIds = (ids: readonly string[]): boolean => areUnique(ids) && !ids.some((id) => id in {})

const areUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length

function readContents(copy: BoardCopy): Result<CheckedCopy, CopyProblem> {
  const wall = readContent('wall', copy.wall)
  const groups = new Map<GroupId, Content>()
  for (const [groupId, document] of Object.entries(copy.groups)) {
    const content = readContent('group', document)
    if (content) groups.set(groupId, content)
  }
  if (!wall || groups.size < copy.room.groups.length) return fail('copy-damaged')
  const declarations = copy.declarations.map(({ department, ...row }) => ({
    ...row,
    ...(department !== undefined && { department }),
  }))
  return ok({ room: copy.room, wall, groups, declarations })
}

/** The state as this server would write it; undefined if it is none, has holes, or holds what no wall holds. */
function readContent(kind: DocumentKind, { state, leases }: CopiedDocument): Content | undefined {
  if (!areUnique(leases.map(({ clientId }) => clientId))) return undefined
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, Buffer.from(state, 'base64'))
    const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null
    if (!isWhole || !hasKnownContent(doc, kind)) return undefined
    const bytes = Y.encodeStateAsUpdate(doc)
    return loadsAgain(bytes) ? { bytes, leases } : undefined
  } catch {
    // Yjs throws on bytes that are no update. They are somebody's words: nothing of them goes to a log.
    return undefined
  } finally {
    doc.destroy()
  }
}

/** What the relay will do with it at every load, done once before anything is stored. */
function loadsAgain(bytes: Uint8Array): boolean {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null
  doc.destroy()
  return isWhole
}

/** Roots of the access table only, each a map, with the kinds of values that the table gives it. */
function hasKnownContent(doc: Y.Doc, kind: DocumentKind): boolean {
  return [...doc.share.keys()].every((root) => {
    const rule = Object.hasOwn(ROOTS[kind], root) ? ROOTS[kind][root] : undefined
    if (!rule) return false
    const map = doc.getMap(root)
    const isValue = rule.entries === 'nested' ? isEntry : isField
    return isPlainMap(map) && [...map.values()].every(isValue)
  })
}

/** A map that holds nothing in sequence beside its keys, which no client of ours would show. */
const isPlainMap = (map: Y.Map<unknown>): boolean => map._start === null

const isEntry = (value: unknown): boolean =>
  value instanceof Y.Map &&
  value.constructor === Y.Map &&
  isPlainMap(value) &&
  [...value.values()].every(isField)

function isField(value: unknown): boolean {
  if (value instanceof Y.Text && value.constructor === Y.Text) return isBareText(value)
  const isShared = value instanceof Y.AbstractType || value instanceof Y.Doc
  return !isShared && !(value instanceof Uint8Array)
}

/** Words alone: no formats, no pictures. */
const isBareText = (text: Y.Text): boolean =>
  text._map.size === 0 &&
  (text.toDelta() as readonly { readonly insert: unknown; readonly attributes?: object }[]).every(
    ({ insert, attributes }) => typeof insert === 'string' && attributes === undefined,
  )
