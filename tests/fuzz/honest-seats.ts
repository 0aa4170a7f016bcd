import type { Access } from '@murmure/shared/access'
import { stickCard } from '@murmure/shared/actions/stick-card'
import type { DocumentRow } from '@murmure/server/storage/contract'
import { isWaiting } from '@murmure/client/documents/saved'
import * as Y from 'yjs'

import { DOCUMENTS, person, type Who } from '../support/hall.ts'
import type { Dice } from './attacker.ts'
import { createTab, disconnect, reload, sendWrite, type Tab } from './tab.ts'

/** A page's own words of a day are shorter; what everybody wrote may be longer. */
const LARGE_BYTES = 32 * 1024

type Seat = {
  readonly name: string
  readonly who: Who
  readonly document: DocumentRow
  readonly access: Exclude<Access, 'none'>
}

const seat = (
  name: string,
  role: Who['role'],
  document: DocumentRow,
  access: Exclude<Access, 'none'> = 'write',
  id = name,
): Seat => ({ name, who: { participantId: person(id), role, groupId: 'a' }, document, access })

/** Ada has two tabs, one of them also the room; scribes and facilitators write beside everybody. */
export const SEATS: readonly Seat[] = [
  seat('ada', 'participant', DOCUMENTS.a),
  seat('ada2', 'participant', DOCUMENTS.a, 'write', 'ada'),
  seat('bob', 'participant', DOCUMENTS.a),
  seat('cleo', 'participant', DOCUMENTS.a),
  seat('sam', 'scribe', DOCUMENTS.a),
  seat('nadia', 'facilitator', DOCUMENTS.a),
  seat('dan', 'participant', DOCUMENTS.b),
  seat('nadiaW', 'facilitator', DOCUMENTS.wall, 'write', 'nadia'),
  seat('omarW', 'facilitator', DOCUMENTS.wall, 'write', 'omar'),
  seat('adaR', 'participant', DOCUMENTS.room, 'read', 'ada'),
]
/** Who comes when the facilitators have unveiled: other groups, the wall, a screen. */
export const AFTER_REVEAL: readonly Seat[] = [
  seat('danA', 'participant', DOCUMENTS.a, 'read', 'dan'),
  seat('bobW', 'participant', DOCUMENTS.wall, 'read', 'bob'),
  seat('screenB', 'screen', DOCUMENTS.b, 'read', 'screen'),
]

/** A page for each, not connected yet. */
export function sitDown(seats: readonly Seat[]): readonly Tab[] {
  return seats.map(({ name, who, document: { boardId, documentId, kind }, access }) =>
    createTab(name, { boardId, ...who }, { documentId, kind, access }),
  )
}

type Surroundings = {
  readonly dice: Dice
  readonly count: (name: string) => void
  /** What the store holds of a document. */
  readonly durable: (documentId: string) => Y.Doc
}

/** What a hall's network and a phone in a pocket do to a page, as the dice fall; mostly nothing. */
export function disturb(tab: Tab, { dice, count, durable }: Surroundings): void {
  switch (dice(12)) {
    case 0:
    case 1:
    case 2:
      count('cut')
      return disconnect(tab)
    case 3:
      count('reloaded from the local store')
      return reload(tab, 'all')
    case 4:
      count('reloaded with its drafts')
      return reload(tab, 'drafts')
    case 5:
    case 6:
    case 7: {
      const again = tab.sent.slice(-1 - dice(6))
      if (again.length === 0 || !tab.line?.isOpen() || !tab.synced) return
      count('replayed')
      return sendWrite(
        tab,
        'update',
        dice(2) === 0 ? (again[0] as Uint8Array) : Y.mergeUpdates(again),
      )
    }
    case 8: {
      if (!tab.line?.isOpen() || !tab.isWriter || !tab.synced) return
      count('SyncStep2 unasked')
      // Nobody sends all of a large document to a server that has it: an earlier SyncStep1 is answered again.
      const all = Y.encodeStateAsUpdate(tab.doc)
      const known = Y.encodeStateVector(durable(tab.admission.documentId))
      const isLarge = all.byteLength > LARGE_BYTES
      return sendWrite(tab, 'step2', isLarge ? Y.encodeStateAsUpdate(tab.doc, known) : all)
    }
    default:
      return
  }
}

/** As the phone does: what this page kept and the document lacks, under the same id. */
export function stickAgain(
  tab: Tab,
  isOpen: (columnId: string) => boolean,
  count: Surroundings['count'],
): void {
  if (tab.kept.length === 0 || tab.admission.kind !== 'group' || !tab.isReloaded) return
  tab.isReloaded = false
  for (const { cardId, columnId, text } of tab.kept) {
    if (!isOpen(columnId)) continue
    if (stickCard(tab.doc, { cardId, columnId, text, at: 1 }) === 'stuck') count('stuck again')
  }
}

/** Nothing is on its way, and the page knows that all of it was SAVED. */
export function isQuiet(tab: Tab): boolean {
  const { up, down } = tab.line?.waiting() ?? { up: 1, down: 1 }
  return tab.synced && up + down === 0 && !(tab.isWriter && isWaiting(tab.saved))
}
