import * as Y from 'yjs'

import type { Contender, Room } from './contenders.ts'
import { stickNotes } from './notes.ts'
import { heldBytes } from './usage.ts'
import { openWire } from './wire.ts'

export const ROOMS = 200
export const NOTES_PER_ROOM = 20

/**
 * What one live room holds that nobody has open, in kilobytes. Ours forgets it after half a minute, the peer
 * without a store never: this is before.
 */
export async function measureIdleRooms(contender: Contender): Promise<number> {
  const [first, ...rooms] = await contender.openRooms(ROOMS + 1, 0)
  // What every later room shares is not counted: compiled code, the store's statements.
  if (first) await fill(first)
  const before = await heldBytes(contender.inspector())
  for (const room of rooms) await fill(room)
  const after = await heldBytes(contender.inspector())
  return (after - before) / ROOMS / 1000
}

async function fill({ writer, writerId }: Room): Promise<void> {
  const doc = new Y.Doc()
  stickNotes(doc, writerId, NOTES_PER_ROOM)
  const update = Y.encodeStateAsUpdate(doc)
  const wire = await openWire(writer)
  wire.write(update)
  if ((await wire.pull()) < update.length) throw new Error('a room is not filled')
  await wire.close()
}
