import { copyFile, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { boardsBehind } from '@murmure/server/storage/boards-behind'
import type { Store } from '@murmure/server/storage/contract'
import { drawGeneration, generationOf, inGeneration } from '@murmure/shared/ids'
import { expect, onTestFinished, test } from 'vitest'

import { makeFolder } from './folder.ts'
import { openStore, RAISED } from './open-store.ts'
import { idOf, makeBoard, makeSecondBoard, textsOf, WALL, write } from './values.ts'

const [BOARD, SECOND] = [idOf('board'), idOf('second')]
const WITNESS = 'murmure.witness'

/** Opens the folder, and says which boards it found behind. */
async function reopen(folder: string): Promise<{ store: Store; behind: readonly string[] }> {
  const behind: string[] = []
  const store = await openStore({ folder, onBehind: (boardIds) => behind.push(...boardIds) })
  onTestFinished(() => store.close())
  return { store, behind }
}

/** Two boards, the first with three rows; closed. */
async function givenFolder(): Promise<string> {
  const folder = await makeFolder()
  const store = await openStore({ folder })
  await store.createBoard(makeBoard())
  await store.createBoard(makeSecondBoard('200000'))
  await write(store, WALL, ['un', 'deux', 'trois'])
  await store.close()
  return folder
}

const witnessOf = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, WITNESS), 'utf8'))

/** What stands in the file goes; the file stays, as with `cp`. */
async function overwrite(folder: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, 'murmure.db'), bytes)
}

test('[F37] the witness says what was confirmed, for its owner alone; an honest start finds nothing behind', async () => {
  const folder = await givenFolder()
  expect(await witnessOf(folder)).toMatchObject({ heads: { [BOARD]: 3, [SECOND]: 0 } })
  expect((await stat(join(folder, WITNESS))).mode & 0o777).toBe(0o600)
  const { store, behind } = await reopen(folder)
  expect(behind).toEqual([])
  expect(await textsOf(store, WALL)).toEqual(['un', 'deux', 'trois'])
})

test('[F37] a database with lower heads than were confirmed goes on under another generation, others as they were', async () => {
  const folder = await givenFolder()
  const older = await readFile(join(folder, 'murmure.db'))
  const store = await openStore({ folder })
  await write(store, WALL, ['quatre'], 3)
  await store.close()
  await overwrite(folder, older)

  const found = await reopen(folder)
  expect(found.behind).toEqual([BOARD])
  expect(await found.store.load(WALL)).toBeUndefined()
  expect(await textsOf(found.store, inGeneration(WALL, RAISED))).toEqual(['un', 'deux', 'trois'])
  const second = await found.store.listDocuments(SECOND)
  expect(second.map(({ documentId }) => generationOf(documentId))).toEqual([1])

  // Said once: what stands there now is what was confirmed.
  await found.store.close()
  expect((await reopen(folder)).behind).toEqual([])
})

test('[F37] a board that had been deleted and comes back is behind; one that is missing has no id to retire', async () => {
  const folder = await givenFolder()
  const older = await readFile(join(folder, 'murmure.db'))
  const store = await openStore({ folder })
  await store.deleteBoard(SECOND)
  expect(JSON.stringify(await witnessOf(folder))).not.toContain(SECOND)
  await store.close()
  const withoutSecond = await readFile(join(folder, 'murmure.db'))

  await overwrite(folder, older)
  const back = await reopen(folder)
  expect(back.behind).toEqual([SECOND])
  await back.store.close()
  await overwrite(folder, withoutSecond)
  expect((await reopen(folder)).behind).toEqual([])
})

test('[F37] a document that was taken away is not missed at the next start', async () => {
  const folder = await givenFolder()
  const store = await openStore({ folder })
  const row = await store.getBoard(BOARD)
  if (!row) throw new Error('no board')
  const removed = [{ documentId: WALL, head: 3 }]
  expect(await store.updateBoard({ ...row, version: row.version + 1 }, [], removed)).toBe('updated')
  expect(await witnessOf(folder)).toMatchObject({ heads: { [BOARD]: 0 } })
  await store.close()
  expect((await reopen(folder)).behind).toEqual([])
})

test('[F37] a witness that nobody could have written, or none, stops no start', async () => {
  const folder = await givenFolder()
  for (const text of [
    '',
    'x',
    '{}',
    '{"version":2}',
    '[]',
    '{"version":1,"born":"x","heads":{}}',
  ]) {
    await writeFile(join(folder, WITNESS), text)
    const { store, behind } = await reopen(folder)
    expect([text, behind]).toEqual([text, []])
    await store.close()
  }
  await rm(join(folder, WITNESS))
  const { store, behind } = await reopen(folder)
  expect(behind).toEqual([])
  await store.close()
  expect(await witnessOf(folder)).toMatchObject({ heads: { [BOARD]: 3 } })
})

test('[F37] a file that is a copy counts as behind, whatever its heads', async () => {
  const folder = await givenFolder()
  const database = join(folder, 'murmure.db')
  await copyFile(database, join(folder, 'copy'))
  await rename(join(folder, 'copy'), database)
  const { birthtimeMs, ctimeMs } = await stat(database)
  const { behind } = await reopen(folder)
  // Where the file system says when a file was born.
  expect(behind).toEqual(birthtimeMs > 0 && birthtimeMs < ctimeMs ? [BOARD, SECOND] : [])
})

test('[F37] behind is: fewer than was seen, never seen, or all where the file is another', () => {
  const heads = new Map([
    ['less', 2],
    ['same', 3],
    ['more', 4],
    ['constructor', 1],
  ])
  const witness = { born: 10, heads: { less: 3, same: 3, more: 3, gone: 9 } }
  expect(boardsBehind(witness, { born: 10, heads })).toEqual(['less', 'constructor'])
  expect(boardsBehind(witness, { born: 11, heads })).toEqual([...heads.keys()])
  for (const [seen, found] of [
    [null, 11],
    [10, null],
    [null, null],
  ] as const)
    expect(boardsBehind({ ...witness, born: seen }, { born: found, heads })).toEqual([
      'less',
      'constructor',
    ])
})

test('a generation is never the first, never one that was used, and fits an id', () => {
  const draws = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 1],
    [255, 255, 255, 255],
  ]
  const random = () => Uint8Array.from(draws.shift() ?? [])
  expect(drawGeneration(random)).toBe(2)
  expect(drawGeneration(random, new Set([2]))).toBe(3)
  expect(String(drawGeneration(random)).length).toBeLessThanOrEqual(9)
})
