import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

import { ROOT } from '../scripts/run-command.ts'

const PACKAGES = ['shared', 'client', 'server', 'tests'] as const
const NOT_COPIED = new Set(['node_modules', 'dist', 'build', '.git', 'data', 'test-results'])

export type Outcome = { readonly code: number; readonly output: string }

/** A copy of the repository in which violations can be planted without anybody seeing them. */
export type Tree = {
  readonly path: string
  /** Copies a file of tests/gates/planted to a place in the tree. */
  plant(source: string, to: string): Promise<void>
  write(to: string, text: string): Promise<void>
  run(bin: 'oxfmt' | 'oxlint' | 'tsc' | 'knip', args: readonly string[]): Promise<Outcome>
  remove(): Promise<void>
}

export async function copyTree(): Promise<Tree> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'murmure-gates-')))
  await cp(ROOT, path, {
    recursive: true,
    filter: (source) =>
      !relative(ROOT, source)
        .split('/')
        .some((part) => NOT_COPIED.has(part)),
  })
  await linkModules('.', path)
  for (const name of PACKAGES) await linkModules(name, path)
  return {
    path,
    plant: async (source, to) => {
      await mkdir(dirname(join(path, to)), { recursive: true })
      await cp(join(ROOT, 'tests/gates/planted', source), join(path, to))
    },
    write: async (to, text) => {
      await mkdir(dirname(join(path, to)), { recursive: true })
      await writeFile(join(path, to), text)
    },
    run: (bin, args) => run(join(ROOT, 'node_modules/.bin', bin), args, path),
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** The installed dependencies, entry by entry: our own packages must be those of the copy. */
async function linkModules(folder: string, path: string): Promise<void> {
  const from = join(ROOT, folder, 'node_modules')
  const to = join(path, folder, 'node_modules')
  for (const name of await entries(from)) {
    const target = name.startsWith('@murmure/')
      ? join(path, name.slice('@murmure/'.length))
      : await realpath(join(from, name))
    await mkdir(dirname(join(to, name)), { recursive: true })
    await symlink(target, join(to, name))
  }
}

async function entries(modules: string): Promise<readonly string[]> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'))
  const nested = names.map(async (name) =>
    name.startsWith('@')
      ? (await readdir(join(modules, name))).map((inner) => `${name}/${inner}`)
      : [name],
  )
  return (await Promise.all(nested)).flat()
}

function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0
      resolve({ code, output: stdout || stderr })
    })
  })
}
