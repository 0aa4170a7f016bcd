import { setTimeout as delay } from 'node:timers/promises'

import { parseFrame } from '@murmure/server/relay/parse'
import { cardsRoot } from '@murmure/shared/group-doc'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { decodeParcels, encodeSince } from '@murmure/shared/protocol/parcels'
import * as Y from 'yjs'

import { quantile } from '../bench/figures.ts'
import { cpuMs } from '../bench/usage.ts'
import { documentOf } from '../support/board.ts'
import { type LoopDelay, readLoopDelay, readMetric } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import { groupClient, joinAll, openRealHall, type RealHall, roomClient } from './hall.ts'

/** What a hall without websockets costs, while somebody writes into one of its groups. */
export type Polls = {
  readonly people: number
  /** As a facilitator is told by ROOM. */
  readonly present: number
  readonly notes: number
  /** From the key to another phone of the group: commit, gathering, answer. */
  readonly seenP50Ms: number
  readonly seenP99Ms: number
  readonly requests: number
  readonly refusals: number
  /** What the server computed from the first note until the last was seen. */
  readonly cpuMs: number
  readonly loop: LoopDelay
}

export type PollOptions = {
  readonly people: number
  readonly notes: number
  readonly everyMs: number
  readonly core?: number
}

const LONG_MS = 60_000

type Phone = {
  readonly session: CreatedSession
  readonly has: (cardId: string) => number | undefined
}

/** [F29] As many phones behind a proxy that strips websockets, each with one poll for its two documents. */
export async function hallPolls(options: PollOptions): Promise<Polls> {
  const { core } = options
  const hall = await openRealHall(core === undefined ? {} : { core })
  const end = new AbortController()
  try {
    return await pollAndStick(hall, options, end.signal)
  } finally {
    end.abort()
    await hall.stop()
  }
}

async function pollAndStick(
  hall: RealHall,
  { people, notes, everyMs }: PollOptions,
  signal: AbortSignal,
): Promise<Polls> {
  const { server, board } = hall
  const sessions = await joinAll(board, people)
  const writer = groupClient(server.url, await board.join('Groupe A'))
  const nadia = roomClient(server.url, board.facilitator)
  await Promise.all([writer.open(), nadia.open()])
  const traffic = { requests: 0, refusals: 0 }
  const phones = sessions.map((session) => pollAsPhone(server.url, session, traffic, signal))
  await until('all polls wait', () => pollsOf(server.url, people), LONG_MS)

  await readLoopDelay(server.url)
  const cpuBefore = await cpuMs(server.pid)
  const requestsBefore = traffic.requests
  const stuck: { readonly cardId: string; readonly at: number }[] = []
  for (let note = 0; note < notes; note++) {
    stuck.push({ cardId: writer.stick(`Note ${note}`), at: performance.now() })
    await delay(everyMs)
  }
  const ofGroup = phones.filter(({ session }) => session.groupId === writer.session.groupId)
  const waits = () =>
    stuck.flatMap(({ cardId, at }) =>
      ofGroup.flatMap((phone) => {
        const seenAt = phone.has(cardId)
        return seenAt === undefined ? [] : [seenAt - at]
      }),
    )
  await until('all have seen all', () => waits().length === notes * ofGroup.length, LONG_MS)
  const requests = traffic.requests - requestsBefore
  const spent = (await cpuMs(server.pid)) - cpuBefore
  const figures: Polls = {
    people,
    present: nadia.takePeaks().people,
    notes,
    seenP50Ms: quantile(waits(), 0.5),
    seenP99Ms: quantile(waits(), 0.99),
    requests,
    refusals: traffic.refusals,
    cpuMs: spent,
    loop: await readLoopDelay(server.url),
  }
  for (const client of [writer, nadia]) client.vanish()
  return figures
}

const pollsOf = async (origin: string, people: number): Promise<boolean> =>
  (await readMetric(origin, 'murmure_http_polls')) === people

/** One poll after the other, at once, as our page does while something happens. */
function pollAsPhone(
  origin: string,
  session: CreatedSession,
  traffic: { requests: number; refusals: number },
  signal: AbortSignal,
): Phone {
  const groupDocument = documentOf(session, 'group', session.groupId)
  const heads = new Map([
    [documentOf(session, 'room'), 0],
    [groupDocument, 0],
  ])
  const doc = new Y.Doc()
  const seenAt = new Map<string, number>()
  cardsRoot(doc).observe(({ keysChanged }) => {
    for (const cardId of keysChanged) seenAt.set(cardId, performance.now())
  })

  async function pollOnce(): Promise<void> {
    const answer = await fetch(`${origin}/sync/${session.boardId}?since=${encodeSince(heads)}`, {
      headers: { authorization: `Bearer ${session.token}` },
      signal,
    })
    traffic.requests += 1
    const body = new Uint8Array(await answer.arrayBuffer())
    if (!answer.ok) traffic.refusals += 1
    for (const { documentId, head, frames } of (answer.ok && decodeParcels(body)) || []) {
      if (head !== undefined) heads.set(documentId, head)
      if (documentId !== groupDocument) continue
      for (const frame of frames.map(parseFrame))
        if (frame.kind === 'write') Y.applyUpdate(doc, frame.update)
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) await pollOnce()
  }
  run().catch((cause: unknown) => {
    // Hung up at the end: it had seen everything by then.
    if (!signal.aborted) throw cause
  })
  return { session, has: (cardId) => seenAt.get(cardId) }
}
