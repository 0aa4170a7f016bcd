import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'

import type { ParticipantId } from '@murmure/shared/ids'
import { CreatedBoard, CreatedSession } from '@murmure/shared/protocol/http'
import { BEARER_PREFIX, SUBPROTOCOL } from '@murmure/shared/protocol/frames'

import { BIN, ROOT } from '../scripts/run-command.ts'
import { documentOf } from '../support/board.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import type { Address } from './wire.ts'

/** One document that somebody writes and others read. */
export type Room = {
  readonly writer: Address
  /** Whose notes the writer's are: the server takes no others. */
  readonly writerId: ParticipantId
  readonly readers: readonly Address[]
}

/** A server in a process of its own on 127.0.0.1. */
export type Contender = {
  readonly name: 'ours' | 'peer'
  readonly pid: number
  /** Where its insides are asked, if it was started for that. */
  readonly inspector: () => string
  openRooms(count: number, readers: number): Promise<readonly Room[]>
  stop(): Promise<void>
}

export type StartOptions = { readonly inspected?: boolean }

const GROUPS_PER_BOARD = 40
const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/** The whole product as it is installed: HTTP, tokens, gate, SQLite with a durable commit before each frame. */
export async function startOurs({ inspected }: StartOptions = {}): Promise<Contender> {
  const server = await startServer({ env: inspected ? INSPECTED : {} })
  return {
    name: 'ours',
    pid: server.pid,
    inspector: () => inspectorIn(server.output()),
    async openRooms(count, readers) {
      const rooms: Room[] = []
      while (rooms.length < count) {
        const groups = Math.min(GROUPS_PER_BOARD, count - rooms.length)
        rooms.push(...(await openBoard(server.url, groups, readers)))
      }
      return rooms
    },
    async stop() {
      await server.stop()
      await rm(server.dataDir, { recursive: true, force: true })
    },
  }
}

/** See `peer-server.ts`. */
export async function startPeer({ inspected }: StartOptions = {}): Promise<Contender> {
  const child = spawn(BIN.node, ['tests/bench/peer-server.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...(inspected && INSPECTED) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let output = ''
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => (output += `${line}\n`))
  }
  const port = () => /http:\/\/localhost:([0-9]+)/.exec(output)?.[1]
  await until('the peer serves', () => port() !== undefined || child.exitCode !== null)
  if (port() === undefined) throw new Error(`The peer did not start. It said:\n${output}`)
  return {
    name: 'peer',
    pid: child.pid ?? 0,
    inspector: () => inspectorIn(output),
    async openRooms(count, readers) {
      return Array.from({ length: count }, (): Room => {
        const address = { url: `ws://127.0.0.1:${port()}/${crypto.randomUUID()}`, protocols: [] }
        const writerId = crypto.randomUUID().replaceAll('-', '').slice(0, 16)
        return {
          writer: address,
          writerId,
          readers: Array.from({ length: readers }, () => address),
        }
      })
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function inspectorIn(output: string): string {
  const url = /ws:\/\/127\.0\.0\.1:[0-9]+\/[0-9a-f-]+/.exec(output)?.[0]
  if (url === undefined) throw new Error('started without an inspector')
  return url
}

/** A board with so many groups; each group's document is a room, the facilitator its writer. */
async function openBoard(
  origin: string,
  groups: number,
  readers: number,
): Promise<readonly Room[]> {
  const names = Array.from({ length: groups }, (_, index) => `Groupe ${index + 1}`)
  const created = CreatedBoard.parse(
    await post(`${origin}/api/boards`, {
      title: 'Mesure',
      groups: names.map((name) => ({ name, kind: 'team' })),
    }),
  )
  const { boardId, code, secrets } = created
  const open = async (body: object) =>
    CreatedSession.parse(await post(`${origin}/api/sessions`, body))
  const facilitator = await open({ boardId, secret: secrets.facilitator })
  const addressIn = (session: CreatedSession, groupId: string): Address => ({
    url: `${origin.replace('http', 'ws')}/sync/${boardId}/${documentOf(session, 'group', groupId)}`,
    protocols: [SUBPROTOCOL, BEARER_PREFIX + session.token],
  })
  const rooms: Room[] = []
  for (const { groupId } of created.groups) {
    const sessions: CreatedSession[] = []
    for (let reader = 0; reader < readers; reader++) sessions.push(await open({ code, groupId }))
    rooms.push({
      writer: addressIn(facilitator, groupId),
      writerId: facilitator.participantId,
      readers: sessions.map((session) => addressIn(session, groupId)),
    })
  }
  return rooms
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json()
}
