import type { ActJournal } from './act-journal.ts'
import type { DocumentConnection } from './connect.ts'
import { placeOf } from './healing.ts'
import { type Healed, reofferTo, type UnsavedActs } from './unsaved.ts'

/** Between a page's acts and the journal that outlives the page. */
export type ActKeeper = {
  /** These are the document's acts that are not known to be durable, now. */
  readonly record: (connection: DocumentConnection, acts: UnsavedActs) => void
  /** They are given up: no later page is to try them again. */
  readonly forget: (connection: DocumentConnection) => void
  /**
   * Offers a synced document what gone pages did and could not save, once, and again after a call of `watch`'s
   * listener. What came of it, with what came of the others; undefined: there was nothing.
   */
  readonly offer: (connection: DocumentConnection, acts: UnsavedActs) => Healed | undefined
  /** Tells when other pages may have left something. Returns what ends it. */
  readonly watch: (onLeft: () => void) => () => void
}

export function createActKeeper(journal: ActJournal): ActKeeper {
  /** The places of which something stands in the journal, as this page's. */
  const kept = new Set<string>()
  /** The places that were looked up since something may have been left. */
  const seen = new Set<string>()
  /** Several documents are offered theirs at the same time: it is one piece of news. */
  let news: Healed = { taken: 0, lost: 0, lostWords: [] }

  function record({ document, doc }: DocumentConnection, acts: UnsavedActs): void {
    const place = placeOf(document)
    const unsaved = acts.collect(doc)
    const isSomething = unsaved.made.length + unsaved.changes.length > 0
    if (isSomething || kept.has(place)) journal.keep(place, unsaved)
    if (isSomething) kept.add(place)
    else kept.delete(place)
  }

  return {
    record,
    forget: ({ document }) => journal.keep(placeOf(document), { made: [], changes: [] }),
    offer: (connection, acts) => {
      const place = placeOf(connection.document)
      if (seen.has(place) || connection.document.access !== 'write') return undefined
      seen.add(place)
      const left = journal.claim(place)
      if (!left) return undefined
      const { taken, lost, lostWords } = reofferTo(connection.doc, left, acts)
      kept.add(place)
      record(connection, acts)
      news = {
        taken: news.taken + taken,
        lost: news.lost + lost,
        lostWords: [...news.lostWords, ...lostWords],
      }
      return news
    },
    watch: (onLeft) =>
      journal.watch(() => {
        seen.clear()
        onLeft()
      }),
  }
}
