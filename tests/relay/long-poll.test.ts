import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { decodeRoomNotice, MESSAGE } from '@murmure/shared/protocol/frames'
import { type Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS } from '../support/hall.ts'
import { ADA, BOB, NADIA, stick, texts, givenHall, toldBy, SAVED } from '../support/http-hall.ts'
import { exchange, poll, receive, step1 } from '../support/requests.ts'
import { until } from '../support/until.ts'

const { a, room, wall } = DOCUMENTS

describe('the long-poll', () => {
  test('answers at once with what is missing, else when something is committed, in one update', async () => {
    // Long enough for both, on however slow a machine.
    const hall = await givenHall(undefined, { timing: { gatherMs: 1_000 } })
    const doc = new Y.Doc()
    await exchange(hall, a, ADA, stick(doc, ADA, 1, 'un'))
    const first = await poll(hall, BOB, [
      [room, 0],
      [a, 0],
    ]).answer
    if (first.kind !== 'answered') throw new Error(first.kind)
    const bob = new Y.Doc()
    expect(first.parcels.map(({ documentId, head }) => [documentId, head])).toEqual([
      [a.documentId, 1],
    ])
    for (const parcel of first.parcels) receive(bob, parcel)
    const waiting = poll(hall, BOB, [
      [room, 0],
      [a, 1],
    ])
    await until('it waits', () => hall.relay.stats().polls === 1)
    await exchange(hall, a, ADA, stick(doc, ADA, 2, 'deux'))
    await exchange(hall, a, ADA, stick(doc, ADA, 3, 'trois'))
    const second = await waiting.answer
    if (second.kind !== 'answered') throw new Error(second.kind)
    expect(second.parcels).toMatchObject([{ documentId: a.documentId, head: 3 }])
    expect(second.parcels[0]?.frames.filter((frame) => frame[0] === MESSAGE.sync)).toHaveLength(1)
    for (const parcel of second.parcels) receive(bob, parcel)
    expect(texts(bob).sort()).toEqual(['deux', 'trois', 'un'])
    expect(hall.relay.stats().polls).toBe(0)
  })

  test('[F44] nothing leaves before its commit: a poll that comes in between waits for it', async () => {
    let commit: () => void = () => undefined
    const store = createMemoryStore()
    const slow: Store = {
      ...store,
      async begin(...args) {
        await new Promise<void>((resolve) => (commit = resolve))
        return store.begin(...args)
      },
    }
    const hall = await givenHall(slow, { timing: { gatherMs: 1 } })
    const doc = new Y.Doc()
    const posted = exchange(hall, a, ADA, stick(doc, ADA))
    const seen: string[] = []
    const polled = poll(hall, BOB, [[a, 0]]).answer.then(() => void seen.push('polled'))
    const asked = exchange(hall, a, BOB, step1(new Y.Doc())).then(() => void seen.push('asked'))
    await until('the commit is under way', () => commit.name !== 'commit')
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])
    commit()
    await Promise.all([posted, polled, asked])
    expect(seen).toHaveLength(2)
  })

  test('who is too far behind, or ahead of a store that was put back, gets the whole document', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    for (let number = 1; number <= 3; number++)
      await exchange(hall, a, ADA, stick(doc, ADA, number, String(number)))
    await hall.restart()
    for (const since of [1, 99]) {
      const answer = await poll(hall, BOB, [[a, since]]).answer
      if (answer.kind !== 'answered') throw new Error(answer.kind)
      const bob = new Y.Doc()
      expect(answer.parcels[0]?.head).toBe(3)
      for (const parcel of answer.parcels) receive(bob, parcel)
      expect(texts(bob).sort()).toEqual(['1', '2', '3'])
    }
  })

  test('where nothing happens it ends in time and says who is there; who comes and goes wakes nobody', async () => {
    const hall = await givenHall(undefined, { timing: { pollMs: 700 } })
    const ada = poll(hall, ADA, [[a, 0]])
    await until('it waits', () => hall.relay.stats().polls === 1)
    const socket = await hall.socket(a, BOB)
    const startedAt = performance.now()
    const answer = await ada.answer
    expect(performance.now() - startedAt).toBeGreaterThan(500)
    if (answer.kind !== 'answered') throw new Error(answer.kind)
    const [parcel] = answer.parcels
    expect(parcel?.head).toBeUndefined()
    const notice = parcel?.frames[0] ?? new Uint8Array()
    expect(notice[0]).toBe(MESSAGE.room)
    expect(decodeRoomNotice(notice.slice(2)).people).toBe(2)
    socket.socket.terminate()
  })

  test('people without sockets are counted as present between their polls, and then forgotten', async () => {
    const clock = { now: 1_780_000_000_000 }
    const hall = await givenHall(undefined, {
      now: () => clock.now,
      timing: { sweepMs: 10, pollMs: 10 },
    })
    await poll(hall, ADA, [
      [a, 0],
      [room, 0],
    ]).answer
    expect(hall.relay.stats()).toMatchObject({ peers: 1, polls: 0, connections: 2 })
    clock.now += 33_000
    await until('it is forgotten', () => hall.relay.stats().connections === 0)
    expect(hall.relay.stats().peers).toBe(0)
  })

  test('a hung-up poll is no poll; a fifth tab ends the oldest, which waits before it asks again', async () => {
    const hall = await givenHall()
    const left = poll(hall, ADA, [[a, 0]])
    await until('it waits', () => hall.relay.stats().polls === 1)
    left.leave()
    expect((await left.answer).kind).toBe('left')
    const tabs = Array.from({ length: 4 }, () => poll(hall, ADA, [[a, 0]]))
    await until('four wait', () => hall.relay.stats().polls === 4)
    const fifth = poll(hall, ADA, [[a, 0]])
    expect(await tabs[0]?.answer).toEqual({ kind: 'wait', seconds: 5 })
    await until('four are left', () => hall.relay.stats().polls === 4)
    for (const tab of [...tabs, fifth]) tab.leave()
  })

  test('[F20] revoked, a board deleted, a stop: every poll ends at once', async () => {
    const hall = await givenHall()
    const ada = poll(hall, ADA, [
      [a, 0],
      [room, 0],
    ])
    const bob = poll(hall, BOB, [[a, 0]])
    const nadia = poll(hall, NADIA, [[wall, 0]])
    await until('all wait', () => hall.relay.stats().polls === 3)
    hall.relay.revoke(a.boardId, ADA.participantId)
    expect(await ada.answer).toEqual({ kind: 'closed', code: CLOSE.forbidden })
    expect((await exchange(hall, a, ADA, stick(new Y.Doc(), ADA))).kind).toBe('unavailable')
    hall.relay.closeBoard([a.documentId], CLOSE.gone)
    expect(await bob.answer).toEqual({ kind: 'closed', code: CLOSE.gone })
    expect(hall.relay.stats()).toMatchObject({ peers: 1, polls: 1, connections: 1 })
    await hall.relay.stop()
    expect(await nadia.answer).toEqual({ kind: 'closed', code: CLOSE.restart })
    expect((await poll(hall, NADIA, [[wall, 0]]).answer).kind).toBe('unavailable')
  })

  test('[F29] polls never take what a POST needs: however often somebody polls, they may write', async () => {
    const rate = { framesPerSecond: 1, framesAtOnce: 20, bytesPerSecond: 1e6, bytesAtOnce: 1e6 }
    const hall = await givenHall(undefined, {
      rate,
      now: () => 1_780_000_000_000,
      timing: { pollMs: 0 },
    })
    let last = 'answered'
    for (let count = 0; last === 'answered'; count++) {
      expect(count).toBeLessThan(30)
      last = (await poll(hall, ADA, [[a, 0]]).answer).kind
    }
    expect(last).toBe('wait')
    expect(toldBy(await exchange(hall, a, ADA, stick(new Y.Doc(), ADA)))).toEqual(SAVED)
  })
})
