import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

import { WebSocket } from 'ws'
import { z } from 'zod'

/** Milliseconds that all threads of a process have computed so far, as Linux counts them: in nanoseconds. */
export async function cpuMs(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const spent = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')),
  )
  return spent.reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1e6, 0)
}

/** What a process has in memory now, as Linux counts it. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024
}

/** Closed sockets are let go one turn after another: what is held counts when it has stopped falling. */
const LOOKS = 30
const LOOK_MS = 200
const STILL = 0.001

/** What a process holds after full collections: its heap, and the buffers outside it. */
export async function heldBytes(inspector: string): Promise<number> {
  const { ask, close } = await openInspector(inspector)
  const collect = async () => {
    await ask('HeapProfiler.collectGarbage')
    return Evaluated.parse(await ask('Runtime.evaluate', { expression: HELD, returnByValue: true }))
      .result.result.value
  }
  let last = await collect()
  for (let look = 1; look < LOOKS; look++) {
    await delay(LOOK_MS)
    const bytes = await collect()
    const isStill = Math.abs(bytes - last) < last * STILL
    last = bytes
    if (isStill) break
  }
  close()
  return last
}

const HELD = '(({ heapUsed, external }) => heapUsed + external)(globalThis.process.memoryUsage())'
const TIMERS =
  "globalThis.process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length"
const Answer = z.object({ id: z.int() })
const Evaluated = z.object({ result: z.object({ result: z.object({ value: z.number() }) }) })

/** Timers that a process waits for. */
export async function runningTimers(inspector: string): Promise<number> {
  const { ask, close } = await openInspector(inspector)
  const answer = await ask('Runtime.evaluate', { expression: TIMERS, returnByValue: true })
  close()
  return Evaluated.parse(answer).result.result.value
}

async function openInspector(inspector: string) {
  const socket = new WebSocket(inspector)
  await once(socket, 'open')
  const waiting = new Map<number, (answer: unknown) => void>()
  let asked = 0
  socket.on('message', (data: Buffer) => {
    const answer: unknown = JSON.parse(data.toString())
    const { success, data: known } = Answer.safeParse(answer)
    if (success) waiting.get(known.id)?.(answer)
  })
  return {
    ask: (method: string, params: object = {}): Promise<unknown> => {
      const id = ++asked
      socket.send(JSON.stringify({ id, method, params }))
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    close: () => socket.terminate(),
  }
}
