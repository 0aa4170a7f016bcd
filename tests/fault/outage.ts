import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { CreatedSession } from '@murmure/shared/protocol/http'
import type { TestContext } from 'vitest'

import { readMetric, readMetrics } from '../support/metrics.ts'
import { startServer } from '../support/server.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { groupClient } from './hall.ts'
import { openOwnClient } from './own-client.ts'
import { givenQuietHall, openStock, STOCK, type StockProvider } from './quiet-hall.ts'
import { breakWords } from './stored.ts'

/** sync.md: what a stock client may do, and when ours have to be back. */
const KNOCKS_PER_S = 0.4
const BACK_WITHIN_MS = 30_000
const WINDOW_S = 10

/**
 * [F31] The bytes of a document cannot be read for `outageS` seconds: the real server answers 503 to everybody who
 * wants in, stock clients of both versions and ours; then all are in without a restart.
 */
export async function knockWhileUnavailable(
  context: TestContext,
  { outageS, knockers }: { readonly outageS: number; readonly knockers: number },
): Promise<void> {
  const { expect } = context
  const hall = await givenQuietHall(context)
  const { board, random } = hall
  const writer = groupClient(hall.server.url, await board.join('Groupe A'))
  await writer.open()
  writer.stick('m'.repeat(4_000))
  await until('it is SAVED', () => writer.isSaved())
  writer.vanish()
  await hall.server.stop()
  const { dataDir, port } = hall.server
  // On pages of its own, which are read from the disk each time.
  const mend = await breakWords(join(dataDir, 'murmure.db'), 'm'.repeat(3_000))
  const server = await startServer({ dataDir, port })
  context.onTestFinished(() => server.stop())

  const kinds = await Promise.all(
    [...STOCK, 'own' as const].map(async (kind) => {
      const network = await startTcpProxy({ port })
      context.onTestFinished(() => network.close())
      const isIn = await Promise.all(
        Array.from({ length: knockers }, async () =>
          openKnocker(context, kind, network.url, await board.join('Groupe A'), random),
        ),
      )
      return { network, isIn }
    }),
  )
  // The fault itself. Meanwhile whoever could not be served at once waits in the kernel.
  const startedAt = performance.now()
  let queue = 0
  const isOver = () => performance.now() - startedAt > outageS * 1000
  await until(
    'the outage is over',
    async () => {
      queue = Math.max(queue, await waitingFor(port))
      return isOver()
    },
    outageS * 1000 + 5_000,
  )
  const since = performance.now() - WINDOW_S * 1000
  for (const { network, isIn } of kinds) {
    const knocks = network.arrivals.filter((at) => at > since).length
    expect(knocks).toBeGreaterThan(0)
    expect(knocks).toBeLessThanOrEqual(KNOCKS_PER_S * WINDOW_S * knockers + knockers)
    expect(isIn.filter((is) => is())).toEqual([])
  }
  // All of them may wait when the server begins, nobody twice; the kernel would refuse from 511 on.
  expect(queue).toBeLessThanOrEqual(kinds.length * knockers)
  const refused = (await readMetrics(server.url)).get('murmure_http_answers_total{status="503"}')
  expect(refused).toBeGreaterThan(3 * knockers)

  await mend()
  const areIn = () => kinds.every(({ isIn }) => isIn.every((is) => is()))
  await until('all are in', areIn, BACK_WITHIN_MS)
  expect(await readMetric(server.url, 'murmure_connections')).toBe(3 * knockers)
}

/** Says whether it is in. */
function openKnocker(
  context: TestContext,
  kind: StockProvider | 'own',
  origin: string,
  session: CreatedSession,
  random: () => number,
): () => boolean {
  if (kind !== 'own') {
    const { provider } = openStock(context, kind, origin, session)
    return () => provider.synced
  }
  const own = openOwnClient({ origin, session, random })
  context.onTestFinished(own.close)
  return () => own.status().state === 'online'
}

/** Connections that are complete and that the listening process has not accepted, as Linux counts them. */
async function waitingFor(port: number): Promise<number> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n')
  // State 0A listens; the second number of its queues is what waits.
  const queues = lines.map((line) => new RegExp(`:${hex} 00000000:0000 0A \\w+:(\\w+)`).exec(line))
  return queues.reduce((sum, found) => sum + Number.parseInt(found?.[1] ?? '0', 16), 0)
}
