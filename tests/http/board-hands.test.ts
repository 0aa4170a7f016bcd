import type { HandCommand } from '@murmure/shared/protocol/http'
import { CreatedSecret, HandsAnswer } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import { expect, test } from 'vitest'

import { type Cast, call, type Harness, makeCast, NOON, openSession, startApp } from './support.ts'

const send = (harness: Harness, { board }: Cast, token: string, body: HandCommand) =>
  call(harness, `POST /api/boards/${board.boardId}/hands`, { token, body })

const told = async (harness: Harness, { phone }: Cast) => {
  const roomId = phone.documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
  return (await harness.deps.relay.read(roomId, readRoom))?.session.hands
}

test('a phone raises its hand once, everyone is told the group and nobody the person', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { phone } = cast
  const first = await send(harness, cast, phone.token, { type: 'raise' })
  expect(first.statusCode).toBe(200)
  const { hands, handId } = HandsAnswer.parse(first.json())
  expect(hands).toEqual([{ handId, groupId: phone.groupId, at: NOON }])
  harness.clock.now += 60_000
  const again = await send(harness, cast, phone.token, { type: 'raise' })
  expect(again.json()).toEqual({ hands, handId })
  expect(await told(harness, cast)).toEqual(hands)
  expect(JSON.stringify(hands)).not.toContain(phone.participantId)
  const lowered = await send(harness, cast, phone.token, { type: 'lower', handId: handId ?? '' })
  expect(lowered.json()).toEqual({ hands: [] })
  expect(await told(harness, cast)).toEqual([])
})

test('a second hand of the same person has another id', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { token } = cast.phone
  const first = HandsAnswer.parse((await send(harness, cast, token, { type: 'raise' })).json())
  await send(harness, cast, token, { type: 'lower', handId: first.handId ?? '' })
  harness.clock.now += 1
  const second = HandsAnswer.parse((await send(harness, cast, token, { type: 'raise' })).json())
  expect(second.handId).not.toBe(first.handId)
})

test('the facilitator takes any down, or all; others only their own', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { board, facilitator, phone } = cast
  const neighbour = await openSession(harness, {
    code: board.code,
    groupId: board.groups[1]?.groupId,
  })
  await send(harness, cast, phone.token, { type: 'raise' })
  const raised = await send(harness, cast, neighbour.token, { type: 'raise' })
  const { hands } = HandsAnswer.parse(raised.json())
  expect(hands.map(({ groupId }) => groupId)).toEqual([phone.groupId, neighbour.groupId])
  const [handId = ''] = hands.map((hand) => hand.handId)
  const foreign = await send(harness, cast, neighbour.token, { type: 'lower', handId })
  expect([foreign.statusCode, foreign.json().type]).toEqual([
    403,
    'urn:murmure:problem:hand-foreign',
  ])
  const taken = await send(harness, cast, facilitator.token, { type: 'lower', handId })
  expect(taken.json()).toEqual({ hands: hands.slice(1) })
  const refused = await send(harness, cast, neighbour.token, { type: 'clear' })
  expect(refused.statusCode).toBe(403)
  const cleared = await send(harness, cast, facilitator.token, { type: 'clear' })
  expect(cleared.json()).toEqual({ hands: [] })
})

test('only who is given the floor is told so, not whose hand is taken down', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { facilitator, phone } = cast
  const raise = async () => {
    harness.clock.now += 1
    const raised = await send(harness, cast, phone.token, { type: 'raise' })
    return HandsAnswer.parse(raised.json()).handId ?? ''
  }
  const floor = async () => {
    const roomId = phone.documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
    return (await harness.deps.relay.read(roomId, readRoom))?.session.floor
  }
  const removed = await raise()
  await send(harness, cast, facilitator.token, { type: 'lower', handId: removed })
  await send(harness, cast, facilitator.token, { type: 'give', handId: removed })
  expect(await floor()).toBeUndefined()
  const given = await raise()
  await send(harness, cast, facilitator.token, { type: 'give', handId: given })
  expect(await floor()).toBe(given)
  expect(await told(harness, cast)).toEqual([])
})

test('a centre’s screen raises its group’s hand; a projector has none', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { board, facilitator, screen } = cast
  const projector = await send(harness, cast, screen.token, { type: 'raise' })
  expect(projector.json().type).toBe('urn:murmure:problem:group-missing')
  const groupId = board.groups[3]?.groupId
  const link = await call(harness, `POST /api/boards/${board.boardId}/secrets`, {
    token: facilitator.token,
    body: { role: 'screen', groupId },
  })
  const { secret } = CreatedSecret.parse(link.json())
  const centre = await openSession(harness, { boardId: board.boardId, secret })
  const raised = await send(harness, cast, centre.token, { type: 'raise' })
  expect(HandsAnswer.parse(raised.json()).hands.map((hand) => hand.groupId)).toEqual([groupId])
})

test('the queue and its owners survive a restart', async () => {
  const before = await startApp()
  const cast = await makeCast(before)
  const { token } = cast.phone
  const raised = HandsAnswer.parse((await send(before, cast, token, { type: 'raise' })).json())
  const after = await startApp({ store: before.deps.store })
  const again = await send(after, cast, token, { type: 'raise' })
  expect(again.json()).toEqual(raised)
})

test('forty hands at the same moment: all are in the queue', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const { code, groups } = cast.board
  const groupId = groups[0]?.groupId
  const phones = await Promise.all(
    Array.from({ length: 40 }, () => openSession(harness, { code, groupId })),
  )
  const answers = await Promise.all(
    phones.map(({ token }) => send(harness, cast, token, { type: 'raise' })),
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(phones.map(() => 200))
  const hands = await told(harness, cast)
  expect(new Set(hands?.map(({ handId }) => handId)).size).toBe(40)
})

test('hands are limited per participant', async () => {
  const harness = await startApp()
  const cast = await makeCast(harness)
  const raise = () => send(harness, cast, cast.phone.token, { type: 'raise' })
  for (let index = 0; index < 400; index++) await raise()
  expect((await raise()).statusCode).toBe(429)
})
