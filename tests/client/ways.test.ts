import { createWays } from '@murmure/client/documents/ways'
import { expect, onTestFinished, test, vi } from 'vitest'

/** A page whose sockets fail, or not, and what it was told to do. */
function givenWays() {
  vi.stubGlobal('location', { origin: 'http://127.0.0.1:1' })
  const page = { isAnyoneOnline: false, hurried: 0, changed: 0 }
  const ways = createWays({
    boardId: 'AAAAAAAAAAAAAAAA',
    token: () => 'token',
    now: Date.now,
    random: Math.random,
    isAnyoneOnline: () => page.isAnyoneOnline,
    hurry: () => page.hurried++,
    onChange: () => page.changed++,
  })
  onTestFinished(() => ways.close())
  return { page, ways }
}

test('sockets that fail twice, requests that are answered, sockets that fail again: the page changes over, once', async () => {
  const { page, ways } = givenWays()
  ways.failed()
  await ways.answered()
  expect(page).toEqual({ isAnyoneOnline: false, hurried: 1, changed: 0 })
  ways.failed()
  await ways.answered()
  ways.failed()
  await ways.answered()
  expect(page).toEqual({ isAnyoneOnline: false, hurried: 1, changed: 1 })
})

test('a server that was starting is no stripping proxy: who comes online in between stays on sockets', async () => {
  const { page, ways } = givenWays()
  for (let restart = 0; restart < 3; restart++) {
    ways.failed()
    await ways.answered()
    page.isAnyoneOnline = true
    await ways.answered()
    page.isAnyoneOnline = false
  }
  expect([page.hurried, page.changed]).toEqual([3, 0])
})

test('answers alone, without a socket that failed, mean nothing', async () => {
  const { page, ways } = givenWays()
  for (let renewal = 0; renewal < 5; renewal++) await ways.answered()
  expect([page.hurried, page.changed]).toEqual([0, 0])
})

test('one document that does not open while others are online is its own trouble', async () => {
  const { page, ways } = givenWays()
  page.isAnyoneOnline = true
  for (let round = 0; round < 5; round++) {
    ways.failed()
    await ways.answered()
  }
  expect(page.changed).toBe(0)
})
