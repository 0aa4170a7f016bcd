import { setTimeout as delay } from 'node:timers/promises'

import type { TestContext } from 'vitest'

import { startStrippingProxy } from '../support/stripping-proxy.ts'
import { until } from '../support/until.ts'
import { groupClient } from './hall.ts'
import { countIn, givenQuietHall, openStock, STOCK } from './quiet-hall.ts'
import { openOwnClient } from './own-client.ts'

/** A proxy between them cuts what was silent for so long: a third of what usual ones do. */
const IDLE_MS = 20_000

/** [F29] [F30] Nobody says a word for `quietS` seconds, behind a proxy that cuts idle lines. */
export async function stayInSilence(context: TestContext, quietS: number): Promise<void> {
  const { expect } = context
  const { server, board, random } = await givenQuietHall(context)
  const proxy = await startStrippingProxy(server.port, { strips: false, idleMs: IDLE_MS })
  context.onTestFinished(() => proxy.close())
  const stock = await Promise.all(
    STOCK.map(async (Provider) =>
      openStock(context, Provider, proxy.url, await board.join('Groupe A')),
    ),
  )
  const own = openOwnClient({ origin: proxy.url, session: await board.join('Groupe A'), random })
  context.onTestFinished(own.close)
  await until('all are in', () => stock.every(({ provider }) => provider.synced))
  await until('so is ours', () => own.status().state === 'online')
  const attempts = () => proxy.counts.get('GET /sync upgrade')
  const before = attempts()
  // The fault itself: nobody says a word.
  await delay(quietS * 1000)
  expect(stock.map(({ closes }) => closes())).toEqual([0, 0])
  for (const { keepAlives } of stock) {
    expect(keepAlives()).toBeGreaterThanOrEqual(Math.floor(quietS / 15) - 1)
  }
  expect(own.status().state).toBe('online')
  expect(attempts()).toBe(before)
  const writer = groupClient(server.url, await board.join('Groupe A'))
  await writer.open()
  writer.stick('Enfin')
  await until('all have it', () => [...stock, own].every((client) => countIn(client) === 1))
  writer.vanish()
}
