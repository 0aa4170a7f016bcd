import { once } from 'node:events'

import { stickCard } from '@murmure/shared/actions/stick-card'
import { correctCount } from '@murmure/shared/actions/correct-headcount'
import { removeCard } from '@murmure/shared/actions/edit-card'
import { readRoom } from '@murmure/shared/room-doc'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type * as Y from 'yjs'

import { until } from '../support/until.ts'
import { type Cast, call, type Harness, makeCast, openSession, startApp } from './support.ts'

const CARD_ID = 'participant-0000.0000000000000001'

const remove = ({ app }: Harness, { board, facilitator }: Cast, groupId: string) =>
  call({ app }, `DELETE /api/boards/${board.boardId}/groups/${groupId}`, {
    token: facilitator.token,
  })

/** A board, and its third group, which nobody is in. */
async function makeHall(changes: Parameters<typeof startApp>[0] = {}) {
  const harness = await startApp(changes)
  const cast = await makeCast(harness)
  const { store, relay } = harness.deps
  const groupId = cast.board.groups[2]?.groupId ?? ''
  const documents = await store.listDocuments(cast.board.boardId)
  const idOf = (wanted: string): string =>
    documents.find(({ kind, groupId: of }) => of === wanted || kind === wanted)?.documentId ?? ''
  const write = (by: (doc: Y.Doc) => void) => relay.write(idOf(groupId), by)
  const stick = (doc: Y.Doc): void => {
    stickCard(doc, { cardId: CARD_ID, columnId: 'c', text: 'Un banc', at: 1 })
  }
  const groupNames = async () =>
    (await relay.read(idOf('room'), readRoom))?.groups.map(({ name }) => name)
  const typeOf = async () => (await remove(harness, cast, groupId)).json().type
  return { harness, cast, groupId, idOf, write, stick, groupNames, typeOf }
}

async function connectPhone({
  harness,
  cast,
  groupId,
  idOf,
}: Awaited<ReturnType<typeof makeHall>>) {
  const { boardId, code } = cast.board
  const { token } = await openSession(harness, { code, groupId })
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' })
  const address = `${url.replace('http', 'ws')}/sync/${boardId}/${idOf('room')}`
  const socket = new WebSocket(address, [`bearer.${token}`])
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  return socket
}

test('a group that nobody wrote in goes, with its document, for everybody', async () => {
  const { harness, cast, groupId, idOf, groupNames } = await makeHall()
  const answer = await remove(harness, cast, groupId)
  expect(answer.statusCode).toBe(204)
  expect(await groupNames()).toEqual(['Groupe A', 'Groupe B', 'Partenaires'])
  expect(await harness.deps.store.load(idOf(groupId))).toBeUndefined()
  const again = await openSession(harness, { boardId: cast.board.boardId }, cast.facilitator.token)
  expect(again.documents.map((document) => document.groupId)).not.toContain(groupId)
  const twice = await remove(harness, cast, groupId)
  expect([twice.statusCode, twice.json().type]).toEqual([404, 'urn:murmure:problem:group-unknown'])
})

test('its raised hands go down with it, and those of others stay up', async () => {
  const { harness, cast, groupId, idOf } = await makeHall()
  const { boardId, code, groups } = cast.board
  const handsOf = async () =>
    (await harness.deps.relay.read(idOf('room'), readRoom))?.session.hands.map(
      (hand) => hand.groupId,
    )
  const raise = (token: string) =>
    call(harness, `POST /api/boards/${boardId}/hands`, { token, body: { type: 'raise' } })
  for (const { token } of [
    await openSession(harness, { code, groupId }),
    cast.phone,
    await openSession(harness, { code, groupId }),
  ])
    expect((await raise(token)).statusCode).toBe(200)
  const other = groups[0]?.groupId
  expect(await handsOf()).toEqual([groupId, other, groupId])
  expect((await remove(harness, cast, groupId)).statusCode).toBe(204)
  expect(await handsOf()).toEqual([other])
})

test('one with a phone on the wall stays until that phone is gone', async () => {
  const hall = await makeHall()
  const { harness, cast, groupId, typeOf, groupNames } = hall
  const socket = await connectPhone(hall)
  expect(await typeOf()).toBe('urn:murmure:problem:group-present')
  expect(await groupNames()).toContain('Groupe C')
  socket.terminate()
  await until('the phone is gone', () => harness.deps.relay.stats().connections === 0)
  expect((await remove(harness, cast, groupId)).statusCode).toBe(204)
})

