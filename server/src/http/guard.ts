/** What a caller is told who must wait. */
export type Wait = { readonly kind: 'wait'; readonly seconds: number }
export type Passage = { readonly kind: 'pass' } | Wait

const PASS: Passage = { kind: 'pass' }
/** Above this many keys, those whose time is over are swept out, then the oldest. */
const KEYS_MAX = 20_000

export type CodeGuard = {
  /** Before a code is looked up. */
  ask(address: string): Passage
  /** After a code turned out to be wrong. */
  wrong(address: string): Passage
}

type Guesses = { wrong: number; until: number; shutUntil: number }

/**
 * Slows down who guesses codes, and nobody else: a hall of 300 people is one address, so right codes count
 * for nothing and pass also where many wrong ones came from. Only far beyond the mistakes of a hall is an
 * address shut for every code. At most `SHUT_AT` guesses per window against a million codes.
 */
export function createCodeGuard(now: () => number): CodeGuard {
  const guesses = new Map<string, Guesses>()

  return {
    ask(address) {
      const entry = guesses.get(addressKey(address))
      return entry && entry.shutUntil > now() ? wait(entry.shutUntil, now()) : PASS
    },
    wrong(address) {
      const key = addressKey(address)
      const present = guesses.get(key)
      const entry =
        present && present.until > now()
          ? present
          : { wrong: 0, until: now() + CODE_WINDOW_MS, shutUntil: 0 }
      entry.wrong += 1
      if (entry.wrong >= SHUT_AT) {
        entry.shutUntil = now() + CODE_WINDOW_MS
        entry.until = entry.shutUntil
      }
      guesses.set(key, entry)
      sweep(guesses, now())
      return entry.wrong > SLOW_AFTER ? wait(entry.until, now()) : PASS
    },
  }
}

const CODE_WINDOW_MS = 600_000
/** Wrong codes of one address that are answered as such. */
const SLOW_AFTER = 30
/** Wrong codes after which an address gets no answer to any code. */
const SHUT_AT = 100

export type RateWindow = { count(key: string): Passage }

/** At most `max` of something per key in each window of `windowMs`. */
export function createRateWindow(options: {
  readonly max: number
  readonly windowMs: number
  readonly now: () => number
}): RateWindow {
  const { max, windowMs, now } = options
  const windows = new Map<string, { count: number; until: number }>()
  return {
    count(key) {
      const present = windows.get(key)
      const entry =
        present && present.until > now() ? present : { count: 0, until: now() + windowMs }
      entry.count += 1
      windows.set(key, entry)
      sweep(windows, now())
      return entry.count > max ? wait(entry.until, now()) : PASS
    },
  }
}

/**
 * One key per customer of the internet: an IPv4 address, or the /64 that a household or a hall is given of
 * IPv6, within which every phone may change its address at will.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'))
  const before = groupsOf(head)
  const after = tail === undefined ? [] : groupsOf(tail)
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}

const wait = (until: number, now: number): Wait => ({
  kind: 'wait',
  seconds: Math.max(1, Math.ceil((until - now) / 1000)),
})

/** Keeps the map bounded, whoever fills it: a flood of addresses costs the oldest their count, no memory. */
function sweep(entries: Map<string, { readonly until: number }>, now: number): void {
  if (entries.size <= KEYS_MAX) return
  for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
  for (const key of entries.keys()) {
    if (entries.size <= KEYS_MAX) return
    entries.delete(key)
  }
}
