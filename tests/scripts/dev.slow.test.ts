import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { until } from '../support/until.ts'
import { BIN, ROOT } from './run-command.ts'

const START_LIMIT_MS = 60_000

/** Each page's address, and the script that only this page has. */
const PAGES = {
  '/': '/src/app/home.tsx',
  '/a/some-board': '/src/app/wall.tsx',
  '/e/some-board?x=1': '/src/app/phone.tsx',
  '/p/some-board': '/src/app/screen.tsx',
  '/c/some-board': '/src/app/minutes.tsx',
  '/r': 'action="/r"',
  '/api/templates': 'bilan-et-perspectives',
} as const

test('pnpm dev serves every page at its address, and Ctrl-C ends both halves', async () => {
  const [serverPort, vitePort] = [await freePort(), await freePort()]
  const dataDir = await mkdtemp(join(tmpdir(), 'murmure-dev-'))
  const args = ['tests/scripts/dev.ts', '--host', '127.0.0.1', '--port', String(vitePort)]
  const child = spawn(BIN.node, [...args, '--strictPort'], {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(serverPort),
      DATA_DIR: dataDir,
      LC_ALL: 'fr_FR.UTF-8',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGINT')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => (output += piece))
  }
  const origin = `http://127.0.0.1:${vitePort}`
  await until('both serve', () => isServed(`${origin}/api/templates`), START_LIMIT_MS)

  for (const [path, piece] of Object.entries(PAGES)) {
    const response = await fetch(origin + path)
    expect(await response.text(), path).toContain(piece)
  }

  child.kill('SIGINT')
  expect(await ended, output).toEqual([0, null])
  expect(output).toContain('Murmure est arrêté')
  expect(await isServed(`http://127.0.0.1:${serverPort}/healthz`)).toBe(false)
})

async function isServed(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch (cause) {
    if (cause instanceof TypeError) return false
    throw cause
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
