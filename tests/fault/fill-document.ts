import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { openSqliteStore } from '@murmure/server/storage/sqlite'
import * as Y from 'yjs'

/** As a long assembly leaves a document: so many notes by so many browsers, some of them corrected often. */
export type Past = {
  readonly notes: number
  readonly clientIds: number
  /** Corrections, each of which leaves about one deleted range that merges with no other. */
  readonly corrections: number
}

const WORDS = 'Les repas du mercredi sont devenus un rendez-vous'

/** The document as it was written over the months; the same every time. */
export function writePast({ notes, clientIds, corrections }: Past): Uint8Array {
  const doc = new Y.Doc()
  const cardIds: string[] = []
  for (let client = 0; client < clientIds; client++) {
    const participantId = `p${String(client).padStart(15, '0')}`
    const own = Math.floor(((client + 1) * notes) / clientIds) - cardIds.length
    doc.clientID = 1_000 + client
    doc.transact(() => {
      for (let note = 0; note < own; note++) {
        const cardId = `${participantId}.${String(note).padStart(16, '0')}`
        stickCard(doc, { cardId, columnId: 'apporte', text: `${WORDS} ${note}`, at: note })
        cardIds.push(cardId)
      }
    })
  }
  // A sign here, a sign there: ranges that lie apart.
  for (let correction = 0; correction < corrections; correction++) {
    const cardId = cardIds[correction % cardIds.length] ?? ''
    const round = Math.floor(correction / cardIds.length)
    const text = WORDS.split('')
    for (let done = 0; done <= round; done++)
      text[2 * done] = String.fromCodePoint(97 + (done % 26))
    correctCard(doc, cardId, `${text.join('')} ${correction}`)
  }
  return Y.encodeStateAsUpdate(doc)
}

/** Puts it into the folder of a server that is stopped. */
export async function fillDocument(
  folder: string,
  documentId: string,
  bytes: Uint8Array,
): Promise<void> {
  const opened = await openSqliteStore({ folder, generation: 1 })
  if (!opened.ok) throw new Error(`the store is ${opened.error.kind}`)
  const store = opened.value
  const head = (await store.load(documentId))?.head ?? 0
  const tick = await store.begin([documentId], new Map([[documentId, head]]))
  const result = await tick.commit(
    [{ documentId, expectedHead: head, bytes, at: Date.now(), authors: [] }],
    [],
  )
  await store.close()
  if (result.kind !== 'committed') throw new Error('the document was not filled')
}

/** How many ranges a document's delete set has. */
export const rangesIn = (bytes: Uint8Array): number =>
  [...Y.decodeUpdate(bytes).ds.clients.values()].flat().length

/** What of it is its delete set: all that a SyncStep2 holds for who has everything. */
export const deleteSetBytes = (bytes: Uint8Array): number =>
  Y.diffUpdate(bytes, Y.encodeStateVectorFromUpdate(bytes)).length
