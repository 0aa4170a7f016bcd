import type { TestContext } from 'vitest'

import { readMetric } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, roomClient } from './hall.ts'
import { givenQuietHall } from './quiet-hall.ts'

/** The server finds a dead socket within this time, sync.md says. */
export const GHOSTS_GONE_MS = 45_000

/**
 * [F34] Three phones vanish without FIN: one stays away, one is back under the same clientID, one was reloaded and
 * has another. Nobody is shown who is not there, nobody who is there goes with a ghost.
 */
export async function vanishAndReturn(context: TestContext): Promise<void> {
  const { expect } = context
  const { server, board, network } = await givenQuietHall(context)
  const group = board.created.groups[0]?.groupId
  const nadia = groupClient(server.url, board.facilitator, group)
  const counter = roomClient(server.url, board.facilitator)
  const sessions = [
    await board.join('Groupe A'),
    await board.join('Groupe A'),
    await board.join('Groupe A'),
    await board.join('Groupe A'),
  ] as const
  const [bob, away, same, other] = sessions
  const dead = [away, same, other].map((session) => groupClient(network.url, session))
  const awayRoom = roomClient(network.url, away)
  const there = [groupClient(server.url, bob), roomClient(server.url, bob)] as const
  const all: readonly BareClient[] = [nadia, counter, ...there, ...dead, awayRoom]
  for (const client of all) await client.open()
  for (const client of [there[0], ...dead]) client.show({ here: true })
  await until('all are shown', () => nadia.roster.size === sessions.length)
  for (const link of network.links()) link.freeze()
  for (const client of [...dead, awayRoom]) client.vanish()
  const startedAt = performance.now()

  const [, sameAgain] = dead as [BareClient, BareClient, BareClient]
  const renewed = await board.join('Groupe A', other)
  expect(renewed.participantId).toBe(other.participantId)
  const reloaded = groupClient(server.url, renewed)
  for (const client of [sameAgain, reloaded]) {
    await client.open()
    client.show({ here: true })
  }
  const shown = () => [...nadia.roster.values()].toSorted()
  const present = [bob, same, other].map(({ participantId }) => participantId).toSorted()
  await until('the ghosts are gone', () => shown().join() === present.join(), GHOSTS_GONE_MS)
  // Who left a phone behind is asked sooner; who stays away has longer, but not for ever.
  expect(performance.now() - startedAt).toBeGreaterThan(30_000)
  await until(
    'their sockets are gone',
    async () =>
      (await readMetric(server.url, 'murmure_connections')) === all.length - dead.length + 1,
  )
  // What the ghosts took along is told by then: it was due before this one, who is shown last.
  const last = groupClient(server.url, await board.join('Groupe A'))
  await last.open()
  last.show({ here: true })
  await until('the last is shown', () => nadia.roster.has(last.doc.clientID))
  expect(new Set(nadia.roster.keys())).toEqual(
    new Set([there[0], sameAgain, reloaded, last].map(({ doc }) => doc.clientID)),
  )
  expect([...there, sameAgain, reloaded].map((client) => client.closed())).toEqual(
    Array.from({ length: 4 }, () => undefined),
  )
  expect(nadia.takePeaks().people).toBe(sessions.length)
  for (const client of [...all, reloaded, last]) client.vanish()
}
