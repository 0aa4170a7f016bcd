import { decodeGoAway, decodeRoomNotice, MESSAGE } from '@murmure/shared/protocol/frames'
import { ScreenPresence } from '@murmure/shared/protocol/screen-shows'
import * as decoding from 'lib0/decoding'
import { expect, onTestFinished, test } from 'vitest'

import { cardOf } from '../support/gate-case.ts'
import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { presenceFrame, withState } from '../support/presence-frame.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }
const OMAR: Who = { participantId: person('omar'), role: 'facilitator' }

async function givenHall() {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  return hall
}

/** An awareness frame with one entry. */
function shows({ socket }: BareSocket, id: number, clock: number, state: unknown): void {
  socket.send(presenceFrame([{ id, clock, state }]))
}

/** One of Ada's notes: all that a phone may show. */
const noteOfAda = (number: number) => cardOf(ADA, number)

/** What the awareness frames that it got come to: the entry of the highest clock counts, null = gone. */
function seen(socket: BareSocket): ReadonlyMap<number, Record<string, unknown>> {
  const states = new Map<number, Record<string, unknown>>()
  const clocks = new Map<number, number>()
  for (const frame of socket.frames(MESSAGE.awareness)) {
    const outer = decoding.createDecoder(frame)
    decoding.readVarUint(outer)
    const body = decoding.createDecoder(decoding.readVarUint8Array(outer))
    for (let count = decoding.readVarUint(body); count > 0; count--) {
      const id = decoding.readVarUint(body)
      const clock = decoding.readVarUint(body)
      const state = JSON.parse(decoding.readVarString(body)) as Record<string, unknown> | null
      const known = clocks.get(id) ?? -1
      // As `Awareness` does: a removal counts at an equal clock, too.
      if (clock < known || (clock === known && state)) continue
      clocks.set(id, clock)
      if (state) states.set(id, state)
      else states.delete(id)
    }
  }
  return states
}

test('[F33] facilitators see who is there, under the name that the server gives; nobody else sees anybody', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const editing = noteOfAda(1)
  const who = { participantId: NADIA.participantId, role: 'facilitator' }
  shows(ada, 7, 1, { editing, cursor: 3, who })
  await until('Nadia sees her', () => seen(nadia).size === 1)
  expect(seen(nadia).get(7)).toEqual({
    editing,
    who: { participantId: ADA.participantId, role: 'participant' },
  })
  shows(nadia, 8, 1, { pointer: [1, 2] })
  const omar = await hall.socket(DOCUMENTS.a, OMAR)
  await until('a newcomer gets the roster', () => seen(omar).size === 2)
  expect(seen(ada).size).toBe(0)
})

test('[F33] another’s id, a second id, 1 MB, a clock of 2⁵³, what is no object: dropped', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const omar = await hall.socket(DOCUMENTS.a, OMAR)
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  shows(omar, 8, 1, { mine: true })
  await until('Nadia sees him', () => seen(nadia).size === 1)
  shows(ada, 8, 5, { stolen: true })
  shows(ada, 8, 6, null)
  shows(ada, 9, Number.MAX_SAFE_INTEGER, { late: true })
  shows(ada, 9, 1, { big: 'x'.repeat(1_000_000) })
  shows(ada, 9, 1, [1])
  ada.socket.send(withState(9, 1, 'no json'))
  shows(ada, 9, 1, { editing: 5 })
  shows(ada, 9, 1, { editing: cardOf(OMAR) })
  shows(ada, 9, 1, { editing: noteOfAda(1) })
  shows(ada, 10, 1, { editing: noteOfAda(2) })
  await until('her own is seen', () => seen(nadia).size === 2)
  expect([...seen(nadia).keys()].sort((a, b) => a - b)).toEqual([8, 9])
  expect(seen(nadia).get(8)).toMatchObject({ mine: true })
})

test('[F33] a screen tells which page it shows, and nothing else; nobody else tells it for a screen', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.room, NADIA)
  const ada = await hall.socket(DOCUMENTS.room, ADA)
  const screen = await hall.socket(DOCUMENTS.room, SCREEN)
  const shown = { shown: 'wall/', pages: 3, page: 0, as: 'texts' }
  for (const more of [{ note: 'x' }, { who: { participantId: ADA.participantId, role: 'screen' } }])
    shows(screen, 7, 9, { ...shown, ...more })
  shows(screen, 7, 9, { ...shown, shown: 'x'.repeat(81) })
  shows(screen, 7, 9, { ...shown, pages: 0 })
  shows(screen, 7, 9, { ...shown, as: 'the words of a note' })
  shows(ada, 9, 1, { ...shown, who: { participantId: SCREEN.participantId, role: 'screen' } })
  // Had one of those been taken, this would come too late.
  shows(screen, 7, 2, { ...shown, page: 1 })
  await until('both are seen', () => seen(nadia).size === 2)
  expect(ScreenPresence.safeParse(seen(nadia).get(7)).data).toEqual({
    ...shown,
    page: 1,
    who: { participantId: SCREEN.participantId, role: 'screen' },
  })
  expect(ScreenPresence.safeParse(seen(nadia).get(9)).success).toBe(false)
  expect(seen(screen).size + seen(ada).size).toBe(0)
})

