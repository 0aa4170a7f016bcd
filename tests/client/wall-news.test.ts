import {
  createNewsDesk,
  mergeNews,
  NEWS_EVERY_MS,
  NO_NEWS,
  newsBetween,
  type WallNews,
} from '@murmure/client/features/wall/wall-news'
import { wallNewsFr } from '@murmure/client/texts/wall-news.fr'
import type { BoardCard } from '@murmure/shared/board'
import { expect, test } from 'vitest'

const PARKING = 'parkingparkingpk' as never
const card = (cardId: string, themeId: string | null = null): BoardCard => ({
  cardId: cardId as never,
  groupId: 'g' as never,
  writtenIn: 'g' as never,
  columnId: null,
  themeId: themeId as never,
  order: 'a',
  text: 'x',
  at: 0,
  outcome: { kind: 'kept' },
})

test('counts the notes that came, and those that are in another theme now', () => {
  const stays = card('a')
  const news = newsBetween([stays, card('b')], [stays, card('b', PARKING), card('c', PARKING)])
  expect(news).toEqual({ added: 1, arrivals: new Map([[PARKING, 2]]) })
})

test('a wall on which nothing came or moved is no news', () => {
  const cards = [card('a', PARKING)]
  expect(newsBetween(cards, cards)).toBe(NO_NEWS)
  expect(newsBetween(cards, [...cards])).toBe(NO_NEWS)
  expect(newsBetween(cards, [])).toBe(NO_NEWS)
})

test('news add up', () => {
  const news: WallNews = { added: 2, arrivals: new Map([[PARKING, 1]]) }
  expect(mergeNews(news, news)).toEqual({ added: 4, arrivals: new Map([[PARKING, 2]]) })
  expect(mergeNews(NO_NEWS, news)).toBe(news)
})

/** A clock that is moved by hand. */
function makeDesk() {
  const told: WallNews[] = []
  let now = 100_000
  let due: { at: number; call: () => void } | undefined
  const desk = createNewsDesk(
    {
      now: () => now,
      wait: (then, ms) => {
        due = { at: now + ms, call: then }
      },
    },
    (news) => told.push(news),
  )
  const pass = (ms: number): void => {
    const end = now + ms
    while (due && due.at <= end) {
      const { at, call } = due
      due = undefined
      now = at
      call()
    }
    now = end
  }
  return { desk, told, pass }
}

const one: WallNews = { added: 1, arrivals: new Map() }

test('a burst is told once, and then nothing for five seconds', () => {
  const { desk, told, pass } = makeDesk()
  for (let each = 0; each < 40; each++) desk.report(one)
  pass(1000)
  expect(told).toEqual([{ added: 40, arrivals: new Map() }])
  for (let second = 0; second < 20; second++) {
    desk.report(one)
    pass(1000)
  }
  expect(told.length).toBeLessThanOrEqual(1 + 21_000 / NEWS_EVERY_MS)
  pass(NEWS_EVERY_MS)
  expect(told.reduce((sum, { added }) => sum + added, 0)).toBe(60)
})

test('news wait until what was just said has been heard', () => {
  const { desk, told, pass } = makeDesk()
  desk.hold()
  desk.report(one)
  pass(NEWS_EVERY_MS - 1)
  expect(told).toEqual([])
  pass(1)
  expect(told).toEqual([one])
})

test('who is connected agrees with « personnes » where it follows them', () => {
  const said = [0, 1, 2].map((count) => wallNewsFr.connected(count, true))
  expect(said).toEqual(['aucune connectée', '1 connectée', '2 connectées'])
  expect(wallNewsFr.connected(2, false)).toBe('2 connectés')
})
