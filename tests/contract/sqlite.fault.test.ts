import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import type { StoredDocument } from '@murmure/server/storage/contract'

import { makeFolder } from './folder.ts'
import { openStore, tryOpenStore } from './open-store.ts'
import { GROUP_A, WALL } from './values.ts'

const SCRIPT = fileURLToPath(new URL('commit-loop.ts', import.meta.url))

test('[F1] [F5] kill -9 in the middle of commits and compactions loses nothing acknowledged', async () => {
  const folder = await makeFolder()
  let acknowledged = 0
  // The seed of the run chooses how long each process lives; the folder outlives them all.
  for (const lives of fc.sample(fc.integer({ min: 1, max: 60 }), 12)) {
    const loop = startLoop([process.execPath, SCRIPT, folder])
    for (let said = 0; said < lives; said++) acknowledged = seqOf(await loop.next())
    await loop.kill()
    // What it said between the last line read and its death was promised as well.
    for (const line of loop.rest()) acknowledged = seqOf(line)

    const store = await openStore({ folder })
    const [wall, group] = [await store.load(WALL), await store.load(GROUP_A)]
    await store.close()
    expect(wall?.head).toBeGreaterThanOrEqual(acknowledged)
    expect(group?.head).toBe(wall?.head)
    expect(contentOf(wall)).toEqual(contentFrom(wall?.snapshot?.seq ?? 0, wall?.head ?? 0))
    expect(contentOf(group)).toEqual(contentFrom(0, wall?.head ?? 0))
  }
  expect(acknowledged).toBeGreaterThan(12)
})

test('a second process on the folder is refused, and let in when the first was killed', async () => {
  const folder = await makeFolder()
  const loop = startLoop([process.execPath, SCRIPT, folder])
  await loop.next()
  expect(await tryOpenStore({ folder })).toEqual({ ok: false, error: { kind: 'in-use' } })
  await loop.next()
  await loop.kill()
  const store = await openStore({ folder })
  await store.probe()
  await store.close()
})

test('[F3] a write that the system refuses fails its commit alone; the same commit works later', async () => {
  const folder = await makeFolder()
  const loop = startLoop(['prlimit', '--fsize=400000:', process.execPath, SCRIPT, folder])
  let line = await loop.next()
  let acknowledged = 0
  for (; line.startsWith('committed'); line = await loop.next()) acknowledged = seqOf(line)
  expect(line).toMatch(/^failed The store failed to (commit|compact): disk I\/O error/)
  loop.say('still no room')
  expect(await loop.next()).toMatch(/^failed/)

  const lifted = spawnSync('prlimit', ['--pid', String(loop.pid), '--fsize=unlimited:'])
  expect(lifted.status).toBe(0)
  loop.say('room')
  expect(seqOf(await loop.next())).toBe(acknowledged + 1)
  expect(seqOf(await loop.next())).toBe(acknowledged + 2)
  await loop.kill()

  const store = await openStore({ folder })
  expect(contentOf(await store.load(GROUP_A)).length).toBeGreaterThanOrEqual(acknowledged + 2)
  await store.close()
})

/** A process whose lines are read one by one. It is killed with the test at the latest. */
function startLoop([command = '', ...args]: readonly string[]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  let hasEnded = false
  let wake = () => {}
  const reader = createInterface(child.stdout)
  reader.on('line', (line) => {
    lines.push(line)
    wake()
  })
  reader.on('close', () => {
    hasEnded = true
    wake()
  })
  onTestFinished(() => killed(child))

  return {
    pid: child.pid,
    /** The next line; rejects if it ends without. */
    async next(): Promise<string> {
      if (lines.length === 0 && !hasEnded) await new Promise<void>((resolve) => (wake = resolve))
      const line = lines.shift()
      if (line === undefined) throw new Error(`${SCRIPT} has ended (${child.exitCode})`)
      return line
    },
    rest: () => lines,
    say: (line: string) => child.stdin.write(`${line}\n`),
    kill: () => killed(child),
  }
}

/** SIGKILL, and everything that it had said is read. */
async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

function seqOf(line: string): number {
  const seq = /^committed (\d+)$/.exec(line)?.[1]
  if (seq === undefined) throw new Error(`Expected a commit, got “${line}”`)
  return Number(seq)
}

function contentOf(stored: StoredDocument | undefined): readonly string[] {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const snapshot = stored?.snapshot ? [text(stored.snapshot.bytes)] : []
  return [...snapshot, ...(stored?.rows ?? []).map(({ bytes }) => text(bytes))]
}

/** What must be there: the snapshot up to `from`, if any, then every row up to `head`. */
function contentFrom(from: number, head: number): readonly string[] {
  const rows = Array.from({ length: head - from }, (_, index) => `row ${from + index + 1}`)
  return from > 0 ? [`up to ${from}`, ...rows] : rows
}