test('[F32] echoes are dropped: a frame with everybody in it counts as its sender’s own', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const peers = await Promise.all(Array.from({ length: 20 }, () => hall.socket(DOCUMENTS.a, ADA)))
  for (const [index, peer] of peers.entries())
    shows(peer, 100 + index, 1, { editing: noteOfAda(index) })
  await until('all are seen', () => seen(nadia).size === 20)
  const before = nadia.frames(MESSAGE.awareness).length
  const everybody = presenceFrame(
    peers.map((_, index) => ({ id: 100 + index, clock: 1, state: { editing: noteOfAda(index) } })),
  )
  for (const { socket } of peers) socket.send(everybody)
  shows(peers[0] as BareSocket, 100, 2, { editing: noteOfAda(99) })
  await until('the next is seen', () => seen(nadia).get(100)?.['editing'] === noteOfAda(99))
  expect(nadia.frames(MESSAGE.awareness).length - before).toBeLessThanOrEqual(2)
})

test('[F34] who vanishes leaves no ghost, and takes nobody along', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const first = await hall.socket(DOCUMENTS.a, ADA)
  const second = await hall.socket(DOCUMENTS.a, ADA)
  shows(first, 1, 1, { editing: noteOfAda(1) })
  shows(second, 2, 1, { editing: noteOfAda(2) })
  await until('both are seen', () => seen(nadia).size === 2)
  first.socket.terminate()
  await until('one is gone', () => seen(nadia).size === 1)
  expect([...seen(nadia).keys()]).toEqual([2])
  const back = await hall.socket(DOCUMENTS.a, ADA)
  shows(back, 1, 5, { editing: noteOfAda(1) })
  await until('it is back under its id', () => seen(nadia).size === 2)
})

test('[F28] [F34] back under the same id before the old socket is found dead: nobody is shown twice, or removed', async () => {
  const hall = await givenHall()
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const ghost = await hall.socket(DOCUMENTS.a, ADA)
  shows(ghost, 1, 7, { editing: noteOfAda(1) })
  await until('she is seen', () => seen(nadia).size === 1)
  const back = await hall.socket(DOCUMENTS.a, ADA)
  // A stock client opens with the clock that it had.
  shows(back, 1, 7, { editing: noteOfAda(1) })
  shows(back, 1, 8, { editing: noteOfAda(2) })
  await until('she goes on', () => seen(nadia).get(1)?.['editing'] === noteOfAda(2))
  ghost.socket.terminate()
  await until('the ghost is gone', () => hall.relay.stats().connections === 2)
  const omar = await hall.socket(DOCUMENTS.a, OMAR)
  await until('a newcomer gets the roster', () => seen(omar).size === 1)
  expect([...seen(nadia).keys()]).toEqual([1])
  // What a facilitator is shown comes back as an echo: it takes nothing over.
  const other = await hall.socket(DOCUMENTS.a, NADIA)
  shows(nadia, 5, 3, { pointer: 1 })
  await until('it is shown', () => seen(other).has(5))
  shows(other, 5, 3, { pointer: 1 })
  shows(other, 6, 1, { own: true })
  await until('both are there', () => seen(omar).size === 3)
  other.socket.terminate()
  await until('the other tab is gone', () => !seen(omar).has(6))
  for (const facilitator of [nadia, omar]) {
    expect([...seen(facilitator).keys()].sort((a, b) => a - b)).toEqual([1, 5])
  }
})

test('ROOM: the server’s clock and how many people, at most twice a second, only to murmure.v1', async () => {
  const hall = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const plain = await hall.socket(DOCUMENTS.a, NADIA, false)
  const rosa: Who = { ...ADA, participantId: person('rosa'), role: 'scribe' }
  await Promise.all(Array.from({ length: 10 }, () => hall.socket(DOCUMENTS.a, rosa)))
  const notices = () => ada.frames(MESSAGE.room).map((frame) => decodeRoomNotice(frame.slice(2)))
  await until('all are counted', () => notices().at(-1)?.people === 2)
  expect(notices().length).toBeLessThanOrEqual(2)
  expect(notices().at(-1)).toMatchObject({ isReadOnly: false })
  expect(Math.abs((notices().at(-1)?.time ?? 0) - Date.now())).toBeLessThan(5_000)
  expect(plain.frames(MESSAGE.room)).toEqual([])
})

test('[F8] a planned stop says GOAWAY with a spread of 5 s, then 1012', async () => {
  const hall = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const plain = await hall.socket(DOCUMENTS.a, NADIA, false)
  let code = 0
  ada.socket.on('close', (closed) => (code = closed))
  await hall.relay.stop()
  await until('she is told', () => code !== 0)
  expect(code).toBe(1012)
  const [frame] = ada.frames(MESSAGE.goAway)
  expect(frame && decodeGoAway(frame.slice(2))).toEqual({ afterMs: 500, jitterMs: 5_000 })
  expect(plain.frames(MESSAGE.goAway)).toEqual([])
})
