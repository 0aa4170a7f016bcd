import { once } from 'node:events'

import { BEARER_PREFIX, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import { CreatedSecret, CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

import { readMetrics } from '../support/metrics.ts'
import { type RunningServer, type ServerOptions, startServer } from '../support/server.ts'
import { type Grip, injectFaults } from '../support/syscalls.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, openRealHall, type RealHall } from './hall.ts'

// What the tests of this folder begin with; it ends with the test.

/** The real server with a board on which people may write. */
export async function givenHall(options: ServerOptions = {}): Promise<RealHall> {
  const hall = await openRealHall(options)
  onTestFinished(() => hall.stop())
  return hall
}

/** Another server on the folder and the port of one that is gone; it ends before the hall is cleared away. */
export async function startAgain(
  { server }: RealHall,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const again = await startServer({ ...options, dataDir: server.dataDir, port: server.port })
  onTestFinished(() => again.stop())
  return again
}

/** Other words in the server's source; `file` is within `server/src`, `from` stands there once. */
export type Change = { readonly file: string; readonly from: string; readonly to: string }

/** The server as a build for tests: its source says something else here and there. */
export function withChanges(...changes: readonly Change[]): ServerOptions {
  const module = new URL('other-source.ts', import.meta.url)
  module.searchParams.set('changes', JSON.stringify(changes))
  return { preload: [module] }
}

/** A client on the person's own group; it has no socket yet. */
export function givenClient({ server }: RealHall, session: CreatedSession): BareClient {
  const client = groupClient(server.url, session)
  onTestFinished(() => client.vanish())
  return client
}

/** See `injectFaults`. */
export async function givenFaults(
  { pid }: Pick<RunningServer, 'pid'>,
  faults: readonly string[],
): Promise<Grip> {
  const grip = await injectFaults(pid, faults)
  onTestFinished(() => grip.release())
  return grip
}

/** The fault on both system calls with which a database may ask for a sync. */
export const syncs = (fault: string): readonly string[] => [`fsync:${fault}`, `fdatasync:${fault}`]

/** The status with which the server answers an upgrade; 101 where it lets in. */
export function upgradeStatus(
  origin: string,
  { boardId, token }: Pick<CreatedSession, 'boardId' | 'token'>,
  documentId: string,
  protocols: readonly string[] = [BEARER_PREFIX + token],
): Promise<number> {
  const url = `${origin.replace('http', 'ws')}/sync/${boardId}/${documentId}`
  const socket = new WebSocket(url, [...protocols])
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('error', reject)
  })
}

/** Sends these and then bytes that are no message: where that closes the socket, all of it was read. */
export async function sendAll(
  origin: string,
  { boardId, token }: CreatedSession,
  documentId: string,
  frames: readonly Uint8Array[],
): Promise<void> {
  const url = `${origin.replace('http', 'ws')}/sync/${boardId}/${documentId}`
  const socket = new WebSocket(url, [BEARER_PREFIX + token])
  await once(socket, 'open')
  for (const frame of [...frames, Uint8Array.of(MESSAGE.sync, SYNC.update, 9)]) socket.send(frame)
  await once(socket, 'close')
}

/** `POST` of this JSON. */
export const post = (
  origin: string,
  path: string,
  body: object,
  token?: string,
): Promise<Response> =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })

/** Somebody who comes by a link of their own: one more facilitator, or the scribe of a group. */
export async function byLink({ server, board }: RealHall, wanted: object): Promise<CreatedSession> {
  const { boardId, token } = board.facilitator
  const made = await post(server.url, `/api/boards/${boardId}/secrets`, wanted, token)
  const { secret } = CreatedSecret.parse(await made.json())
  const opened = await post(server.url, '/api/sessions', { boardId, secret })
  return CreatedSession.parse(await opened.json())
}

/** The scribe of this person's group. */
export const scribeOf = (hall: RealHall, { groupId }: CreatedSession): Promise<CreatedSession> =>
  byLink(hall, { role: 'scribe', groupId })

/** A facilitator sends them out. */
export async function revoke(
  { server, board }: RealHall,
  { participantId }: CreatedSession,
): Promise<void> {
  const { boardId, token } = board.facilitator
  const path = `/api/boards/${boardId}/revocations`
  expect((await post(server.url, path, { participantId }, token)).status).toBe(204)
}

/** Every figure of this name added up, whatever its labels. */
export async function sumMetrics(origin: string, name: string): Promise<number> {
  const metrics = [...(await readMetrics(origin))]
  return metrics
    .filter(([full]) => full === name || full.startsWith(`${name}{`))
    .reduce((sum, [, value]) => sum + value, 0)
}

/** All refusals so far, whatever the reason. */
export const refusals = (origin: string): Promise<number> =>
  sumMetrics(origin, 'murmure_refusals_total')
