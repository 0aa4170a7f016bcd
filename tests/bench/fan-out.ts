import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId } from '@murmure/shared/ids'
import { cardsRoot } from '@murmure/shared/group-doc'
import * as Y from 'yjs'

import { until } from '../support/until.ts'
import type { Contender, Room } from './contenders.ts'
import { quantile } from './figures.ts'
import { random } from './notes.ts'
import { cpuMs } from './usage.ts'
import { openWire, type Wire } from './wire.ts'

export const OBSERVERS = 200
export const UPDATES_PER_SECOND = 25
const UPDATES = 75
/** Not counted: connections, the first compilation of everything. */
const WARM_UP = 25

export type FanOut = {
  readonly p50Ms: number
  readonly p99Ms: number
  /** Microseconds of the server's computing per update and observer. */
  readonly cpuUs: number
}

/** One person types a note; everybody in the group has it open. */
export async function measureFanOut(contender: Contender): Promise<FanOut> {
  const [room] = await contender.openRooms(1, OBSERVERS)
  if (!room) throw new Error('no room')
  const seen = new Map<number, number[]>()
  const observers = await Promise.all(
    room.readers.map(async (reader) => observe(await openWire(reader), seen)),
  )
  const writer = await openWire(room.writer)
  const type = typist(room, writer)

  await typeAll(type, 0, WARM_UP)
  await until('the warm-up arrived', () => seen.get(WARM_UP - 1)?.length === OBSERVERS)
  const before = await cpuMs(contender.pid)
  const sentAt = await typeAll(type, WARM_UP, WARM_UP + UPDATES)
  const last = WARM_UP + UPDATES - 1
  await until('every update arrived', () => seen.get(last)?.length === OBSERVERS)
  const spent = (await cpuMs(contender.pid)) - before

  await Promise.all([...observers, writer].map((wire) => wire.close()))
  const latencies = [...sentAt].flatMap(([number, at]) =>
    (seen.get(number) ?? []).map((then) => then - at),
  )
  if (latencies.length !== UPDATES * OBSERVERS) throw new Error('an update was lost')
  return {
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    cpuUs: (spent * 1000) / latencies.length,
  }
}

/** Notes when each update came: one frame may carry several, and ends with the newest. */
function observe(wire: Wire, seen: Map<number, number[]>): Wire {
  let next = 0
  wire.socket.on('message', (frame: Buffer) => {
    const at = performance.now()
    const number = Number(/#([0-9]{6})[^#]*$/.exec(frame.toString('latin1'))?.[1])
    for (; number >= next; next++) {
      const times = seen.get(next) ?? []
      times.push(at)
      seen.set(next, times)
    }
  })
  return wire
}

/** Types `#000042` at the end of one note. */
function typist(room: Room, wire: Wire): (number: number) => void {
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => wire.write(update))
  const cardId = createCardId(room.writerId, random)
  stickCard(doc, { cardId, columnId: 'brings', text: '', at: 0 })
  const text: unknown = cardsRoot(doc).get(cardId)?.get('text')
  if (!(text instanceof Y.Text)) throw new Error('a note without text')
  return (number) => text.insert(text.length, `#${String(number).padStart(6, '0')}`)
}

/** At the pace of a quick typist. Resolves with when each was sent. */
function typeAll(
  type: (number: number) => void,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, number>> {
  const sentAt = new Map<number, number>()
  return new Promise((resolve) => {
    let number = from
    const timer = setInterval(() => {
      sentAt.set(number, performance.now())
      type(number)
      number += 1
      if (number < to) return
      clearInterval(timer)
      resolve(sentAt)
    }, 1000 / UPDATES_PER_SECOND)
  })
}
