import { createActJournal } from '@murmure/client/documents/act-journal'
import { createActKeeper } from '@murmure/client/documents/act-keeper'
import type { DocumentConnection, DocumentStatus } from '@murmure/client/documents/connect'
import { createHealing } from '@murmure/client/documents/healing'
import { createResilientStore, type KeyValueStore } from '@murmure/client/documents/storage'
import { rewordCard } from '@murmure/shared/actions/arrange-cards'
import type { Change } from '@murmure/shared/actions/change'
import { createTheme, renameTheme } from '@murmure/shared/actions/edit-theme'
import { readWall } from '@murmure/shared/wall-doc'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'

const ME = 'participant-0000'
const CARD = `${ME}.card-00000000000`
const THEME = 'theme-0000000000'

/** Enough of a window: what the pages of one browser tell each other. */
class FakeWindow extends EventTarget {
  setTimeout = (then: () => void, ms: number) => setTimeout(then, ms)
  clearTimeout = (timer: ReturnType<typeof setTimeout>) => clearTimeout(timer)
  setInterval = (then: () => void, ms: number) => setInterval(then, ms)
  clearInterval = (timer: ReturnType<typeof setInterval>) => clearInterval(timer)
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** One browser: its storage, and pages that hear of each other's writing. */
function makeBrowser() {
  const values = new Map<string, string>()
  const windows = new Map<string, FakeWindow>()
  let inUse = ''
  const use = (page: string): FakeWindow => {
    inUse = page
    const own = windows.get(page) ?? new FakeWindow()
    windows.set(page, own)
    vi.stubGlobal('window', own)
    return own
  }
  const tell = (key: string, newValue: string | null): void => {
    const writer = inUse
    for (const [page, window] of windows) {
      if (page === writer) continue
      use(page)
      window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }))
    }
    use(writer)
  }
  const store: KeyValueStore = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value)
      tell(key, value)
    },
    removeItem: (key) => {
      values.delete(key)
      tell(key, null)
    },
  }
  return {
    values,
    use,
    store,
    /** Without a farewell: neither storage nor the others hear of it. */
    kill: (page: string) => windows.delete(page),
  }
}

/** A facilitator's wall in one page of the browser, synced with the server. */
function openPage(
  browser: ReturnType<typeof makeBrowser>,
  page: string,
  server: Y.Doc,
  store: KeyValueStore = browser.store,
) {
  const window = browser.use(page)
  const journal = createActJournal({
    store,
    boardId: 'board',
    participantId: ME,
    page,
    now: () => Date.now(),
  })
  const keeper = createActKeeper(journal)
  const healing = createHealing(() => ME, keeper)
  const doc = new Y.Doc()
  const status: { -readonly [Key in keyof DocumentStatus]: DocumentStatus[Key] } = {
    state: 'offline',
    waiting: true,
    pending: 0,
    synced: false,
    notice: undefined,
  }
  const connection: DocumentConnection = {
    document: { documentId: 'document-0000000.0', kind: 'wall', access: 'write' },
    doc,
    status: () => status,
    renew: () => undefined,
    probe: () => undefined,
    wait: () => undefined,
    correcting: () => undefined,
    close: () => undefined,
  }
  const stop = keeper.watch(() => {
    browser.use(page)
    healing.advance(connection)
  })
  return {
    doc,
    healing,
    journal,
    stop,
    did: (changes: readonly Change[]): void => {
      browser.use(page)
      healing.acted(connection, changes)
    },
    sync: (): void => {
      browser.use(page)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
      status.synced = true
      healing.advance(connection)
    },
    save: (): void => {
      browser.use(page)
      Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
      status.waiting = false
      healing.advance(connection)
      status.waiting = true
    },
    leave: (): void => {
      browser.use(page)
      window.dispatchEvent(new Event('pagehide'))
      stop()
      browser.kill(page)
    },
    crash: (): void => {
      stop()
      browser.kill(page)
    },
  }
}

const makeTheme = (doc: Y.Doc): readonly Change[] => [
  { path: ['themes', THEME, 'removed'], before: { at: 1, by: ME }, mine: undefined },
  ...createTheme(doc, { themeId: THEME, title: 'La veille', columnId: null, order: 'a0' }, [
    { cardId: CARD, order: 'a0' },
  ]),
]

