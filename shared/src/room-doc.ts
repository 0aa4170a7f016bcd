import type * as Y from 'yjs'
import type * as z from 'zod/mini'

import { Column, Section } from './column.ts'
import { Group } from './group.ts'
import { Meta, type Room, SCHEMA } from './room.ts'
import { NEW_SESSION, Session } from './session.ts'

const ROOTS = ['meta', 'sections', 'columns', 'groups', 'session'] as const

/** What a reader sees before the first synchronisation: a room without columns or groups. */
export const EMPTY_ROOM: Room = {
  meta: { schema: SCHEMA, title: ' ', locale: 'fr' },
  sections: [],
  columns: [],
  groups: [],
  session: NEW_SESSION,
}

/** The room document, read. Total: before the first synchronisation it is `EMPTY_ROOM`. */
export function readRoom(doc: Y.Doc): Room {
  const meta = Meta.safeParse(doc.getMap('meta').toJSON())
  const session = Session.safeParse({ ...NEW_SESSION, ...doc.getMap('session').toJSON() })
  return {
    meta: meta.success ? meta.data : EMPTY_ROOM.meta,
    sections: readEntries(doc.getMap('sections'), Section),
    columns: readEntries(doc.getMap('columns'), Column),
    groups: readEntries(doc.getMap('groups'), Group),
    session: session.success ? session.data : NEW_SESSION,
  }
}

/**
 * Makes the document say what `room` says, touching only what differs: idempotent, so the server repeats it
 * at load, and a crash between the state row and the document heals there. The server alone calls this.
 */
export function writeRoom(doc: Y.Doc, room: Room): void {
  const wanted: Readonly<Record<(typeof ROOTS)[number], Readonly<Record<string, unknown>>>> = {
    meta: room.meta,
    sections: Object.fromEntries(room.sections.map((section) => [section.sectionId, section])),
    columns: Object.fromEntries(room.columns.map((column) => [column.columnId, column])),
    groups: Object.fromEntries(room.groups.map((group) => [group.groupId, group])),
    session: room.session,
  }
  for (const root of ROOTS) writeEntries(doc.getMap(root), wanted[root])
}

/** Changes some fields of the session and leaves the rest. The server alone calls this. */
export function writeSession(doc: Y.Doc, fields: Partial<Session>): void {
  const session = doc.getMap('session')
  for (const [field, value] of Object.entries(fields)) {
    if (JSON.stringify(session.get(field)) !== JSON.stringify(value)) session.set(field, value)
  }
}

function writeEntries(map: Y.Map<unknown>, wanted: Readonly<Record<string, unknown>>): void {
  for (const key of map.keys()) if (wanted[key] === undefined) map.delete(key)
  for (const [key, value] of Object.entries(wanted)) {
    if (value !== undefined && JSON.stringify(map.get(key)) !== JSON.stringify(value))
      map.set(key, value)
  }
}

function readEntries<Entry extends { readonly order: number }>(
  map: Y.Map<unknown>,
  schema: z.ZodMiniType<Entry>,
): readonly Entry[] {
  return [...map.values()]
    .flatMap((value) => {
      const parsed = schema.safeParse(value)
      return parsed.success ? [parsed.data] : []
    })
    .sort((a, b) => a.order - b.order)
}