test('a phone that is there does not hide that somebody wrote: to wait for it would not help', async () => {
  const hall = await makeHall()
  await connectPhone(hall)
  await hall.write(hall.stick)
  expect(await hall.typeOf()).toBe('urn:murmure:problem:group-written')
})

test('one in which anybody ever wrote stays, also where the note was taken back', async () => {
  const { write, stick, typeOf, groupNames } = await makeHall()
  await write(stick)
  await write((doc) => {
    removeCard(doc, CARD_ID, { at: 2, by: 'participant-0000' })
  })
  expect(await typeOf()).toBe('urn:murmure:problem:group-written')
  expect(await groupNames()).toContain('Groupe C')
})

test('and so does one whose people were counted, on their phones or by who leads', async () => {
  const declared = await makeHall()
  await call(declared.harness, `POST /api/boards/${declared.cast.board.boardId}/headcount`, {
    token: declared.cast.facilitator.token,
    body: { kind: 'volunteer', count: 3, groupId: declared.groupId },
  })
  expect(await declared.typeOf()).toBe('urn:murmure:problem:group-written')
  const corrected = await makeHall()
  await corrected.write((doc) => {
    correctCount(doc, 'volunteers', 2)
  })
  expect(await corrected.typeOf()).toBe('urn:murmure:problem:group-written')
})

test('a note that comes between the look and the removal keeps its group', async () => {
  const store = createMemoryStore()
  let isLooking = false
  let onLook = async (): Promise<void> => undefined
  const hall = await makeHall({
    store: {
      ...store,
      // The last thing that is asked before the row is written.
      headcounts: async (boardId) => {
        const sums = await store.headcounts(boardId)
        if (isLooking) {
          isLooking = false
          await onLook()
        }
        return sums
      },
    },
  })
  onLook = () => hall.write(hall.stick)
  isLooking = true
  expect(await hall.typeOf()).toBe('urn:murmure:problem:group-written')
  expect(isLooking).toBe(false)
  expect(await hall.groupNames()).toContain('Groupe C')
  expect((await store.load(hall.idOf(hall.groupId)))?.head).toBe(1)
})

test('the last group stays; only those who lead remove one', async () => {
  const { harness, cast, groupId } = await makeHall()
  const refused = await call(
    harness,
    `DELETE /api/boards/${cast.board.boardId}/groups/${groupId}`,
    { token: cast.phone.token },
  )
  expect(refused.statusCode).toBe(403)
  const [last, ...others] = cast.board.groups
  for (const other of others) await remove(harness, cast, other.groupId)
  const answer = await remove(harness, cast, last?.groupId ?? '')
  expect(answer.json().type).toBe('urn:murmure:problem:group-last')
})

test('whoever was in it is told, and chooses another group under the same name', async () => {
  const { harness, cast, groupId } = await makeHall()
  const { board, facilitator } = cast
  const phone = await openSession(harness, { code: board.code, groupId })
  const link = await call(harness, `POST /api/boards/${board.boardId}/secrets`, {
    token: facilitator.token,
    body: { role: 'scribe', groupId },
  })
  expect((await remove(harness, cast, groupId)).statusCode).toBe(204)

  const typeOf = async (body: object, token?: string) => {
    const answer = await call(harness, 'POST /api/sessions', { body, ...(token && { token }) })
    return [answer.statusCode, answer.json().type]
  }
  const removed = [403, 'urn:murmure:problem:group-removed']
  expect(await typeOf({ boardId: board.boardId }, phone.token)).toEqual(removed)
  const secret: unknown = link.json().secret
  expect(await typeOf({ boardId: board.boardId, secret })).toEqual(removed)
  expect(await typeOf({ code: board.code, groupId })).toEqual([
    404,
    'urn:murmure:problem:group-unknown',
  ])
  const next = await openSession(
    harness,
    { code: board.code, groupId: board.groups[0]?.groupId },
    phone.token,
  )
  expect(next.participantId).toBe(phone.participantId)
})

test('the sheet of a removed group leads to the choice of another one', async () => {
  const { harness, cast, groupId } = await makeHall()
  await remove(harness, cast, groupId)
  const said = 'Ce groupe n’est pas, ou plus, sur ce mur.'
  const sheet = await call(harness, `GET /r/${cast.board.code}?group=${groupId}`)
  expect(sheet.body).toContain(said)
  const without = await call(harness, `GET /r/${cast.board.code}`)
  expect(without.body).not.toContain(said)
  const sent = await call(harness, `POST /r/${cast.board.code}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `groupId=${groupId}`,
  })
  expect([sent.statusCode, sent.body.includes(said)]).toEqual([400, true])
})
