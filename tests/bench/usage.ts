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

/** Closed sockets are let go one turn after another: what is held counts when it has stopped falling. */
const LOOKS = 30
const LOOK_MS = 200
const STILL = 0.001

/** What a process holds after full collections: its heap, and the buffers outside it. */
export async function heldBytes(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector)
  await once(socket, 'open')
  let last = await collect(socket, 0)
  for (let look = 1; look < LOOKS; look++) {
    await delay(LOOK_MS)
    const bytes = await collect(socket, look)
    const isStill = Math.abs(bytes - last) < last * STILL
    last = bytes
    if (isStill) break
  }
  socket.terminate()
  return last
}

const Answer = z.object({
  id: z.int(),
  result: z.object({ result: z.object({ value: z.number() }) }),
})

function collect(socket: WebSocket, look: number): Promise<number> {
  const id = 2 * look + 1
  const answered = new Promise<number>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const answer = Answer.safeParse(JSON.parse(data.toString()))
      if (answer.success && answer.data.id === id) resolve(answer.data.result.result.value)
    })
  })
  const expression =
    '(({ heapUsed, external }) => heapUsed + external)(globalThis.process.memoryUsage())'
  socket.send(JSON.stringify({ id: id + 1, method: 'HeapProfiler.collectGarbage' }))
  const params = { expression, returnByValue: true }
  socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }))
  return answered
}
