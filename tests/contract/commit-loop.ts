/**
 * Commits for ever in the folder of its first argument, one row to each of two documents at a time, and says
 * `committed <seq>` when a commit was acknowledged. Compacts one of the two all along. When the store fails it
 * says `failed <why>`, waits for a line on its input, and tries the same commit again.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { type Store, StoreError } from '@murmure/server/storage/contract'

import { openStore } from './open-store.ts'
import { bytesOf, GROUP_A, makeBoard, makeRow, WALL } from './values.ts'

const COMPACT_EVERY = 7

const say = (line: string) => process.stdout.write(`${line}\n`)
const input = createInterface(process.stdin)
// The signal of a file-size limit; without a listener it would end the process before the error is seen.
process.on('SIGXFSZ', () => undefined)

const store = await openStore({ folder: process.argv[2] ?? '' })
await store.createBoard(makeBoard())
for (let head = (await store.load(WALL))?.head ?? 0; ; head++) await commitSurely(store, head)

async function commitSurely(to: Store, head: number): Promise<void> {
  for (;;) {
    try {
      await commitPair(to, head)
      return
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause
      say(`failed ${cause.message}`)
      await once(input, 'line')
    }
  }
}

async function commitPair(to: Store, head: number): Promise<void> {
  const seq = head + 1
  const row = { expectedHead: head, bytes: bytesOf(`row ${seq}`) }
  const tick = await to.begin([WALL, GROUP_A], new Map())
  await tick.commit([makeRow(row), makeRow({ ...row, documentId: GROUP_A })], [])
  say(`committed ${seq}`)
  if (seq % COMPACT_EVERY === 0) await to.compact(WALL, { seq, bytes: bytesOf(`up to ${seq}`) })
}
