import { MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, test } from 'vitest'

import { documentOf } from '../support/board.ts'
import { cardOf } from '../support/gate-case.ts'
import { until } from '../support/until.ts'
import { byLink, givenHall } from './given.ts'
import type { RealHall } from './hall.ts'
import { type Entry, presenceFrame } from '../support/presence-frame.ts'
import { openStock, type Stock } from './stock.ts'

/** What this client knows of who is there, by the id of their `Y.Doc`. */
const shownTo = ({ provider }: Stock): ReadonlyMap<number, Record<string, unknown>> =>
  provider.awareness.getStates()

/** A note of this person's: all that a phone may show. */
const noteOf = ({ participantId }: CreatedSession, number: number) =>
  cardOf({ participantId, role: 'participant' }, number)

const GROUP_A = 'Groupe A'

/** A facilitator looks into group A. */
function openFacilitator(hall: RealHall, session: CreatedSession): Stock {
  const groupId = hall.board.created.groups.find(({ name }) => name === GROUP_A)?.groupId
  return openStock(hall, session, { documentId: documentOf(session, 'group', groupId) })
}

test('[F32] thirty phones move ten times a second and echo each other: facilitators hear of it 20 times a second at most, phones never', async () => {
  const hall = await givenHall()
  const helper = await byLink(hall, { role: 'facilitator' })
  const facilitators = [hall.board.facilitator, helper].map((who) => openFacilitator(hall, who))
  const sessions = await Promise.all(Array.from({ length: 30 }, () => hall.board.join(GROUP_A)))
  const phones = sessions.map((session) => openStock(hall, session))
  await until('all are in', () =>
    [...facilitators, ...phones].every(({ provider }) => provider.synced),
  )
  // A stock client leaves out whoever never showed anything.
  for (const { provider } of facilitators) provider.awareness.setLocalState({ here: true })
  const move = ({ provider, session }: Stock, step: number) => {
    provider.awareness.setLocalState({ editing: noteOf(session, step) })
    const everybody = phones.map(({ doc, provider: { awareness } }) => ({
      id: doc.clientID,
      clock: awareness.meta.get(doc.clientID)?.clock ?? 0,
      state: awareness.getLocalState(),
    }))
    provider.ws?.send(presenceFrame(everybody))
  }
  const steps = 25
  const moves = steps * phones.length
  const startedAt = performance.now()
  let moved = 0
  await until('all have moved', () => {
    // One after the other, as people do: each ten times a second, together three hundred times.
    const due = Math.min(moves, (performance.now() - startedAt) * (phones.length / 100))
    for (; moved < due; moved++) {
      const phone = phones[moved % phones.length]
      if (phone) move(phone, 1 + Math.floor(moved / phones.length))
    }
    return moved === moves
  })
  const seen = (facilitator: Stock) =>
    shownTo(facilitator).size === phones.length + facilitators.length &&
    phones.every(
      ({ doc, session }) =>
        shownTo(facilitator).get(doc.clientID)?.['editing'] === noteOf(session, steps),
    )
  await until('the last move is seen', () => facilitators.every(seen))
  const tookMs = performance.now() - startedAt
  for (const facilitator of facilitators) {
    const frames = facilitator.came(MESSAGE.awareness).filter((at) => at >= startedAt)
    expect(frames.length).toBeGreaterThanOrEqual(steps / 2)
    // Two more: the one that was due when it began, and one that came late.
    expect(frames.length).toBeLessThanOrEqual(tookMs / 50 + 2)
    expect(shownTo(facilitator).size).toBe(phones.length + facilitators.length)
  }
  expect(phones.flatMap(({ came }) => came(MESSAGE.awareness))).toEqual([])
  for (const phone of phones) expect(shownTo(phone).size).toBe(1)
})

