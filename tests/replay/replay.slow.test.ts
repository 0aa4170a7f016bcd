import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'

import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { readBoard } from '@murmure/shared/read-board'
import { expect, onTestFinished, test } from 'vitest'

import { DEMO, DEMO_ATTENDANCE, DEMO_OVERVIEW } from '../demo/expected.ts'
import { type ReadDocx, readDocx } from '../minutes/read-docx.ts'
import { chooseSeed } from '../support/seed.ts'
import { startServer } from '../support/server.ts'
import { createApi } from './api.ts'
import { openReader } from './client.ts'
import { cellsOfMinutes, type ExpectedCell, fingerprintCells, sortedLines } from './expected.ts'
import { LE_BLANC_FILES, ROOT } from './files.ts'
import { LE_BLANC, LE_BLANC_ATTENDANCE, LE_BLANC_OVERVIEW } from './le-blanc-expected.ts'

const run = promisify(execFile)
const SEED = String(Math.abs(Number(chooseSeed(process.env.SEED))))

const TITLES = [
  ['Ce que cela apporte', 'Ce qui a manqué'],
  ['Conserver', 'Inventer'],
]

type Expected = {
  readonly cells: readonly ExpectedCell[]
  readonly attendance: Readonly<Record<string, readonly string[]>>
  readonly overview: ReadDocx['overview']
}

/** Plays a file onto a real server, with cuts, then reads wall and docx as a stranger would. */
async function playAndCheck(args: readonly string[], expected: Expected): Promise<void> {
  const server = await startServer()
  onTestFinished(async () => {
    await server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  })
  const command = ['tests/replay/main.ts', ...args, '--server', server.url]
  const { stdout } = await run(
    process.execPath,
    [...command, '--chaos', '--seed', SEED, '--speed', '25'],
    { cwd: ROOT, env: { PATH: process.env.PATH, LANG: 'fr_FR.UTF-8' } },
  )
  const link = /^http:\/\/127\.0\.0\.1:\d+\/a\/([\w-]{16})#([\w-]{32})$/.exec(
    stdout.trim().split('\n').at(-1) ?? '',
  )
  const cuts = /^(\d+) coupures/m.exec(stdout)?.[1]
  expect(
    Number(cuts),
    `a run with --chaos that cut nothing proves nothing\n${stdout}`,
  ).toBeGreaterThan(3)
  const [, boardId = '', secret = ''] = link ?? []
  const session = await createApi(server.url).openSession({ boardId, secret })
  const lines = sortedLines(expected.cells)

  const reader = await openReader({ origin: server.url, session })
  onTestFinished(() => reader.close())
  const docs = new Map([...reader.groups].map(([groupId, { doc }]) => [groupId, doc]))
  const board = readBoard(reader.room.doc, reader.wall.doc, docs)
  expect(sortedLines(cellsOfMinutes(boardToMinutes(board)))).toEqual(lines)
  expect(board.cards.length).toBe(lines.length)
  expect(board.session).toMatchObject({ phase: 'conclude', revealed: true, open: [] })

  const docx = await fetch(`${server.url}/api/boards/${boardId}/minutes.docx`, {
    headers: { authorization: `Bearer ${session.token}` },
  })
  const read = await readDocx(new Uint8Array(await docx.arrayBuffer()))
  expect(sortedLines(fingerprintCells(read.cells))).toEqual(lines)
  expect(read.sections).toEqual(['Bilan', 'Perspectives'])
  expect(read.overview).toEqual(expected.overview)
  expect(Object.fromEntries(firstOfEach(read.attendance))).toEqual(expected.attendance)
  expect(new Set(read.heads.map(String))).toEqual(new Set(TITLES.map(String)))
}

/** Who was there stands where a group first appears, and nowhere else. */
function firstOfEach(
  attendance: readonly { readonly group: string; readonly lines: readonly string[] }[],
): ReadonlyMap<string, readonly string[]> {
  const first = new Map<string, readonly string[]>()
  for (const { group, lines } of attendance) {
    if (first.has(group)) expect(lines).toEqual([])
    else first.set(group, lines)
  }
  return first
}

test('[I12] the demonstration assembly, replayed with cuts, is on the wall and in the docx once', async () => {
  await playAndCheck(['--demo'], {
    cells: fingerprintCells(DEMO),
    attendance: DEMO_ATTENDANCE,
    overview: DEMO_OVERVIEW,
  })
})

test.for(LE_BLANC_FILES)('[I13] so is the real assembly of Le Blanc, %s', async (file) => {
  await playAndCheck([file], {
    cells: LE_BLANC,
    attendance: LE_BLANC_ATTENDANCE,
    overview: LE_BLANC_OVERVIEW,
  })
})
