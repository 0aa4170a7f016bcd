import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { leanYjsCode } from '../../client/lean-yjs.ts'
import { runs, runSeed } from '../support/seed.ts'

const require = createRequire(import.meta.url)

/** The Yjs that the built pages run, beside the whole one. */
async function loadLean(): Promise<typeof Y> {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-lean-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const code = leanYjsCode(await readFile(join(require.resolve('yjs'), '../yjs.mjs'), 'utf8'))
    .replaceAll(
      /from '(?<module>lib0\/[a-z]+)'/g,
      (_, module: string) => `from '${pathToFileURL(require.resolve(module)).href}'`,
    )
    .replace(/\/\/# sourceMappingURL=.*/, '')
  const file = join(folder, 'yjs.mjs')
  await writeFile(file, code)
  // Yjs warns of a second copy in one process, which is what is wanted here.
  const mark = '__ $YJS$ __'
  const before: unknown = Reflect.get(globalThis, mark)
  Reflect.deleteProperty(globalThis, mark)
  const lean = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Y
  Reflect.set(globalThis, mark, before)
  return lean
}

type Edit = readonly [who: number, key: number, at: number, text: string]

/** A map of texts, as a group's notes; a note of no letters takes some away. */
function edit(yjs: typeof Y, doc: Y.Doc, [, key, at, text]: Edit): void {
  doc.transact(() => {
    const cards = doc.getMap<Y.Map<unknown>>('cards')
    const name = `card${key}`
    if (!cards.has(name)) {
      cards.set(name, new yjs.Map<unknown>([['text', new yjs.Text('mot')]]))
      return
    }
    const card = cards.get(name)
    const words = card?.get('text') as Y.Text
    const start = at % (words.length + 1)
    if (text === '') words.delete(start, Math.min(2, words.length - start))
    else words.insert(start, text)
    card?.set('seen', at)
  })
}

const Edits = fc.array(
  fc.tuple(
    fc.nat({ max: 1 }),
    fc.nat({ max: 2 }),
    fc.nat({ max: 20 }),
    fc.string({ maxLength: 3, unit: 'grapheme' }),
  ),
  { maxLength: 25 },
)

test('the pages’ Yjs reads and writes what the whole one does, also what comes before what it builds on', async () => {
  const lean = await loadLean()
  fc.assert(
    fc.property(Edits, fc.infiniteStream(fc.nat()), (edits, lot) => {
      const [whole, pages] = [new Y.Doc(), new lean.Doc()]
      const updates: Uint8Array[] = []
      for (const doc of [whole, pages]) doc.on('update', (update) => updates.push(update))
      for (const act of edits)
        if (act[0] === 0) edit(Y, whole, act)
        else edit(lean, pages, act)
      const shuffled = updates
        .map((update) => ({ update, place: lot.next().value ?? 0 }))
        .toSorted((one, other) => one.place - other.place)
      const [seen, shown] = [new Y.Doc(), new lean.Doc()]
      for (const { update } of shuffled) {
        Y.applyUpdate(seen, update)
        lean.applyUpdate(shown, update)
        // With what waits for its past.
        expect(lean.encodeStateAsUpdate(shown)).toEqual(Y.encodeStateAsUpdate(seen))
      }
      expect(shown.getMap('cards').toJSON()).toEqual(seen.getMap('cards').toJSON())
      expect(lean.encodeStateVector(shown)).toEqual(Y.encodeStateVector(seen))
    }),
    { seed: runSeed(), numRuns: runs(300) },
  )
})

test('a type that no document of ours holds is an error, not a wrong reading', async () => {
  const lean = await loadLean()
  const doc = new Y.Doc()
  doc.getMap('cards').set('list', new Y.Array())
  expect(() => lean.applyUpdate(new lean.Doc(), Y.encodeStateAsUpdate(doc))).toThrow(
    'neither a map nor a text',
  )
})

test('a Yjs that reads otherwise stops the build', () => {
  expect(() => leanYjsCode('class DSDecoderV2 {}')).toThrow('yjs has not exactly one')
})
