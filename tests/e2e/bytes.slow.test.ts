import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'

import { BYTE_BUDGETS_KB, type BudgetedFace } from '@murmure/client/app/byte-budgets'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { BIN, ROOT } from '../scripts/run-command.ts'

/** Each costs a way there and back where there is no HTTP/2, six at a time. */
const SCRIPTS_MOST = 10

const FACES = Object.keys(BYTE_BUDGETS_KB) as BudgetedFace[]

/** A build of its own: whatever stands in `client/dist` may be of yesterday. */
let dist: string
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'murmure-dist-'))
  const { status, stderr } = build(dist)
  expect(status, stderr).toBe(0)
})
afterAll(() => rm(dist, { recursive: true, force: true }))

function build(outDir: string, env: Readonly<Record<string, string>> = {}) {
  const args = ['build', 'client', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  return spawnSync(BIN.vite, args, {
    cwd: ROOT,
    encoding: 'utf8',
    // The runner says « test » to everything below it: React would come with its warnings.
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
}

const read = (path: string) => readFileSync(join(dist, path))
const pageOf = (face: string) => read(`${face}.html`).toString()

describe('what a face loads before it can be used', () => {
  test.for(FACES)('%s stays within its budget', (face) => {
    const scripts = scriptsOf(face)
    expect(scripts.size).toBeGreaterThan(0)
    expect(scripts.size).toBeLessThanOrEqual(SCRIPTS_MOST)
    const kilobytes =
      [...scripts].reduce((sum, path) => sum + gzipSync(read(path)).length, 0) / 1000
    process.stdout.write(`${face}: ${kilobytes.toFixed(1)} of ${BYTE_BUDGETS_KB[face]} kB\n`)
    expect(kilobytes).toBeLessThanOrEqual(BYTE_BUDGETS_KB[face])
  })
})

test('a face over its budget is not built, and the build says which and what to do', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'murmure-over-'))
  onTestFinished(() => rm(outDir, { recursive: true, force: true }))
  const { status, stderr } = build(outDir, { MURMURE_BUDGETS: 'phone:100' })
  expect(status).not.toBe(0)
  expect(stderr).toMatch(
    /The page « phone » loads [0-9.]+ kB of script before it can be used; its budget is 100 kB\. Put behind import\(\)/,
  )
  expect(stderr).not.toContain('« home »')
  expect(readdirSync(outDir).filter((name) => name.endsWith('.html'))).toEqual([])
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
