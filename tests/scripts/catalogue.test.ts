import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { ROOT } from './run-command.ts'

/** F1 to F52, as `docs/faults.md` and the tests number them. */
const FAULTS = Array.from({ length: 52 }, (_, index) => `F${index + 1}`)
/** They need, wholly or for a part, a second process on the same documents. */
const SEVERAL_MACHINES = ['F11', 'F20', 'F35', 'F36', 'F37', 'F38', 'F43']

type Row = { readonly fault: string; readonly tests: readonly string[]; readonly open: string }

async function readRows(): Promise<readonly Row[]> {
  const page = await readFile(join(ROOT, 'docs/faults.md'), 'utf8')
  const lines = page.split('\n').filter((line) => /^\| F\d/.test(line))
  return lines.map((line) => {
    const [, fault = '', , tests = '', open = ''] = line.split('|').map((cell) => cell.trim())
    return { fault, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name), open }
  })
}

/** `<fault> <file>` for each number that a title bears; a file is named without its endings. */
async function readTitles(): Promise<readonly string[]> {
  const files = await readdir(join(ROOT, 'tests'), { recursive: true })
  const tests = files.filter((file) => /^(?!build|node_modules).*\.(?:test|spec)\.ts$/.test(file))
  const borne = await Promise.all(
    tests.map(async (file) => {
      const text = await readFile(join(ROOT, 'tests', file), 'utf8')
      const name = file.replace(/(?:\.(?:fault|fuzz|slow))?\.(?:test|spec)\.ts$/, '')
      return [...text.matchAll(/\[(F\d+)[^\]]*\]/g)].map(([, fault = '']) => `${fault} ${name}`)
    }),
  )
  return [...new Set(borne.flat())].toSorted()
}

test('the catalogue has each fault once, in order', async () => {
  expect((await readRows()).map(({ fault }) => fault)).toEqual(FAULTS)
})

test('each fault names the test files whose titles bear its number, and no others', async () => {
  const rows = await readRows()
  const named = rows.flatMap(({ fault, tests }) => tests.map((name) => `${fault} ${name}`))
  expect(named.toSorted()).toEqual(await readTitles())
})

test('what no real process shows, and what needs several machines, says so', async () => {
  const rows = await readRows()
  const isReal = (name: string) => /^(?:fault|e2e)\//.test(name)
  const silent = rows.filter(({ tests, open }) => !tests.some(isReal) && open === '')
  expect(silent.map(({ fault }) => fault)).toEqual([])
  const several = rows.filter(({ open }) => open.includes('several machines'))
  expect(several.map(({ fault }) => fault)).toEqual(SEVERAL_MACHINES)
})
