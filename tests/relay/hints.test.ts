import { stickCard } from '@murmure/shared/actions/stick-card'
import type { CardId } from '@murmure/shared/ids'
import {
  decodeRoomNotice,
  encodeRoomNotice,
  MESSAGE,
  type RoomNotice,
} from '@murmure/shared/protocol/frames'
import { HINT_MS } from '@murmure/server/relay/presence'
import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import { expect, onTestFinished, test } from 'vitest'

import { cardOf } from '../support/gate-case.ts'
import {
  type BareSocket,
  DOCUMENTS,
  type Hall,
  openHall,
  person,
  type Who,
} from '../support/hall.ts'
import { presenceFrame } from '../support/presence-frame.ts'
import { poll } from '../support/requests.ts'
import { runSeed } from '../support/seed.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const AMIR: Who = { participantId: person('amir'), role: 'participant', groupId: 'a' }
const ROSA: Who = { participantId: person('rosa'), role: 'scribe', groupId: 'a' }
const BEN: Who = { participantId: person('ben'), role: 'participant', groupId: 'b' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }
const NOTE = cardOf(ADA, 1)

/** Group a has notes of Ada's: so many. */
async function givenHall(options?: Parameters<typeof openHall>[1], notes = 1): Promise<Hall> {
  const hall = await openHall(undefined, options)
  onTestFinished(() => hall.close())
  await hall.relay.write(DOCUMENTS.a.documentId, (doc) => {
    for (let number = 1; number <= notes; number++)
      stickCard(doc, { cardId: cardOf(ADA, number), columnId: 'apporte', text: 'Un mot', at: 1 })
  })
  return hall
}

let clock = 0
/** This socket says that it corrects the note; null: that it shows nothing any more. */
const corrects = ({ socket }: BareSocket, id: number, editing: CardId | null): void =>
  socket.send(presenceFrame([{ id, clock: ++clock, state: editing === null ? null : { editing } }]))

/** A ROOM frame: its type, then its body with a length before it. */
function noticeOf(frame: Uint8Array): RoomNotice {
  const decoder = decoding.createDecoder(frame)
  expect(decoding.readVarUint(decoder)).toBe(MESSAGE.room)
  return decodeRoomNotice(decoding.readVarUint8Array(decoder))
}

const notices = (socket: BareSocket) => socket.frames(MESSAGE.room).map(noticeOf)
const hints = (socket: BareSocket) => notices(socket).at(-1)?.editing.join() ?? ''
const toldOf = (socket: BareSocket) => notices(socket).flatMap(({ editing }) => editing)

test('the group is told which note somebody else corrects, until its field is closed; nobody beside the group, nor who corrects it', async () => {
  const hall = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const group = await Promise.all([AMIR, ROSA].map((who) => hall.socket(DOCUMENTS.a, who)))
  // Ben reads here once the wall is unveiled.
  const beside = await Promise.all([
    ...[BEN, NADIA, SCREEN].map((who) => hall.socket(DOCUMENTS.a, who)),
    ...[ADA, AMIR, NADIA, SCREEN].map((who) => hall.socket(DOCUMENTS.room, who)),
    hall.socket(DOCUMENTS.b, BEN),
  ])
  const plain = await hall.socket(DOCUMENTS.a, AMIR, false)
  corrects(ada, 1, NOTE)
  await until('the group knows', () => group.every((socket) => hints(socket) === NOTE))
  corrects(ada, 1, null)
  await until('it is over', () => group.every((socket) => hints(socket) === ''))
  for (const socket of [ada, ...beside]) {
    await until('all were told of something', () => notices(socket).length > 0)
    expect(toldOf(socket)).toEqual([])
  }
  expect(plain.frames(MESSAGE.room)).toEqual([])
})

test('two who correct the same note are told of each other', async () => {
  const hall = await givenHall()
  const [ada, rosa] = [await hall.socket(DOCUMENTS.a, ADA), await hall.socket(DOCUMENTS.a, ROSA)]
  corrects(ada, 1, NOTE)
  await until('the scribe knows', () => hints(rosa) === NOTE)
  corrects(rosa, 2, NOTE)
  await until('so does the author', () => hints(ada) === NOTE)
  corrects(ada, 1, null)
  await until('the scribe is alone', () => hints(rosa) === '')
  expect(hints(ada)).toBe(NOTE)
})

test('a hint goes with its connection', async () => {
  const hall = await givenHall()
  const [ada, amir] = [await hall.socket(DOCUMENTS.a, ADA), await hall.socket(DOCUMENTS.a, AMIR)]
  corrects(ada, 1, NOTE)
  await until('Amir knows', () => hints(amir) === NOTE)
  ada.socket.terminate()
  await until('it is over', () => hints(amir) === '')
})

