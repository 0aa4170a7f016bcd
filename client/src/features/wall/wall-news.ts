import type { BoardCard } from '@murmure/shared/board'
import type { CardId, ThemeId } from '@murmure/shared/ids'

/** What others did to the wall since it was last told: notes that came, and notes now in another theme. */
export type WallNews = {
  readonly added: number
  readonly arrivals: ReadonlyMap<ThemeId, number>
}

export const NO_NEWS: WallNews = { added: 0, arrivals: new Map() }

export function newsBetween(before: readonly BoardCard[], after: readonly BoardCard[]): WallNews {
  if (before === after) return NO_NEWS
  const known = new Map<CardId, BoardCard>(before.map((card) => [card.cardId, card]))
  const arrivals = new Map<ThemeId, number>()
  let added = 0
  for (const card of after) {
    const earlier = known.get(card.cardId)
    if (earlier === card) continue
    if (!earlier) added++
    if (card.themeId !== null && card.themeId !== earlier?.themeId)
      arrivals.set(card.themeId, (arrivals.get(card.themeId) ?? 0) + 1)
  }
  return added === 0 && arrivals.size === 0 ? NO_NEWS : { added, arrivals }
}

export function mergeNews(first: WallNews, second: WallNews): WallNews {
  if (first === NO_NEWS) return second
  if (second === NO_NEWS) return first
  const arrivals = new Map(first.arrivals)
  for (const [themeId, count] of second.arrivals)
    arrivals.set(themeId, (arrivals.get(themeId) ?? 0) + count)
  return { added: first.added + second.added, arrivals }
}

type Clock = {
  readonly now: () => number
  /** Calls back once after so many ms. */
  readonly wait: (then: () => void, ms: number) => void
}

/** Listeners of a screen reader hear of others at most so often; what comes meanwhile is told as one. */
export const NEWS_EVERY_MS = 5000
/** A burst (forty phones, one paste) is one piece of news. */
const BURST_MS = 300

export type NewsDesk = {
  readonly report: (news: WallNews) => void
  /** Something else was said just now: news wait, so that it is not cut short. */
  readonly hold: () => void
}

export function createNewsDesk({ now, wait }: Clock, tell: (news: WallNews) => void): NewsDesk {
  let pending = NO_NEWS
  let spokenAt = -Infinity
  let isWaiting = false

  function speakWhenDue(): void {
    isWaiting = false
    const early = spokenAt + NEWS_EVERY_MS - now()
    if (early > 0) return waitFor(early)
    const news = pending
    pending = NO_NEWS
    spokenAt = now()
    tell(news)
  }

  function waitFor(ms: number): void {
    isWaiting = true
    wait(speakWhenDue, ms)
  }

  return {
    report: (news) => {
      if (news === NO_NEWS) return
      pending = mergeNews(pending, news)
      if (!isWaiting) waitFor(BURST_MS)
    },
    hold: () => {
      spokenAt = now()
    },
  }
}
