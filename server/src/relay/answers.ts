import * as Y from 'yjs'

import { syncStep2 } from './outgoing.ts'

/** Answers of one version that are kept: who has nothing, who has all, who left before the last change. */
const KEPT_MAX = 4

/** SyncStep2 frames of one version of a document, by what the asker lacks. */
export type Answers = { readonly head: number; readonly byMissing: Map<string, Uint8Array> }

/**
 * The answer to a SyncStep1. Every answer holds the whole delete set, which is worked out from all structs:
 * 300 who join, or 300 who come back when the access point does, cost one encoding. Throws if the asker's
 * bytes are no state vector.
 */
export function answerFor(
  held: { readonly doc: Y.Doc; readonly head: number; answers: Answers | undefined },
  stateVector: Uint8Array,
): Uint8Array {
  if (held.answers?.head !== held.head) held.answers = { head: held.head, byMissing: new Map() }
  const { byMissing } = held.answers
  const missing = missingIn(held.doc, stateVector)
  const frame = byMissing.get(missing) ?? syncStep2(Y.encodeStateAsUpdate(held.doc, stateVector))
  // The latest last: what is asked for again stays.
  byMissing.delete(missing)
  byMissing.set(missing, frame)
  const [oldest] = byMissing.keys()
  if (byMissing.size > KEPT_MAX && oldest !== undefined) byMissing.delete(oldest)
  return frame
}

/** From which clock on they lack whose structs: all that their answer depends on. */
function missingIn(doc: Y.Doc, stateVector: Uint8Array): string {
  const known = Y.decodeStateVector(stateVector)
  let missing = ''
  for (const client of doc.store.clients.keys()) {
    const clock = known.get(client) ?? 0
    if (clock < Y.getState(doc.store, client)) missing += `${client}:${clock} `
  }
  return missing
}