describe('a facilitator whose page goes before its acts are saved', () => {
  it('finds them on the wall after the reload, as they were last, and once', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(makeTheme(first.doc))
    first.did(renameTheme(first.doc, THEME, 'La veille sociale'))
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    first.leave()
    const second = openPage(browser, 'second', server)
    second.sync()
    expect(readWall(second.doc).themes).toMatchObject([{ title: 'La veille sociale' }])
    expect(readWall(second.doc).placements.get(CARD)).toEqual([null, THEME, 'a0'])
    expect(readWall(second.doc).wordings.get(CARD)).toBe('Mieux dit')
    expect(second.healing.news()).toMatchObject({ lost: 0 })
    second.save()
    expect([...browser.values]).toEqual([])
    second.leave()
    const third = openPage(browser, 'third', server)
    third.sync()
    expect(third.healing.news()).toBeUndefined()
  })

  it('a page that goes before it could offer them leaves them to the next', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    first.leave()
    for (const page of ['never synced', 'synced, never saved']) {
      const between = openPage(browser, page, server)
      if (page.startsWith('synced')) between.sync()
      between.leave()
    }
    const last = openPage(browser, 'last', server)
    last.sync()
    expect(readWall(last.doc).wordings.get(CARD)).toBe('Mieux dit')
  })

  it('what came through although nobody said so is neither made again nor told', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(rewordCard(first.doc, CARD, 'Un'))
    first.did(rewordCard(first.doc, CARD, 'Deux'))
    Y.applyUpdate(server, Y.encodeStateAsUpdate(first.doc))
    first.did(rewordCard(first.doc, CARD, 'Trois'))
    first.leave()
    const second = openPage(browser, 'second', server)
    second.sync()
    expect(readWall(second.doc).wordings.get(CARD)).toBe('Trois')
    expect(second.healing.news()).toEqual({ taken: 1, lost: 0, lostWords: [] })
  })

  it('what somebody else has changed since stays theirs; the words are handed back', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(rewordCard(first.doc, CARD, 'Mes mots'))
    first.leave()
    rewordCard(server, CARD, 'Ses mots')
    const second = openPage(browser, 'second', server)
    second.sync()
    expect(readWall(second.doc).wordings.get(CARD)).toBe('Ses mots')
    expect(second.healing.news()).toEqual({ taken: 0, lost: 1, lostWords: ['Mes mots'] })
  })
})

describe('two pages of one facilitator', () => {
  it('a living one is left its acts, however hidden it is', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    vi.advanceTimersByTime(3_600_000)
    const second = openPage(browser, 'second', server)
    second.sync()
    vi.advanceTimersByTime(120_000)
    expect(readWall(second.doc).wordings.size).toBe(0)
    first.save()
    expect([...browser.values]).toEqual([])
  })

  it('one that was killed without a word is found dead, and its acts go to one of the others', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(makeTheme(first.doc))
    first.crash()
    const others = ['second', 'third'].map((page) => {
      const other = openPage(browser, page, server)
      other.sync()
      expect(readWall(other.doc).themes).toEqual([])
      return other
    })
    vi.advanceTimersByTime(60_000)
    const withTheme = others.filter(({ doc }) => readWall(doc).themes.length > 0)
    expect(withTheme).toHaveLength(1)
  })

  it('one that is closed hands over at once', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    const second = openPage(browser, 'second', server)
    second.sync()
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    expect(readWall(second.doc).wordings.size).toBe(0)
    first.leave()
    expect(readWall(second.doc).wordings.get(CARD)).toBe('Mieux dit')
  })
})

describe('the device', () => {
  it('damaged entries are skipped, the others count', () => {
    const browser = makeBrowser()
    const server = new Y.Doc()
    const first = openPage(browser, 'first', server)
    first.sync()
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    first.leave()
    const [[key, value] = ['', '[]']] = browser.values
    const [entry] = JSON.parse(value) as unknown[]
    browser.values.set(key, JSON.stringify([1, { place: 'wall ' }, entry]))
    const second = openPage(browser, 'second', server)
    second.sync()
    expect(readWall(second.doc).wordings.get(CARD)).toBe('Mieux dit')
    browser.values.set(key, '{')
    const third = openPage(browser, 'third', server)
    third.sync()
    expect(third.healing.news()).toBeUndefined()
  })

  it('a browser that stores nothing works as before', () => {
    const browser = makeBrowser()
    const forbidden = createResilientStore(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    const page = openPage(browser, 'only', new Y.Doc(), forbidden)
    page.sync()
    page.did(rewordCard(page.doc, CARD, 'Mieux dit'))
    page.save()
    expect(page.journal.words()).toEqual([])
  })

  it('the words that wait can be shown where the wall does not open any more', () => {
    const browser = makeBrowser()
    const first = openPage(browser, 'first', new Y.Doc())
    first.sync()
    first.did(makeTheme(first.doc))
    first.did(rewordCard(first.doc, CARD, 'Mieux dit'))
    expect(first.journal.words()).toEqual(['La veille', 'Mieux dit'])
  })
})
