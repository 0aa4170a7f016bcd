import { syncStep2 } from '@murmure/shared/protocol/frames'
import * as Y from 'yjs'

import type { Kept } from './room.ts'

/** Answers of one version that are kept: who has all, who left before the last change. */
const KEPT_MAX = 4

/**
 * What was derived from one version of a document, each once and when first asked for: everything of it is
 * worked out from all structs, or from all who ever wrote, and a hall asks for the same at once.
 */
export type Answers = {
  readonly head: number
  readonly clocks: ReadonlyMap<number, number>
  readonly stateVector: Uint8Array
  /** The whole document as one update, and the frame around the same bytes. */
  whole: { readonly update: Uint8Array; readonly frame: Uint8Array } | undefined
  /** SyncStep2 frames by what the asker lacks. */
  readonly byMissing: Map<string, Uint8Array>
}

/** A document between two ticks, at a version that is committed. */
type Held = {
  readonly doc: Y.Doc
  readonly head: number
  /** The same as bytes. */
  readonly kept?: Kept
  answers: Answers | undefined
}

function answersOf(held: Held): Answers {
  if (held.answers?.head !== held.head) held.answers = createAnswers(held.doc, held.head)
  return held.answers
}

function createAnswers(doc: Y.Doc, head: number): Answers {
  const stateVector = Y.encodeStateVector(doc)
  return {
    head,
    clocks: Y.decodeStateVector(stateVector),
    stateVector,
    whole: undefined,
    byMissing: new Map(),
  }
}

/** What is there, as the question for all that is not. */
export const stateVectorOf = (held: Held): Uint8Array => answersOf(held).stateVector

/** All that is there, as one update: for who has nothing, and for the store. */
export const wholeOf = (held: Held): Uint8Array => wholeIn(held).update

function wholeIn(held: Held): NonNullable<Answers['whole']> {
  const answers = answersOf(held)
  if (answers.whole) return answers.whole
  const update = onlyPiece(held.kept) ?? Y.encodeStateAsUpdate(held.doc)
  const frame = syncStep2(update)
  answers.whole = { frame, update: frame.subarray(frame.length - update.length) }
  return answers.whole
}

/** Written down and unchanged since, as after every planned restart: nobody has to encode it anew. */
function onlyPiece(kept: Kept = { snapshot: undefined, rows: [] }): Uint8Array | undefined {
  const [row, second] = kept.rows
  if (kept.snapshot) return row ? undefined : kept.snapshot
  return second ? undefined : row
}

/**
 * The answer to a SyncStep1. Every answer holds the whole delete set: 300 who join, or 300 who come back when
 * the access point does, cost one encoding. Throws if the asker's bytes are no state vector.
 */
export function answerFor(held: Held, stateVector: Uint8Array): Uint8Array {
  const answers = answersOf(held)
  const { clocks, byMissing } = answers
  const known = Y.decodeStateVector(stateVector)
  if (known.size === 0) return wholeIn(held).frame
  const missing = missingIn(clocks, known)
  const frame = byMissing.get(missing) ?? syncStep2(Y.encodeStateAsUpdate(held.doc, stateVector))
  // The latest last: what is asked for again stays.
  byMissing.delete(missing)
  byMissing.set(missing, frame)
  const [oldest] = byMissing.keys()
  if (byMissing.size > KEPT_MAX && oldest !== undefined) byMissing.delete(oldest)
  return frame
}

/** From which clock on they lack whose structs: all that their answer depends on. */
function missingIn(
  clocks: ReadonlyMap<number, number>,
  known: ReadonlyMap<number, number>,
): string {
  let missing = ''
  for (const [client, end] of clocks) {
    const clock = known.get(client) ?? 0
    if (clock < end) missing += `${client}:${clock} `
  }
  return missing
}
