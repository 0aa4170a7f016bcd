import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'

import { expect, onTestFinished, test } from 'vitest'

import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createStore } from '@murmure/server/storage/operations'
import { connectWorker } from '@murmure/server/storage/sqlite-client'
import { MIGRATIONS } from '@murmure/server/storage/sqlite-schema'

import { makeFolder } from './folder.ts'
import { openStore, tryOpenStore } from './open-store.ts'
import {
  ANNE,
  bytesOf,
  commit,
  documentIdOf,
  idOf,
  makeBoard,
  makeBoardRow,
  makeDocument,
  makeRow,
  WALL,
  write,
} from './values.ts'

test('folder and files are for their owner alone', async () => {
  const folder = join(await makeFolder(), 'new', 'data')
  const store = await openForTest(folder)
  await store.createBoard(makeBoard())
  expect(await rightsOf(folder)).toBe('700')
  expect(await rightsOf(join(folder, 'murmure.db'))).toBe('600')
  expect(await rightsOf(join(folder, 'murmure.db-wal'))).toBe('600')
})

test('a second store on the folder is refused at once, until the first is closed', async () => {
  const folder = await makeFolder()
  const first = await openStore({ folder })
  expect(await tryOpenStore({ folder })).toEqual({ ok: false, error: { kind: 'in-use' } })
  await first.close()
  await openForTest(folder)
})

test('a folder that cannot be is unwritable', async () => {
  const file = join(await makeFolder(), 'file')
  await writeFile(file, '')
  const opened = await tryOpenStore({ folder: join(file, 'data') })
  expect(opened).toMatchObject({
    ok: false,
    error: { kind: 'unwritable', cause: { message: expect.stringContaining('ENOTDIR') } },
  })
})

test('a file that is no database is damaged, and stays as it is', async () => {
  const folder = await makeFolder()
  const text = 'rien de tout cela n’est une base de données. '.repeat(100)
  await writeFile(join(folder, 'murmure.db'), text)
  const opened = await tryOpenStore({ folder })
  expect(opened).toMatchObject({ ok: false, error: { kind: 'damaged' } })
  expect(rawBytes(folder).toString()).toContain(text)
})

test('a database of a later version is refused, and can be opened by it again', async () => {
  const folder = await makeFolder()
  await (await openStore({ folder })).close()
  await tamper(folder, 'pragma user_version = 99')
  expect(await tryOpenStore({ folder })).toEqual({
    ok: false,
    error: { kind: 'newer', found: 99, known: MIGRATIONS.length },
  })
  await tamper(folder, `pragma user_version = ${MIGRATIONS.length}`)
  await openForTest(folder)
})

test('a database of the first version is brought up to date with what it holds', async () => {
  const folder = await makeFolder()
  await tamper(
    folder,
    `${MIGRATIONS[0]}
     pragma user_version = 1;
     insert into boards values ('b', '100000', 0, 1, '{}');
     insert into secrets values ('b', 'old hash', 'screen');`,
  )
  const store = await openForTest(folder)
  expect(await store.findSecret('b', 'old hash')).toEqual({ role: 'screen' })
  await store.addSecret('b', { hash: 'new hash', role: 'scribe', groupId: 'a' })
  expect(await store.findSecret('b', 'new hash')).toEqual({ role: 'scribe', groupId: 'a' })
})

test('deleted words are in no file, while the store goes on', async () => {
  const folder = await makeFolder()
  const store = await openForTest(folder)
  const kept = makeBoard({
    board: makeBoardRow({ boardId: idOf('second'), code: '200000' }),
    documents: [makeDocument({ boardId: idOf('second'), documentId: documentIdOf('second') })],
  })
  await store.createBoard(kept)
  await store.createBoard(makeBoard())
  const words = ['aveu-snapshot', 'aveu-row', 'aveu-long'.repeat(2_000), 'aveu-late']
  await write(store, WALL, words)
  await write(store, documentIdOf('second'), ['kept-words'])
  await store.compact(WALL, { seq: 1, bytes: bytesOf('aveu-snapshot') })
  expect(countIn(folder, 'aveu')).toBeGreaterThan(2_000)

  await store.deleteBoard(idOf('board'))

  expect(countIn(folder, 'aveu')).toBe(0)
  expect(countIn(folder, idOf('board'))).toBe(0)
  expect(countIn(folder, 'hash of the screen')).toBeLessThan(2)
  expect(countIn(folder, 'kept-words')).toBe(1)
  expect((await stat(join(folder, 'murmure.db-wal'))).size).toBe(0)
  await write(store, documentIdOf('second'), ['further'], 1)
})

