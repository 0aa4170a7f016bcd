import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A system call that changed a file, or made its changes durable. Times in seconds, as the clock of the wall says. */
type Call = {
  readonly at: number
  readonly until: number
  readonly file: string
} & (
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly length: number }
  | { readonly kind: 'sync' }
)

const LINE =
  /^([0-9.]+) (pwrite64|ftruncate|fsync|fdatasync)\([0-9]+<([^>]*)>(.*)\)\s+= -?[0-9]+.* <([0-9.]+)>$/
const WRITE = /^, "((?:\\x[0-9a-f]{2})*)", [0-9]+, ([0-9]+)$/
const TRUNCATE = /^, ([0-9]+)$/

/** What `recordCalls` wrote down under this prefix, all threads together, in the order of the calls. */
export async function readCalls(prefix: string): Promise<readonly Call[]> {
  const folder = dirname(prefix)
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${basename(prefix)}.`))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts
    .flatMap((text) => text.split('\n').flatMap((line) => readCall(line) ?? []))
    .sort((a, b) => a.at - b.at)
}

function readCall(line: string): Call | undefined {
  const [, start, name, path, rest = '', took] = LINE.exec(line) ?? []
  if (start === undefined || path === undefined) return undefined
  const times = { at: Number(start), until: Number(start) + Number(took) }
  const file = Buffer.from(path.replaceAll('\\x', ''), 'hex').toString()
  if (name === 'pwrite64') {
    const [, hex = '', offset] = WRITE.exec(rest) ?? []
    const bytes = Buffer.from(hex.replaceAll('\\x', ''), 'hex')
    return { ...times, file, kind: 'write', offset: Number(offset), bytes }
  }
  if (name === 'ftruncate') {
    return { ...times, file, kind: 'truncate', length: Number(TRUNCATE.exec(rest)?.[1]) }
  }
  return { ...times, file, kind: 'sync' }
}

type PowerCut = {
  /** The files before the first call; all of it counts as durable. */
  readonly before: string
  /** Where the process had them. */
  readonly folder: string
  readonly calls: readonly Call[]
  /** When the power goes, in seconds. */
  readonly at: number
  /** Did this change reach the disk, though nobody had asked that it should? */
  readonly isLucky: () => boolean
}

/**
 * Writes the files as a disk may hold them after a power cut: everything that was synced, and of what was not
 * some changes and not others, in no order. The shared memory of the processes is gone with them.
 */
export async function diskAfterPowerCut(
  { before, folder, calls, at, isLucky }: PowerCut,
  target: string,
): Promise<void> {
  await mkdir(target, { recursive: true })
  await cp(before, target, { recursive: true, filter: isOfTheDatabase })
  for (const file of new Set(calls.map((call) => call.file))) {
    if (dirname(file) !== folder || file.endsWith('-shm')) continue
    const own = calls.filter((call) => call.file === file && call.at < at)
    const synced = own.filter((call) => call.kind === 'sync' && call.until <= at).at(-1)
    const survived = own.filter(
      (call) => call.kind !== 'sync' && ((synced && call.until <= synced.at) || isLucky()),
    )
    await replay(join(target, basename(file)), survived)
  }
}

/** The witness knows the file that it was written for; this is another one. */
const isOfTheDatabase = (path: string): boolean => !/(?:-shm|\.witness)$/.test(path)

async function replay(path: string, calls: readonly Call[]): Promise<void> {
  const held = await readFile(path).catch(() => Buffer.alloc(0))
  const ends = calls.map((call) => (call.kind === 'write' ? call.offset + call.bytes.length : 0))
  const bytes = Buffer.alloc(Math.max(held.length, ...ends))
  bytes.set(held)
  let length = held.length
  for (const call of calls) {
    if (call.kind === 'write') {
      bytes.set(call.bytes, call.offset)
      length = Math.max(length, call.offset + call.bytes.length)
    }
    if (call.kind === 'truncate') {
      bytes.fill(0, call.length)
      length = call.length
    }
  }
  await writeFile(path, bytes.subarray(0, length))
}
