import { createDrafts, type NoteToKeep, TAB_GONE_MS } from '@murmure/client/documents/drafts'
import { textIn } from '@murmure/client/documents/keep-notes'
import { createResilientStore, type KeyValueStore } from '@murmure/client/documents/storage'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { cardsRoot } from '@murmure/shared/group-doc'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'

const ME = 'participant-0000'
const NOTE: NoteToKeep = {
  cardId: `${ME}.card-00000000001`,
  groupId: 'b',
  columnId: 'apporte',
  text: 'Garder les matinées ouvertes',
  at: 1000,
}

function memoryStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  }
}

function openPage(store: KeyValueStore, tab = 'tab-1', now = () => 0) {
  return createDrafts({ store, boardId: 'board', participantId: ME, tab, now })
}

/** What a page does once the group's document is synced. */
function reoffer(page: ReturnType<typeof openPage>, doc: Y.Doc): number {
  const claimed = page.claim('b', textIn(doc))
  for (const note of claimed) stickCard(doc, note)
  return claimed.length
}

describe('a reload or a crash before SAVED loses nothing and doubles nothing', () => {
  it('the draft is there again, under the same card id', () => {
    const store = memoryStore()
    const draft = { cardId: NOTE.cardId, columnId: null, text: 'Trop de rou' }
    openPage(store).saveDraft(draft)
    expect(openPage(store).draft()).toEqual(draft)
  })

  it('a note stuck into a document that never reached the server is stuck again', () => {
    const store = memoryStore()
    openPage(store).keep(NOTE)
    const fresh = new Y.Doc()
    reoffer(openPage(store), fresh)
    expect(cardsRoot(fresh).get(NOTE.cardId)?.toJSON()).toEqual({
      text: NOTE.text,
      columnId: NOTE.columnId,
      at: NOTE.at,
    })
  })

  it('a note that the server has is not stuck again, however often the page is loaded', () => {
    const store = memoryStore()
    const server = new Y.Doc()
    openPage(store).keep(NOTE)
    expect([1, 2, 3].map(() => reoffer(openPage(store), server))).toEqual([1, 0, 0])
    expect(cardsRoot(server).size).toBe(1)
  })

  it('a copy is let go when the note is durable, and only that one', () => {
    const store = memoryStore()
    const page = openPage(store)
    const other = { ...NOTE, cardId: `${ME}.card-00000000002` }
    page.keep(NOTE)
    page.keep(other)
    page.settle('b', (cardId) => (cardId === NOTE.cardId ? NOTE.text : undefined))
    expect(
      openPage(store)
        .kept()
        .map(({ cardId }) => cardId),
    ).toEqual([other.cardId])
  })

  it('a living tab keeps its notes to itself; those of a gone one are taken up once', () => {
    const store = memoryStore()
    const clock = { now: 0 }
    const now = () => clock.now
    openPage(store, 'tab-1', now).keep(NOTE)
    const second = openPage(store, 'tab-2', now)
    const third = openPage(store, 'tab-3', now)
    const count = () => [second, third].map((page) => page.claim('b', () => undefined).length)
    expect(count()).toEqual([0, 0])
    clock.now = TAB_GONE_MS + 1
    expect(count()).toEqual([1, 0])
  })

  it('a tab that closes leaves its notes to whichever opens next, one that lives on keeps them', () => {
    const store = memoryStore()
    const now = (): number => 10 * TAB_GONE_MS
    const page = openPage(store, 'tab-1', now)
    page.keep(NOTE)
    page.leave()
    page.beat()
    expect(openPage(store, 'tab-2', now).claim('b', () => undefined)).toEqual([])
    page.leave()
    expect(openPage(store, 'tab-2', now).claim('b', () => undefined)).toHaveLength(1)
  })

  it('words corrected before they were durable are the ones stuck again', () => {
    const store = memoryStore()
    const page = openPage(store)
    page.keep(NOTE)
    page.amend(NOTE.cardId, { text: 'Garder les soirées ouvertes' })
    expect(openPage(store).claim('b', () => undefined)[0]?.text).toBe('Garder les soirées ouvertes')
  })

  it('the list of kept notes is the same object until one comes or goes', () => {
    const page = openPage(memoryStore())
    expect(page.kept()).toBe(page.kept())
    page.keep(NOTE)
    expect(page.kept()).toBe(page.kept())
  })

  it('what is stored and malformed is left out', () => {
    const store = memoryStore()
    store.setItem(`murmure:kept:board:${ME}`, '[{"cardId":"x"}, 3]')
    store.setItem(`murmure:draft:board:${ME}`, '{')
    const page = openPage(store)
    expect([page.kept(), page.draft()]).toEqual([[], undefined])
  })

  it('a browser that refuses storage still keeps them while the page lives', () => {
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const page = openPage(createResilientStore(refuse))
    page.keep(NOTE)
    expect(page.kept()).toHaveLength(1)
  })
})

