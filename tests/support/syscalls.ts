import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { STRACE } from '../scripts/system-packages.ts'

/** What holds on to a process's system calls. */
export type Grip = {
  /** Lets the process go: from now on the system answers it again. */
  release(): Promise<void>
}

/**
 * Answers system calls of a running process in the system's place, e.g. `fsync:error=EIO` or
 * `pwrite64:delay_enter=20000` (µs; see « inject » of `strace`), in all of its threads. Resolves when it holds.
 */
export function injectFaults(pid: number, faults: readonly string[]): Promise<Grip> {
  const calls = faults.map((fault) => fault.split(':')[0]).join(',')
  const inject = faults.flatMap((fault) => ['-e', `inject=${fault}`])
  return grip(pid, ['-e', `trace=${calls}`, ...inject, '-o', '/dev/null'])
}

/** Writes down each of these calls, with all of its bytes: one file per thread, `<prefix>.<thread>`. */
export function recordCalls(pid: number, calls: readonly string[], prefix: string): Promise<Grip> {
  const whole = ['-ttt', '-T', '-y', '-xx', '-s', '1000000']
  return grip(pid, ['-ff', ...whole, '-e', `trace=${calls.join(',')}`, '-o', prefix])
}

async function grip(pid: number, options: readonly string[]): Promise<Grip> {
  const tracer = spawn(STRACE.program, ['-f', '-p', String(pid), ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(tracer, 'close')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (/attached/.test(said)) resolve()
    })
    tracer.once('error', reject)
    tracer.once('close', () => reject(new Error(`the tracer did not take ${pid}: ${said}`)))
  })
  return {
    async release() {
      tracer.kill('SIGINT')
      await ended
    },
  }
}