test('[F33] another’s id, a megabyte, ten thousand ids, a clock of 2⁵³, a forged name: only the own id is shown, under the token’s name', async () => {
  const hall = await givenHall()
  const omarSession = await byLink(hall, { role: 'facilitator' })
  const [nadia, omar] = [hall.board.facilitator, omarSession].map((who) =>
    openFacilitator(hall, who),
  ) as [Stock, Stock]
  const adaSession = await hall.board.join(GROUP_A)
  const ada = openStock(hall, adaSession)
  const bob = openStock(hall, await hall.board.join(GROUP_A))
  const all = [nadia, omar, ada, bob]
  await until('all are in', () => all.every(({ provider }) => provider.synced))
  // A stock client leaves out whoever never showed anything.
  for (const { provider } of [nadia, omar]) provider.awareness.setLocalState({ mine: true })
  for (const { provider, session } of [ada, bob])
    provider.awareness.setLocalState({ editing: noteOf(session, 1) })
  const { participantId: omarId } = omarSession
  await until('Omar is seen', () => shownTo(nadia).get(omar.doc.clientID)?.['mine'] === true)
  await until('so is everybody', () =>
    [nadia, omar].every((facilitator) => shownTo(facilitator).size === 4),
  )

  const own = ada.doc.clientID
  const clock = () => ada.provider.awareness.meta.get(own)?.clock ?? 0
  const who = { participantId: omarId, role: 'facilitator' }
  const send = (...entries: readonly Entry[]) => ada.provider.ws?.send(presenceFrame(entries))
  send({ id: omar.doc.clientID, clock: 1_000, state: { stolen: true } })
  send({ id: omar.doc.clientID, clock: 1_001, state: null })
  const editing = noteOf(adaSession, 2)
  send({ id: own, clock: clock() + 1, state: { editing, big: 'x'.repeat(1_000_000) } })
  send({ id: own, clock: clock() + 1, state: { editing, big: 'x'.repeat(512) } })
  send({ id: own, clock: clock() + 1, state: { editing: noteOf(omarSession, 1) } })
  send({ id: own, clock: Number.MAX_SAFE_INTEGER, state: { editing } })
  const many = Array.from({ length: 10_000 }, (_, id) => ({ id, clock: 1, state: { id } }))
  send(...many)
  // What is sent next would hide what they heard of these: first they hear of what came after.
  const answers = ada.came(MESSAGE.sync).length
  ada.provider.ws?.send(Uint8Array.of(MESSAGE.sync, SYNC.step1, 1, 0))
  await until('all of it was taken', () => ada.came(MESSAGE.sync).length > answers)
  bob.provider.awareness.setLocalState({ editing: noteOf(bob.session, 2) })
  const hasMoved = (facilitator: Stock) =>
    shownTo(facilitator).get(bob.doc.clientID)?.['editing'] === noteOf(bob.session, 2)
  await until('both hear of Bob', () => [nadia, omar].every(hasMoved))
  for (const facilitator of [nadia, omar])
    expect(shownTo(facilitator).get(own)).toMatchObject({ editing: noteOf(adaSession, 1) })

  send({ id: own, clock: clock() + 2, state: { editing, who } })
  await until('her own is seen', () => shownTo(nadia).get(own)?.['editing'] === editing)
  const known = [nadia, omar, ada, bob].map(({ doc }) => doc.clientID).sort((a, b) => a - b)
  for (const facilitator of [nadia, omar]) {
    await until('by both', () => shownTo(facilitator).get(own)?.['editing'] === editing)
    expect([...shownTo(facilitator).keys()].sort((a, b) => a - b)).toEqual(known)
    expect(shownTo(facilitator).get(own)).toEqual({
      editing,
      who: { participantId: adaSession.participantId, role: 'participant' },
    })
  }
  expect(shownTo(nadia).get(omar.doc.clientID)).toEqual({
    mine: true,
    who: { participantId: omarId, role: 'facilitator' },
  })

  // Her place is hers as long as she is there; it is taken by nobody, and goes with her.
  expect(ada.attempts()).toBe(1)
  ada.provider.destroy()
  await until('she is gone', () => !shownTo(nadia).has(own))
  expect(shownTo(nadia).size).toBe(3)
  for (const phone of [ada, bob]) expect(phone.came(MESSAGE.awareness)).toEqual([])
})