describe('a correction of a durable note', () => {
  const correction = { ...NOTE, base: NOTE.text, text: 'Garder les matinées' }

  function correctedPage(store: KeyValueStore) {
    const page = openPage(store)
    page.keep(correction)
    return page
  }

  function serverDoc(text: string): Y.Doc {
    const doc = new Y.Doc()
    stickCard(doc, { ...NOTE, text })
    return doc
  }

  it('is offered to a fresh document after a reload, and let go once it stands there', () => {
    const store = memoryStore()
    correctedPage(store)
    const page = openPage(store)
    expect(page.claim('b', textIn(serverDoc(NOTE.text)))).toEqual([])
    expect(page.claimCorrections('b', textIn(serverDoc(NOTE.text)))).toMatchObject([correction])
    page.settle('b', textIn(serverDoc(NOTE.text)))
    expect(page.kept()).toHaveLength(1)
    page.settle('b', textIn(serverDoc(correction.text)))
    expect(page.kept()).toEqual([])
  })

  it('is made again where only an earlier one of the same person had arrived', () => {
    const store = memoryStore()
    correctedPage(store).amend(NOTE.cardId, { text: 'Garder tout' })
    const page = openPage(store)
    const doc = serverDoc(correction.text)
    expect(page.takeConflicts('b', textIn(doc))).toEqual([])
    expect(page.claimCorrections('b', textIn(doc))).toMatchObject([{ text: 'Garder tout' }])
  })

  it('of a note that was not durable yet is not lost where only the note had arrived', () => {
    const store = memoryStore()
    openPage(store).keep(NOTE)
    openPage(store).amend(NOTE.cardId, { text: correction.text })
    const page = openPage(store)
    const doc = serverDoc(NOTE.text)
    page.settle('b', textIn(doc))
    expect(page.claimCorrections('b', textIn(doc))).toMatchObject([{ text: correction.text }])
    page.dropUndone('b', textIn(doc))
    expect(page.kept()).toMatchObject([{ text: NOTE.text }])
    page.settle('b', textIn(doc))
    expect(page.kept()).toEqual([])
  })

  it('leaves the words that somebody else has written since, and gives its own back', () => {
    const store = memoryStore()
    correctedPage(store)
    const page = openPage(store)
    const doc = serverDoc('Ce que le scribe en a fait')
    expect(page.claimCorrections('b', textIn(doc))).toEqual([])
    expect(page.takeConflicts('b', textIn(doc))).toMatchObject([{ text: correction.text }])
    expect(page.kept()).toEqual([])
  })

  it('is settled by what became of it together with what another typed in the same note', () => {
    const page = correctedPage(memoryStore())
    page.settle('b', textIn(serverDoc('Garder les matinées, et plus')))
    expect(page.kept()).toEqual([])
  })

  it('is not made twice by another tab that is alive', () => {
    const store = memoryStore()
    correctedPage(store)
    expect(openPage(store, 'tab-2').claimCorrections('b', textIn(serverDoc(NOTE.text)))).toEqual([])
  })

  it('that was taken back is forgotten', () => {
    const page = correctedPage(memoryStore())
    page.dropUndone('b', textIn(serverDoc(NOTE.text)))
    expect(page.kept()).toEqual([])
  })
})
