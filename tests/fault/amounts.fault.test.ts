import { Agent, request } from 'node:http'

import { removeCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { encodeFrames, FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { givenHall, refusals } from './given.ts'
import { groupClient, type RealHall } from './hall.ts'
import { noteUpdate } from './stock.ts'

test('[F19] too many signs, too many notes, a forged flag, a thousand updates a second: refused or slowed, an honest neighbour is not', async () => {
  const hall = await givenHall()
  const open = async () => {
    const client = groupClient(hall.server.url, await hall.board.join('Groupe A'))
    onTestFinished(() => client.vanish())
    await client.open()
    return client
  }
  const refused = (client: Awaited<ReturnType<typeof open>>) => client.count(MESSAGE.refused)
  const honest = await open()
  const [wordy, busy, forger, mad] = [await open(), await open(), await open(), await open()]

  wordy.stick('x'.repeat(10_000))
  await until('10,000 units are taken', () => wordy.isSaved())
  expect(refused(wordy)).toBe(0)
  wordy.stick('x'.repeat(10_001))

  busy.doc.transact(() => {
    for (let note = 0; note < 500; note++) busy.stick('')
  })
  await until('500 notes are taken', () => busy.isSaved())
  expect(refused(busy)).toBe(0)
  busy.stick('une de trop')

  const own = forger.stick('À moi')
  await until('it is taken', () => forger.isSaved())
  removeCard(forger.doc, own, { at: 1, by: honest.session.participantId })
  await until('all three are refused', () =>
    [wordy, busy, forger].every((client) => refused(client) === 1),
  )

  // So many bytes that one reading of the socket does not hold what goes beyond the allowance.
  const typed = mad.stick('x'.repeat(1_000))
  const text = mad.doc.getMap<Y.Map<Y.Text>>('cards').get(typed)?.get('text')
  const startedAt = performance.now()
  for (let round = 1; round <= 1_400; round++) {
    mad.doc.transact(() => {
      text?.delete(0, 1_000)
      text?.insert(0, String(round).padStart(1_000, 'x'))
    })
  }
  honest.stick('Entre-temps')
  await until('the honest note is SAVED', () => honest.isSaved())
  expect(mad.isSaved()).toBe(false)
  await until('the flood is through, all of it', () => mad.isSaved(), 20_000)
  // A thousand at once, then a hundred a second, but for what one reading brings.
  expect(performance.now() - startedAt).toBeGreaterThan(1_500)
  expect([refused(mad), refused(honest)]).toEqual([0, 0])

  const reader = await open()
  const read = readCards(reader.doc, '')
  expect(read).toHaveLength(1 + 500 + 1 + 1 + 1)
  expect(read.filter(({ removed }) => removed)).toEqual([])
  expect(read.find(({ cardId }) => cardId === typed)?.text).toBe('1400'.padStart(1_000, 'x'))
  expect(await refusals(hall.server.url)).toBe(3)
})

/** A reverse proxy in front of a hall: one address, and few connections that everybody's requests take in turn. */
function givenReverseProxy({ server }: RealHall) {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  onTestFinished(() => agent.destroy())
  return {
    /** One note so many times in one request. Resolves with its status, and with how long it took. */
    async post(session: CreatedSession, times: number) {
      const frame = syncUpdate(noteUpdate(session, 'Une'))
      const frames = Array.from({ length: times }, () => frame)
      const documentId = documentOf(session, 'group', session.groupId)
      const startedAt = performance.now()
      const status = await new Promise<number>((resolve, reject) => {
        const url = `${server.url}/sync/${session.boardId}/${documentId}`
        const headers = {
          authorization: `Bearer ${session.token}`,
          'content-type': FRAMES_TYPE,
          'x-forwarded-for': '203.0.113.7',
        }
        request(url, { method: 'POST', agent, headers }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
        })
          .once('error', reject)
          .end(encodeFrames(frames))
      })
      return { status, ms: performance.now() - startedAt }
    },
  }
}

/** How long each of them floods. */
const FLOOD_MS = 3_000
/** Nobody beside it waits longer on however busy a machine: who shared its allowance would wait ten seconds. */
const PATIENCE_MS = 5_000

test('[F19] one address floods by sockets and by requests: who sends from there, over the same connections, is neither refused nor told to wait', async () => {
  const hall = await givenHall({ env: { TRUST_PROXY: 'true' } })
  const proxy = givenReverseProxy(hall)
  const network = await startTcpProxy({ port: hall.server.port })
  onTestFinished(() => network.close())
  const join = () => hall.board.join('Groupe A')
  const open = async () => {
    const client = groupClient(network.url, await join())
    onTestFinished(() => client.vanish())
    await client.open()
    return client
  }
  const [honest, mad] = [await open(), await open()]
  const [poster, madPoster] = [await join(), await join()]
  const endsAt = performance.now() + FLOOD_MS
  const isOver = () => performance.now() > endsAt
  const statuses: number[] = []
  const typed = mad.stick('')
  const text = mad.doc.getMap<Y.Map<Y.Text>>('cards').get(typed)?.get('text')
  // So many at once that one reading of the socket brings the allowance of many seconds.
  const flooding = setInterval(() => {
    for (let stroke = 0; stroke < 1_000; stroke++) {
      text?.insert(0, 'x')
      text?.delete(0, 1)
    }
  }, 300)
  onTestFinished(() => clearInterval(flooding))
  const madRequests = Array.from({ length: 3 }, async () => {
    while (!isOver()) statuses.push((await proxy.post(madPoster, 250)).status)
  })

  const waits: number[] = []
  const posted: { readonly status: number; readonly ms: number }[] = []
  while (!isOver()) {
    const startedAt = performance.now()
    honest.stick('La mienne')
    posted.push(await proxy.post(poster, 1))
    await until('the honest note is SAVED', () => honest.isSaved())
    waits.push(performance.now() - startedAt)
  }
  clearInterval(flooding)
  await Promise.all(madRequests)
  expect(statuses).toContain(429)
  expect(mad.isSaved()).toBe(false)
  expect(new Set(posted.map(({ status }) => status))).toEqual(new Set([200]))
  expect(Math.max(...waits)).toBeLessThan(PATIENCE_MS)
  expect([honest.closed(), honest.count(MESSAGE.refused)]).toEqual([undefined, 0])

  const reader = await open()
  const own = (session: CreatedSession) =>
    readCards(reader.doc, '').filter(({ cardId }) => cardId.startsWith(session.participantId))
  expect([own(poster), own(honest.session)].map(({ length }) => length)).toEqual([
    posted.length,
    waits.length,
  ])
})
