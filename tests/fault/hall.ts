import { rm } from 'node:fs/promises'

import type { CreatedSession } from '@murmure/shared/protocol/http'

import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { type RunningServer, type ServerOptions, startServer } from '../support/server.ts'
import { type BareClient, createBareClient } from './bare-client.ts'

/** The real server in a process of its own, with a board on which people may write. */
export type RealHall = {
  readonly server: RunningServer
  readonly board: TestBoard
  readonly stop: () => Promise<void>
}

export async function openRealHall(options: ServerOptions = {}): Promise<RealHall> {
  const server = await startServer(options)
  const board = await createTestBoard(server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  return {
    server,
    board,
    async stop() {
      await server.stop()
      await rm(server.dataDir, { recursive: true, force: true })
    },
  }
}

/** People of all groups in turn, by the code, as in a hall. */
export async function joinAll(
  board: TestBoard,
  people: number,
): Promise<readonly CreatedSession[]> {
  const names = board.created.groups.map(({ name }) => name)
  const sessions: CreatedSession[] = []
  for (let person = 0; person < people; person++) {
    sessions.push(await board.join(names[person % names.length] ?? ''))
  }
  return sessions
}

/** A bare client on the person's own group, or on the group that is named. */
export function groupClient(
  origin: string,
  session: CreatedSession,
  groupId = session.groupId,
): BareClient {
  return createBareClient({ origin, session, documentId: documentOf(session, 'group', groupId) })
}

/** A bare client on the room document. */
export const roomClient = (origin: string, session: CreatedSession): BareClient =>
  createBareClient({ origin, session, documentId: documentOf(session, 'room') })
