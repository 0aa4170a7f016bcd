import { decodeRoomNotice, encodeRoomNotice, MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, onTestFinished, test } from 'vitest'

import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { exchange, poll } from '../support/requests.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const ROSA: Who = { participantId: person('rosa'), role: 'scribe', groupId: 'a' }
const BEN: Who = { participantId: person('ben'), role: 'participant', groupId: 'b' }
const CLEO: Who = { participantId: person('cleo'), role: 'participant', groupId: 'c' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }

async function givenHall() {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  return hall
}

const POLL_MS = 25_000
/** As long as somebody may be counted who is not there, and what of it the sweep may take. */
const GONE_MS = 45_000
const SWEEP_MS = 10_000

const last = (socket: BareSocket) => {
  const frame = socket.frames(MESSAGE.room).at(-1)
  return frame && decodeRoomNotice(frame.slice(2))
}

test('people of the hall are counted, not who leads, shows, or looks into another group', async () => {
  const hall = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  await Promise.all([NADIA, SCREEN, BEN].map((who) => hall.socket(DOCUMENTS.a, who)))
  await hall.socket(DOCUMENTS.a, ROSA)
  await until('both of the group are counted', () => last(ada)?.people === 2)
})

test('two tabs are one person, and so is a phone that is back before its old socket was found dead', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.room, NADIA)
  const first = await hall.socket(DOCUMENTS.room, ADA)
  await hall.socket(DOCUMENTS.room, ADA)
  await hall.socket(DOCUMENTS.room, BEN)
  await until('two people', () => last(nadia)?.people === 2)
  expect(last(nadia)?.groups).toEqual([
    { groupId: 'a', people: 1 },
    { groupId: 'b', people: 1 },
  ])
  first.socket.terminate()
  const before = nadia.frames(MESSAGE.room).length
  await until('its end is told', () => nadia.frames(MESSAGE.room).length > before)
  expect(last(nadia)?.people).toBe(2)
})

test('who left is not counted', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.room, NADIA)
  const ada = await hall.socket(DOCUMENTS.room, ADA)
  await until('she is counted', () => last(nadia)?.people === 1)
  ada.socket.terminate()
  await until('she is gone', () => last(nadia)?.people === 0)
  expect(last(nadia)?.groups).toEqual([])
})

test('a group has somebody while a phone, a scribe or a screen of it is there, in whichever document', async () => {
  const hall = await givenHall()
  const board = DOCUMENTS.a.boardId
  const isAnyone = (groupId: string) => hall.relay.isAnyoneOf(board, groupId)
  // Neither who leads nor who looks in from another group is of the group.
  for (const who of [NADIA, SCREEN, BEN]) await hall.socket(DOCUMENTS.a, who)
  await until('all three are in', () => hall.relay.stats().connections === 3)
  expect([isAnyone('a'), isAnyone('b')]).toEqual([false, true])
  for (const who of [ADA, ROSA, { ...SCREEN, groupId: 'a' }]) {
    const { socket } = await hall.socket(DOCUMENTS.room, who)
    await until(`the ${who.role} is there`, () => isAnyone('a'))
    socket.terminate()
    await until(`the ${who.role} is gone`, () => !isAnyone('a'))
  }
  expect(hall.relay.isAnyoneOf('another-board-00', 'b')).toBe(false)
})

test('the counts of all groups go to facilitators and screens, in the room document only', async () => {
  const hall = await givenHall()
  const sockets = {
    nadia: await hall.socket(DOCUMENTS.room, NADIA),
    screen: await hall.socket(DOCUMENTS.room, SCREEN),
    ben: await hall.socket(DOCUMENTS.room, BEN),
    nadiaInA: await hall.socket(DOCUMENTS.a, NADIA),
  }
  await hall.socket(DOCUMENTS.room, ADA)
  await hall.socket(DOCUMENTS.a, ADA)
  const both = [
    { groupId: 'b', people: 1 },
    { groupId: 'a', people: 1 },
  ]
  await until('the screen knows', () => last(sockets.screen)?.groups.length === 2)
  await until('the facilitator in the group knows', () => last(sockets.nadiaInA)?.people === 1)
  expect(last(sockets.screen)?.groups).toEqual(both)
  expect(last(sockets.nadia)?.groups).toEqual(both)
  await until('the phone knows of two', () => last(sockets.ben)?.people === 2)
  expect(last(sockets.ben)?.groups).toEqual([])
  expect(last(sockets.nadiaInA)?.groups).toEqual([])
})

test('who polls is counted once, however many requests are open, and until 45 s after the last one at most', async () => {
  const clock = { now: 1_780_000_000_000 }
  const hall = await openHall(undefined, {
    now: () => clock.now,
    timing: { pollMs: 150, sweepMs: 20 },
  })
  onTestFinished(() => hall.close())
  const nadia = await hall.socket(DOCUMENTS.room, NADIA)
  const people = () => last(nadia)?.people
  const polls = [0, 0].map((since) => poll(hall, ADA, [[DOCUMENTS.room, since]]))
  await exchange(hall, DOCUMENTS.room, ADA)
  await until('she is counted', () => people() === 1)
  const before = nadia.frames(MESSAGE.room).length
  await hall.socket(DOCUMENTS.room, BEN)
  await until('Ben is counted, too', () => nadia.frames(MESSAGE.room).length > before)
  expect(last(nadia)?.groups).toEqual([
    { groupId: 'a', people: 1 },
    { groupId: 'b', people: 1 },
  ])
  // The poll is answered into a socket that leads nowhere: her phone is out of reach.
  clock.now += POLL_MS
  await Promise.all(polls.map(({ answer }) => answer))
  await exchange(hall, DOCUMENTS.room, CLEO)
  clock.now += GONE_MS - SWEEP_MS - POLL_MS
  await until('Ada is gone, Cleo is not', () => hall.relay.stats().peers === 1)
  const groups = () => last(nadia)?.groups.map(({ groupId }) => groupId)
  await until('and it is told', () => groups()?.join() === 'b,c')
  expect(people()).toBe(2)
})

test('a ROOM frame without groups, as an earlier version sends it, is read', () => {
  const frame = encodeRoomNotice({ time: 5, isReadOnly: true, people: 3 })
  expect(decodeRoomNotice(frame.slice(2))).toEqual({
    time: 5,
    isReadOnly: true,
    people: 3,
    groups: [],
    editing: [],
  })
})
