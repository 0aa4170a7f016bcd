import { setTimeout as delay } from 'node:timers/promises'

import { MESSAGE } from '@murmure/shared/protocol/frames'

import { cpuMs } from '../bench/usage.ts'
import { type LoopDelay, readLoopDelay } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, openRealHall } from './hall.ts'
import { presenceFrame } from '../support/presence-frame.ts'

/** What it costs that everybody moves, and sends what everybody shows. */
export type Moves = {
  readonly phones: number
  /** Frames that the phones sent, each with an entry for everybody. */
  readonly sent: number
  /** What one facilitator was sent, a second. */
  readonly toldPerSecond: number
  /** What all phones together were sent of it. */
  readonly toPhones: number
  readonly cpuMs: number
  readonly loop: LoopDelay
}

export type MoveOptions = {
  readonly phones: number
  readonly seconds: number
  readonly core?: number
}

const MOVES_PER_S = 10
/** A tenth of a second is cut into so many pieces: people do not move in step. */
const PIECES = 10
const OPEN_AT_ONCE = 20

/** [F32] A whole group moves ten times a second, and each frame echoes all of it. */
export async function hallMoves({ phones, seconds, core }: MoveOptions): Promise<Moves> {
  const hall = await openRealHall(core === undefined ? {} : { core })
  const { server, board } = hall
  const nadia = groupClient(server.url, board.facilitator, board.created.groups[0]?.groupId)
  await nadia.open()
  const clients: BareClient[] = []
  while (clients.length < phones) {
    const some = await Promise.all(
      Array.from({ length: Math.min(OPEN_AT_ONCE, phones - clients.length) }, async () =>
        groupClient(server.url, await board.join('Groupe A')),
      ),
    )
    await Promise.all(some.map((client) => client.open()))
    clients.push(...some)
  }
  const echo = (clock: number) =>
    presenceFrame(clients.map(({ doc }) => ({ id: doc.clientID, clock, state: { step: clock } })))
  const keepAlives = () => clients.reduce((sum, client) => sum + client.count(MESSAGE.awareness), 0)
  const before = { told: nadia.count(MESSAGE.awareness), toPhones: keepAlives() }
  await readLoopDelay(server.url)
  const cpuBefore = await cpuMs(server.pid)
  const startedAt = performance.now()
  for (let move = 0; move < MOVES_PER_S * seconds; move++) {
    const frame = echo(move + 1)
    for (let piece = 0; piece < PIECES; piece++) {
      for (let at = piece; at < clients.length; at += PIECES) clients[at]?.socket()?.send(frame)
      // The pace of the moves.
      const due = startedAt + (1000 / MOVES_PER_S) * (move + (piece + 1) / PIECES)
      await delay(Math.max(0, due - performance.now()))
    }
  }
  await until('all are shown', () => nadia.roster.size === phones)
  const tookS = (performance.now() - startedAt) / 1000
  const moves: Moves = {
    phones,
    sent: phones * MOVES_PER_S * seconds,
    toldPerSecond: (nadia.count(MESSAGE.awareness) - before.told) / tookS,
    toPhones: keepAlives() - before.toPhones,
    cpuMs: (await cpuMs(server.pid)) - cpuBefore,
    loop: await readLoopDelay(server.url),
  }
  for (const client of [nadia, ...clients]) client.vanish()
  await hall.stop()
  return moves
}