test('[F3] a full disk: nothing of the call is written, and it works again when there is room', async () => {
  const folder = await makeFolder()
  const store = await openForTest(folder, 64)
  await store.createBoard(makeBoard())
  const filler = makeBoard({
    board: makeBoardRow({ boardId: idOf('filler'), code: '200000' }),
    secrets: [],
    documents: [makeDocument({ boardId: idOf('filler'), documentId: documentIdOf('filler') })],
  })
  await store.createBoard(filler)
  await write(store, documentIdOf('filler'), ['x'.repeat(100_000)])
  const head = await fill(store)
  const before = await store.load(WALL)

  const batch = [makeRow({ expectedHead: head, bytes: new Uint8Array(60_000) })]
  const lease = { documentId: WALL, clientId: 1, participantId: ANNE }
  const refused = commit(
    store,
    [...batch, makeRow({ documentId: documentIdOf('groupA') })],
    [lease],
  )
  await expect(refused).rejects.toThrow('database or disk is full')
  await expect(store.probe()).rejects.toThrow(StoreError)
  await expect(store.compact(WALL, { seq: 1, bytes: new Uint8Array(60_000) })).rejects.toThrow(
    StoreError,
  )
  expect(await store.load(WALL)).toEqual(before)
  expect(await store.load(documentIdOf('groupA'))).toMatchObject({ head: 0, rows: [] })

  await store.deleteBoard(idOf('filler'))
  await store.probe()
  expect(await commit(store, batch, [lease])).toMatchObject({ kind: 'committed' })
})

test.each([
  ['a row is missing', 'delete from log where seq = 3'],
  ['the first row is missing', 'delete from log where seq = 2'],
  ['the last row is missing', 'delete from log where seq = 4'],
  ['all rows are missing', 'delete from log'],
  ['the snapshot is missing', 'delete from snapshots'],
  [
    'a row stands where the snapshot reaches',
    "insert into log select document_id, 1, x'00', 0, '[]' from snapshots",
  ],
  ['the head is behind its rows', 'update documents set head = 2'],
  ['the head is beyond its rows', 'update documents set head = 9'],
  ['authors are no list', "update log set authors = 'anne' where seq = 3"],
  ['the kind is unknown', "update documents set kind = 'desk'"],
])('[F4] %s: load rejects rather than answer with less', async (_name, sql) => {
  const folder = await makeFolder()
  const store = await openStore({ folder })
  await store.createBoard(makeBoard())
  await write(store, WALL, ['un', 'deux', 'trois', 'quatre'])
  await store.compact(WALL, { seq: 1, bytes: bytesOf('un') })
  await store.close()
  await tamper(folder, sql)

  const again = await openForTest(folder)
  await expect(again.load(WALL)).rejects.toThrow(StoreError)
  await again.probe()
})

test('a board row that cannot be read is rejected, not invented', async () => {
  const folder = await makeFolder()
  const store = await openStore({ folder })
  await store.createBoard(makeBoard())
  await store.close()
  await tamper(folder, "update boards set room = '{}'")
  const again = await openForTest(folder)
  await expect(again.getBoard(idOf('board'))).rejects.toThrow(StoreError)
})

test('a worker that dies takes what waits with it, and every later call', async () => {
  // Stands for a thread that runs out of memory: it never answers and ends.
  const worker = new Worker(
    "require('node:worker_threads').parentPort.on('message', () => process.exit(1))",
    {
      eval: true,
    },
  )
  const store = createStore(connectWorker(worker))
  const exited = once(worker, 'exit')
  const pending = [store.probe(), store.load(WALL), store.createBoard(makeBoard())]
  const settled = await Promise.allSettled(pending)
  expect(settled.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual(
    pending.map(() => expect.any(StoreError)),
  )
  await exited
  await expect(store.probe()).rejects.toThrow(StoreError)
  await expect(store.close()).rejects.toThrow(StoreError)
})

test('a call that does not fit through the port is the caller’s bug and blocks nothing', async () => {
  const store = await openForTest(await makeFolder())
  const board = makeBoard()
  const strange = { ...board, board: { ...board.board, surprise: () => 1 } }
  await expect(store.createBoard(strange)).rejects.toThrow('could not be cloned')
  await store.probe()
})

async function openForTest(folder: string, maxPages?: number): Promise<Store> {
  const store = await openStore({ folder, maxPages })
  onTestFinished(() => store.close())
  return store
}

/** Commits to the wall, in smaller and smaller rows, until not even a small one has room. Returns the head. */
async function fill(store: Store): Promise<number> {
  let head = 0
  for (const size of [20_000, 4_000, 500]) {
    for (;;) {
      try {
        await commit(store, [makeRow({ expectedHead: head, bytes: new Uint8Array(size) })])
        head++
      } catch (cause) {
        expect(cause).toBeInstanceOf(StoreError)
        break
      }
    }
  }
  return head
}

/** Changes the closed database as a broken disk or a wrong hand would. */
async function tamper(folder: string, sql: string): Promise<void> {
  const database = new DatabaseSync(join(folder, 'murmure.db'), {
    enableForeignKeyConstraints: false,
  })
  database.exec(sql)
  database.close()
}

/** Read by another process: closing the file in this one would drop the lock of the open store. */
function rawBytes(folder: string): Buffer {
  const { stdout } = spawnSync('sh', ['-c', 'cat murmure.db*'], { cwd: folder, maxBuffer: 1 << 28 })
  return stdout
}

function countIn(folder: string, word: string): number {
  return rawBytes(folder).toString('latin1').split(word).length - 1
}

async function rightsOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}