test('a hint that is not renewed is over, and comes back when it is', async () => {
  const time = { now: 1_780_000_000_000 }
  const hall = await givenHall({ now: () => time.now, timing: { sweepMs: 20 } })
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const [ada, amir] = [await hall.socket(DOCUMENTS.a, ADA), await hall.socket(DOCUMENTS.a, AMIR)]
  corrects(ada, 1, NOTE)
  await until('Amir knows', () => hints(amir) === NOTE)
  time.now += HINT_MS
  corrects(ada, 1, NOTE)
  await until('it was renewed', () => nadia.frames(MESSAGE.awareness).length > 1)
  time.now += HINT_MS
  const before = notices(amir).length
  const rosa = await hall.socket(DOCUMENTS.a, ROSA)
  await until('something else is told', () => notices(amir).length > before)
  expect(hints(amir)).toBe(NOTE)
  time.now += 1
  await until('it is over', () => hints(amir) === '' && hints(rosa) === '')
  corrects(ada, 1, NOTE)
  await until('she is back', () => hints(amir) === NOTE)
})

test('of somebody else’s note, of one that is not there, of another group’s, by a reader: nothing is told', async () => {
  const hall = await givenHall({}, 3)
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const amir = await hall.socket(DOCUMENTS.a, AMIR)
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const ben = await hall.socket(DOCUMENTS.a, BEN)
  const scribeOfB = await hall.socket(DOCUMENTS.a, { ...BEN, role: 'scribe' })
  corrects(amir, 1, cardOf(ADA, 2))
  corrects(ben, 2, cardOf(BEN))
  corrects(scribeOfB, 6, cardOf(ADA, 2))
  corrects(nadia, 3, cardOf(ADA, 3))
  const rosa = await hall.socket(DOCUMENTS.a, ROSA)
  corrects(rosa, 4, cardOf(AMIR))
  corrects(ada, 5, cardOf(ADA, 4))
  await until('the facilitator sees the scribe’s entry', () =>
    nadia.frames(MESSAGE.awareness).some((frame) => frame.length > 8),
  )
  corrects(rosa, 4, NOTE)
  await until('the next is told', () => hints(amir) === NOTE)
  for (const socket of [ada, amir]) expect(new Set(toldOf(socket))).toEqual(new Set([NOTE]))
  expect(toldOf(rosa)).toEqual([])
})

test('however many correct, ROOM names 64 notes and comes twice a second', async () => {
  const hall = await givenHall({}, 80)
  const amir = await hall.socket(DOCUMENTS.a, AMIR)
  const adas = await Promise.all(Array.from({ length: 80 }, () => hall.socket(DOCUMENTS.a, ADA)))
  await until('all are in', () => notices(amir).at(-1)?.people === 2)
  const [before, startedAt] = [notices(amir).length, performance.now()]
  for (const [index, ada] of adas.entries()) corrects(ada, index, cardOf(ADA, index + 1))
  await until('as many as may be', () => notices(amir).at(-1)?.editing.length === 64)
  for (const [index, ada] of adas.entries()) corrects(ada, index, null)
  await until('all are over', () => hints(amir) === '')
  const took = performance.now() - startedAt
  expect(notices(amir).length - before).toBeLessThanOrEqual(Math.ceil(took / 500) + 1)
})

test('a poll is not told: what it heard would be old', async () => {
  const hall = await givenHall({ timing: { pollMs: 50 } })
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const rosa = await hall.socket(DOCUMENTS.a, ROSA)
  corrects(ada, 1, NOTE)
  await until('the scribe knows', () => hints(rosa) === NOTE)
  const polled = await poll(hall, AMIR, [[DOCUMENTS.a, 0]]).answer
  const frames = polled.kind === 'answered' ? polled.parcels.flatMap(({ frames: all }) => all) : []
  const told = frames.filter((frame) => frame[0] === MESSAGE.room)
  expect(told.map((frame) => noticeOf(frame).editing)).toEqual([[]])
})

test('ROOM round trip, with groups or hints, both or none', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/)
  const notice = fc.record({
    time: fc.nat(),
    isReadOnly: fc.boolean(),
    people: fc.nat(),
    groups: fc.array(fc.record({ groupId: id, people: fc.nat() })),
    editing: fc.array(fc.tuple(id, id).map((parts) => parts.join('.'))),
  })
  fc.assert(
    fc.property(notice, (told) => {
      expect(noticeOf(encodeRoomNotice(told))).toEqual(told)
    }),
    { seed: runSeed() },
  )
})
