import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { ROOT } from './run-command.ts'

/** F1 to F52, as `docs/threat-model.md` and the tests number them. */
const FAULTS = Array.from({ length: 52 }, (_, index) => `F${index + 1}`)

test('every fault has a test that bears its number, or stands among what is not shown', async () => {
  const files = await readdir(join(ROOT, 'tests'), { recursive: true })
  const tests = files.filter((file) => /^(?!build|node_modules).*\.(?:test|spec)\.ts$/.test(file))
  const texts = await Promise.all(tests.map((file) => readFile(join(ROOT, 'tests', file), 'utf8')))
  const titles = texts.flatMap((text) => text.match(/\[F\d[^\]]*\]/g) ?? []).join(' ')
  const model = await readFile(join(ROOT, 'docs/threat-model.md'), 'utf8')
  const notShown = model.slice(model.indexOf('## What is not shown'))
  const numbersIn = (text: string) => new Set(text.match(/F\d+/g))
  const [shown, open] = [numbersIn(titles), numbersIn(notShown)]
  expect(shown.size).toBeGreaterThan(40)
  expect(FAULTS.filter((fault) => !shown.has(fault) && !open.has(fault))).toEqual([])
})
