import type { Socket } from '@murmure/server/relay/contract'
import { createPulse } from '@murmure/server/relay/pulse'
import { expect, onTestFinished, test } from 'vitest'

import { DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }

function quietSocket() {
  const state = { buffered: 0, pings: 0, paused: false, pong: (): void => undefined }
  const socket: Socket = {
    readyState: 1,
    protocol: '',
    get bufferedAmount() {
      return state.buffered
    },
    send: () => undefined,
    close: () => undefined,
    terminate: () => undefined,
    ping: () => void (state.pings += 1),
    on: ((event: string, listener: () => void) => {
      if (event === 'pong') state.pong = listener
    }) as Socket['on'],
  }
  const pulse = createPulse(socket, () => state.paused)
  /** How many beats it lives, of at most so many. */
  const lives = (most = 100) => {
    for (let beat = 0; beat < most; beat++) if (!pulse.beat()) return beat
    return most
  }
  return { pulse, state, lives }
}

test('[F28] who gives no sign for eight beats is gone; a frame or a pong starts anew', () => {
  const { pulse, state, lives } = quietSocket()
  expect(lives(7)).toBe(7)
  state.pong()
  expect(lives(7)).toBe(7)
  pulse.heard()
  expect(lives()).toBe(7)
})

test('[F26] slow is not gone: what drains is taken by somebody, and who we do not read cannot answer', () => {
  const { state, lives } = quietSocket()
  for (let left = 40; left > 0; left--) {
    state.buffered = left * 1000
    expect(lives(1)).toBe(1)
  }
  state.buffered = 0
  expect(lives(1)).toBe(1)
  state.paused = true
  expect(lives(50)).toBe(50)
  state.paused = false
  expect(lives()).toBe(7)
})

test('[F34] who seems to be back elsewhere is asked at once, and has two beats to say that they are still here', () => {
  const { pulse, state, lives } = quietSocket()
  pulse.doubt()
  expect([state.pings, lives()]).toEqual([1, 1])
  state.pong()
  expect(lives()).toBe(7)
})

test('[F28] sockets that say nothing are cut; those that only listen stay', async () => {
  const hall = await openHall(undefined, { timing: { keepAliveMs: 20, beatMs: 40 } })
  onTestFinished(() => hall.close())
  const bob = hall.join(DOCUMENTS.a, BOB)
  let closed = 0
  bob.provider.on('connection-close', () => (closed += 1))
  // The hands of `ws` are tied: it answers no ping.
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  ada.socket.pause()
  await until('both are in', () => hall.relay.stats().connections === 2)
  await until('she is gone', () => hall.relay.stats().connections === 1)
  expect([bob.provider.synced, closed]).toEqual([true, 0])
})
