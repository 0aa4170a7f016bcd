import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { BIN, ROOT } from '../scripts/run-command.ts'

/** Kilobytes of script, gzip, before a face can be used: a table of the architecture. */
const BUDGETS_KB = { home: 90, join: 10, phone: 130, wall: 260, screen: 150, minutes: 150 } as const
const FACES = Object.keys(BUDGETS_KB) as (keyof typeof BUDGETS_KB)[]

/** A build of its own: whatever stands in `client/dist` may be of yesterday. */
let dist: string
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'murmure-dist-'))
  const args = ['build', 'client', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn']
  // The runner says « test » to everything below it: React would come with its warnings.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stderr } = spawnSync(BIN.vite, args, { cwd: ROOT, encoding: 'utf8', env })
  expect(status, stderr).toBe(0)
})
afterAll(() => rm(dist, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(dist, path))
const pageOf = (face: string) => read(`${face}.html`).toString()

describe('what a face loads before it can be used', () => {
  test.for(FACES)('%s stays within its budget', (face) => {
    const scripts = scriptsOf(face)
    expect(scripts.size).toBeGreaterThan(0)
    const kilobytes =
      [...scripts].reduce((sum, path) => sum + gzipSync(read(path)).length, 0) / 1000
    process.stdout.write(`${face}: ${kilobytes.toFixed(1)} of ${BUDGETS_KB[face]} kB\n`)
    expect(kilobytes).toBeLessThanOrEqual(BUDGETS_KB[face])
  })
})

describe('what stands in a page', () => {
  test.for(FACES)('%s: no script and no style of its own, no other origin', (face) => {
    const page = pageOf(face)
    for (const [, attributes = '', content = ''] of page.matchAll(/<script([^>]*)>([^<]*)/g)) {
      expect(attributes).toMatch(/src="\/assets\//)
      expect(content).toBe('')
    }
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    const links = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, link]) => link)
    expect(links.length).toBeGreaterThan(1)
    expect(links.filter((link) => !/^\/[^/]/.test(link ?? ''))).toEqual([])
  })
})

test('each text asset stands there compressed too, and is the same', () => {
  const assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(?:js|css|svg)$/.test(name))
  expect(assets.length).toBeGreaterThan(10)
  for (const name of assets) {
    const plain = read(join('assets', name))
    expect(gunzipSync(read(join('assets', `${name}.gz`))).equals(plain), name).toBe(true)
    expect(brotliDecompressSync(read(join('assets', `${name}.br`))).equals(plain), name).toBe(true)
  }
})

test('[F17] Yjs stands in the bundle once, in the one version that the server has', () => {
  // The sentence with which a second copy would complain; each copy brings it.
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'))
  const copies = scripts.flatMap((name) => [
    ...read(join('assets', name))
      .toString()
      .matchAll(/Yjs was already imported/g),
  ])
  expect(copies).toHaveLength(1)
  const lockfile = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
  expect(new Set(lockfile.match(/^ {2}yjs@[^:]+(?=:)/gm)).size).toBe(1)
})

/** The scripts of the page, and what these import before they run; not what they import when asked for. */
function scriptsOf(face: string): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (path: string): void => {
    if (found.has(path)) return
    found.add(path)
    const imports = read(path)
      .toString()
      .matchAll(/(?:from|^import|;import)\s*["'](\.[^"']+\.js)["']/g)
    for (const [, imported = ''] of imports) visit(join(path, '..', imported))
  }
  const loaded = pageOf(face).matchAll(
    /<(?:script|link rel="modulepreload")[^>]*(?:src|href)="([^"]*)"/g,
  )
  for (const [, path = ''] of loaded) visit(path.slice(1))
  return found
}
