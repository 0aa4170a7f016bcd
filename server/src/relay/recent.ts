import * as Y from 'yjs'

const RECENT_BYTES = 1024 * 1024
const RECENT_MS = 60_000

/** The last changes of a room, for those who fell behind. */
export type Recent = {
  add(seq: number, bytes: Uint8Array, now: number): void
  /** Everything after `seq` as one update; undefined = it reaches not so far back. */
  after(seq: number): Uint8Array | undefined
  clear(): void
}

type Change = { readonly seq: number; readonly bytes: Uint8Array; readonly at: number }

export function createRecent(): Recent {
  let changes: Change[] = []
  let held = 0
  return {
    add(seq, bytes, now) {
      changes.push({ seq, bytes, at: now })
      held += bytes.length
      let old = 0
      for (const change of changes) {
        if (held <= RECENT_BYTES && now - change.at <= RECENT_MS) break
        held -= change.bytes.length
        old += 1
      }
      if (old > 0) changes = changes.slice(old)
    },
    after(seq) {
      const first = changes[0]
      if (!first || first.seq > seq + 1) return undefined
      return Y.mergeUpdates(changes.filter((change) => change.seq > seq).map(({ bytes }) => bytes))
    },
    clear() {
      changes = []
      held = 0
    },
  }
}
