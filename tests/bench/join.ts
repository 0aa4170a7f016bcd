import * as Y from 'yjs'

import type { Contender } from './contenders.ts'
import { quantile } from './figures.ts'
import { stickNotes } from './notes.ts'
import { cpuMs } from './usage.ts'
import { openWire } from './wire.ts'

export const JOINS = 100
export const DOCUMENT_BYTES = 200_000
const NOTES_PER_UPDATE = 20

export type Join = {
  /** From the attempt to connect until the whole document is here, for half of them and for the last. */
  readonly p50Ms: number
  readonly lastMs: number
  /** Milliseconds of the server's computing per join. */
  readonly cpuMs: number
}

/** A hundred people come at once to a document of 200 KB. */
export async function measureJoin(contender: Contender): Promise<Join> {
  const [room] = await contender.openRooms(1, JOINS)
  if (!room) throw new Error('no room')
  const writer = await openWire(room.writer)
  const doc = new Y.Doc()
  while (Y.encodeStateAsUpdate(doc).length < DOCUMENT_BYTES) {
    const before = Y.encodeStateVector(doc)
    stickNotes(doc, room.writerId, NOTES_PER_UPDATE)
    writer.write(Y.encodeStateAsUpdate(doc, before))
  }
  if ((await writer.pull()) < DOCUMENT_BYTES) throw new Error('the document is not complete')

  const cpuBefore = await cpuMs(contender.pid)
  const joined = await Promise.all(
    room.readers.map(async (reader) => {
      const startedAt = performance.now()
      const wire = await openWire(reader)
      if ((await wire.pull()) < DOCUMENT_BYTES) throw new Error('a join without the document')
      return { wire, ms: performance.now() - startedAt }
    }),
  )
  const spent = (await cpuMs(contender.pid)) - cpuBefore
  await Promise.all([...joined.map(({ wire }) => wire.close()), writer.close()])
  const times = joined.map(({ ms }) => ms)
  return { p50Ms: quantile(times, 0.5), lastMs: quantile(times, 1), cpuMs: spent / JOINS }
}
