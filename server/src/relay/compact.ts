import type { Store } from '../storage/contract.ts'
import { wholeOf } from './answers.ts'
import type { RelayLog } from './contract.ts'
import type { Room } from './room.ts'

const TAIL_ROWS = 512
const TAIL_BYTES = 256 * 1024

export const isWorthCompacting = (room: Room): boolean =>
  !room.compacting && (room.tail.rows >= TAIL_ROWS || room.tail.bytes >= TAIL_BYTES)

/**
 * Writes the room down as one snapshot. Called between ticks, when the live state is what is committed: the
 * bytes are taken at once, before anything is awaited. A failure costs nothing but a longer next load.
 * Never twice at once (`room.compacting`): each takes its rows off the tail, and two would take some off twice.
 */
export async function compactRoom(
  room: Room,
  { store, log }: { readonly store: Store; readonly log: RelayLog },
): Promise<void> {
  room.compacting = true
  const { rows, bytes } = room.tail
  const keptRows = room.kept.rows.length
  try {
    const snapshot = { seq: room.head, bytes: wholeOf(room) }
    await store.compact(room.document.documentId, snapshot)
    room.kept = { snapshot: snapshot.bytes, rows: room.kept.rows.slice(keptRows) }
    room.tail = { rows: room.tail.rows - rows, bytes: room.tail.bytes - bytes }
  } catch (cause) {
    log.warn({ cause, documentId: room.document.documentId }, 'a snapshot could not be written')
  } finally {
    room.compacting = false
  }
}
