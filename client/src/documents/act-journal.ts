import type { Unsaved } from '@murmure/shared/actions/reoffer'
import * as z from 'zod/mini'

import { parseJson } from './json.ts'
import type { KeyValueStore } from './storage.ts'
import { changeOf, StoredChange } from './stored-change.ts'
import { wordsOf } from './unsaved.ts'

/**
 * The acts of this person that are not known to be durable, on the device: a reload without network, or a
 * crash, loses none. Each page has its own; what a gone page left is taken over by exactly one other.
 */
export type ActJournal = {
  /** What waits of this page's acts in a place, in place of what was said before; nothing: it is durable. */
  readonly keep: (place: string, unsaved: Unsaved) => void
  /** What gone pages left there, the oldest first. From now on it is this page's own. */
  readonly claim: (place: string) => Unsaved | undefined
  /** Tells when there may be something to claim, and answers other pages that this one is alive. */
  readonly watch: (onLeft: () => void) => () => void
  /** Everything that waits, whoever's it is. */
  readonly words: () => readonly string[]
}

export type ActJournalOptions = {
  readonly store: KeyValueStore
  readonly boardId: string
  readonly participantId: string
  /** Drawn anew for each load of a page. */
  readonly page: string
  readonly now: () => number
}

const Entry = z.object({
  place: z.string(),
  page: z.string(),
  /** When that page last said that it lives; 0: it was closed. */
  aliveAt: z.number(),
  made: z.array(
    z.object({ root: z.string(), key: z.string(), fields: z.record(z.string(), z.json()) }),
  ),
  changes: z.array(StoredChange),
})
type Entry = z.infer<typeof Entry>

/** A page that lives answers within this time, hidden or not: a storage event is no timer. */
const ANSWER_MS = 2000
/** How often pages that left something without a farewell are asked for. */
const ASK_EVERY_MS = 30_000

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createActJournal(options: ActJournalOptions): ActJournal {
  const { store, boardId, participantId, page, now } = options
  const key = `murmure:acts:${boardId}:${participantId}`
  const askKey = `${key}:ask`
  /** Whoever has not answered since is gone. */
  let goneBefore = 1

  function read(): readonly Entry[] {
    const list = z.array(z.unknown()).safeParse(parseJson(store.getItem(key)))
    return (list.data ?? []).flatMap((stored) => {
      const entry = Entry.safeParse(stored)
      return entry.success ? [entry.data] : []
    })
  }

  function write(entries: readonly Entry[]): void {
    if (entries.length === 0) store.removeItem(key)
    else store.setItem(key, JSON.stringify(entries))
  }

  function say(aliveAt: number): void {
    const entries = read()
    if (entries.some((entry) => entry.page === page))
      write(entries.map((entry) => (entry.page === page ? { ...entry, aliveAt } : entry)))
  }

  function keep(place: string, { made, changes }: Unsaved): void {
    const others = read().filter((entry) => entry.place !== place || entry.page !== page)
    const isNothing = made.length + changes.length === 0
    const own = { place, page, aliveAt: now(), made: [...made], changes: [...changes] }
    write(isNothing ? others : [...others, own as Entry])
  }

  function claim(place: string): Unsaved | undefined {
    const entries = read()
    const left = entries.filter(
      (entry) => entry.place === place && entry.page !== page && entry.aliveAt < goneBefore,
    )
    if (left.length === 0) return undefined
    // Marked before anything is offered: another page that looks in the meantime leaves it alone.
    const own = { page, aliveAt: now() }
    write(entries.map((entry) => (left.includes(entry) ? { ...entry, ...own } : entry)))
    return {
      made: left.flatMap(({ made }) => made) as Unsaved['made'],
      changes: left.flatMap(({ changes }) => changes.map(changeOf)),
    }
  }

  function watch(onLeft: () => void): () => void {
    let answers: number | undefined
    const ask = (): void => {
      if (read().every((entry) => entry.page === page)) return
      const askedAt = now()
      // Only the event counts, which other pages get even so.
      store.setItem(askKey, String(askedAt))
      store.removeItem(askKey)
      window.clearTimeout(answers)
      answers = window.setTimeout(() => {
        goneBefore = Math.max(goneBefore, askedAt)
        onLeft()
      }, ANSWER_MS)
    }
    const alive = (): void => say(now())
    const leave = (): void => say(0)
    const onStorage = ({ key: changed, newValue }: StorageEvent): void => {
      if (changed === askKey && newValue !== null) alive()
      else if (changed === key) onLeft()
    }
    window.addEventListener('storage', onStorage)
    window.addEventListener('pagehide', leave)
    // Out of the browser's page cache it goes on living.
    window.addEventListener('pageshow', alive)
    const timer = window.setInterval(ask, ASK_EVERY_MS)
    ask()
    return () => {
      window.removeEventListener('storage', onStorage)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', alive)
      window.clearInterval(timer)
      window.clearTimeout(answers)
    }
  }

  return { keep, claim, watch, words: () => read().flatMap((entry) => wordsOf(entry as Unsaved)) }
}
