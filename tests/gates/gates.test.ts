import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { ALLOWED, FORBIDDEN } from './directions.ts'
import { copyTree, type Outcome, type Tree } from './tree.ts'

/** `[planted file, its place, the rule that must speak]` */
const LINT: readonly (readonly [source: string, place: string, rule: string])[] = [
  ['floating-promise.ts', 'server/src/planted-floating.ts', 'no-floating-promises'],
  ['misused-promise.ts', 'server/src/planted-misused.ts', 'no-misused-promises'],
  ['any.ts', 'shared/src/planted-any.ts', 'no-explicit-any'],
  ['open-switch.ts', 'shared/src/planted-switch.ts', 'switch-exhaustiveness-check'],
  ['type-import.ts', 'server/src/planted-type-import.ts', 'consistent-type-imports'],
  ['default-export.ts', 'client/src/documents/planted-default.ts', 'no-default-export'],
  ['console.ts', 'client/src/documents/planted-console.ts', 'no-console'],
  ['console.ts', 'tests/support/planted-console.ts', 'no-console'],
  ['empty-catch.ts', 'server/src/planted-catch.ts', 'no-empty'],
  ['cycle-a.ts', 'shared/src/planted-cycle-a.ts', 'no-cycle'],
  ['cycle-b.ts', 'shared/src/planted-cycle-b.ts', 'no-cycle'],
  ['jsx-literal.tsx', 'client/src/ui/planted-literal.tsx', 'jsx-no-literals'],
  ['jsx-label.tsx', 'client/src/ui/planted-label.tsx', 'jsx-no-literals'],
  ['hook-in-branch.tsx', 'client/src/ui/planted-hook.tsx', 'rules-of-hooks'],
  ['process.ts', 'server/src/planted-process.ts', 'no-restricted-globals'],
  ['node-in-client.ts', 'client/src/documents/planted-node.ts', 'no-restricted-globals'],
  ['skipped.test.ts', 'tests/model/planted-skipped.test.ts', 'no-disabled-tests'],
  ['stale-suppression.ts', 'server/src/planted-stale.ts', 'Unused oxlint-disable'],
]

/** `[planted file, its place, the compiler's code]` */
const TYPES: readonly (readonly [source: string, place: string, code: string])[] = [
  ['type-error.ts', 'shared/src/planted-type-error.ts', 'TS2322'],
  ['enum.ts', 'shared/src/planted-enum.ts', 'TS1294'],
  ['dom-in-shared.ts', 'shared/src/planted-dom.ts', 'TS2584'],
  ['deep-import.ts', 'client/src/documents/planted-server.ts', 'TS2307'],
]

const TOOLS = {
  oxfmt: ['--check', '.'],
  oxlint: ['--type-aware', '.'],
  tsc: ['-b', '--pretty', 'false'],
  knip: ['--no-progress'],
} as const

let tree: Tree
let untouched: Readonly<Record<string, Outcome>>
let lint: Outcome
let types: Outcome
let format: Outcome
let dead: Outcome

beforeAll(async () => {
  tree = await copyTree()
  untouched = await runAll()
  await tree.plant('format.ts', 'server/src/planted-format.ts')
  format = await tree.run('oxfmt', ['--check', 'server/src'])
  await tree.plant('unused.ts', 'server/src/planted-unused.ts')
  await tree.plant('unused-file.tsx', 'client/src/ui/planted-nobody.tsx')
  dead = await tree.run('knip', ['--no-progress', '--include', 'files,exports'])
  for (const [source, place] of TYPES) await tree.plant(source, place)
  types = await tree.run('tsc', ['-b', '--pretty', 'false'])
  for (const [source, place] of LINT) await tree.plant(source, place)
  for (const [place, text] of directionFiles()) await tree.write(place, text)
  lint = await tree.run('oxlint', ['--type-aware', '--format', 'json', '.'])
}, 120_000)

afterAll(() => tree.remove())

async function runAll(): Promise<Readonly<Record<string, Outcome>>> {
  const outcomes: Record<string, Outcome> = {}
  for (const tool of ['oxfmt', 'oxlint', 'tsc', 'knip'] as const) {
    outcomes[tool] = await tree.run(tool, TOOLS[tool])
  }
  return outcomes
}

/** One file may stand in both lists, hence one text per file. */
function directionFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const [file, specifier] of [...FORBIDDEN, ...ALLOWED]) {
    files.set(file, `${files.get(file) ?? ''}import '${specifier}'\n`)
  }
  return files
}

const Diagnostics = z.object({
  diagnostics: z.array(
    z.object({ filename: z.string(), message: z.string(), code: z.string().optional() }),
  ),
})

function said(file: string): readonly string[] {
  return Diagnostics.parse(JSON.parse(lint.output))
    .diagnostics.filter(({ filename }) => filename === file)
    .map(({ code, message }) => `${code ?? ''} ${message}`)
}

test.for(['oxfmt', 'oxlint', 'tsc', 'knip'])('%s passes before anything is planted', (tool) => {
  const { code, output } = untouched[tool] as Outcome
  expect(code, output).toBe(0)
})

test('each tool ends with a failure', () => {
  const codes = { format: format.code, lint: lint.code, types: types.code, dead: dead.code }
  expect(Object.entries(codes).filter(([, code]) => code === 0)).toEqual([])
})

test('the formatter names the file', () => {
  expect(format.output).toContain('planted-format.ts')
})

test.for(LINT)('lint: %s at %s is stopped by %s', ([, place, rule]) => {
  expect(said(place)).toContainEqual(expect.stringContaining(rule))
})

test.for(FORBIDDEN)('direction: %s may not import %s', ([file, specifier]) => {
  expect(said(file)).toContainEqual(
    expect.stringMatching(new RegExp(`no-restricted-imports.*'${specifier}'`)),
  )
})

test.for(ALLOWED)('direction: %s may import %s', ([file, specifier]) => {
  const refused = said(file).filter(
    (line) => line.includes('no-restricted-imports') && line.includes(`'${specifier}'`),
  )
  expect(refused).toEqual([])
})

test.for(TYPES)('types: %s at %s is stopped by %s', ([, place, code]) => {
  const lines = types.output.split('\n').filter((line) => line.startsWith(place))
  expect(lines).toContainEqual(expect.stringContaining(code))
})

test('dead code: an export and a file that nobody asks for', () => {
  expect(dead.output).toContain('server/src/planted-unused.ts')
  expect(dead.output).toContain('client/src/ui/planted-nobody.tsx')
})
