import type { Plugin } from 'vite'

/** The faces that load a module before they can be used. */
type Reach = ReadonlySet<string>

type Graph = {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const needs = (reach: Reach, ...faces: readonly string[]): boolean =>
  faces.some((face) => reach.has(face))

/**
 * From what nearly everybody needs down to what few do, each module in the first that fits. What a module imports
 * is needed by at least the same faces, hence stands in the same file or in one before it: never a circle.
 */
const FILES: readonly {
  readonly name: string
  readonly holds: (reach: Reach) => boolean
}[] = [
  // The page to join loads next to nothing.
  { name: 'first', holds: (reach) => needs(reach, 'join') },
  { name: 'common', holds: (reach) => needs(reach, 'home') },
  { name: 'board', holds: (reach) => needs(reach, 'phone') && needs(reach, 'minutes', 'kit') },
  { name: 'live', holds: (reach) => needs(reach, 'phone') },
  { name: 'paper', holds: (reach) => needs(reach, 'minutes', 'kit') },
  { name: 'shown', holds: () => true },
]

/**
 * What several faces share, in a few files. Left to itself the bundler makes one for each set of faces that share
 * something, down to a hundred bytes; and over a bad line each costs a way there and back, six at a time where there
 * is no https and so no HTTP/2.
 */
export function fewFiles(): Plugin {
  const reach = new Map<string, Set<string>>()
  const late = new Set<string>()
  const facesOf = (id: string): Reach => reach.get(id) ?? new Set()
  const groups = FILES.map(({ name, holds }, place) => ({
    name,
    priority: FILES.length - place,
    test: (id: string) => facesOf(id).size > 1 && holds(facesOf(id)),
  }))
  /** Of one face alone, and of what it asks for later as well. */
  const own = {
    name: (id: string) => [...facesOf(id)].map((face) => `${face}-parts`)[0] ?? null,
    test: (id: string) => facesOf(id).size === 1 && late.has(id),
  }
  return {
    name: 'few-files',
    apply: 'build',
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: [...groups, own] } } } },
    }),
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const { isEntry, dynamicallyImportedIds } = this.getModuleInfo(id) ?? NOTHING
        if (isEntry) follow(this, id, (each) => isFirst(facesAt(reach, each), faceOf(id)))
        for (const part of dynamicallyImportedIds) follow(this, part, (each) => isFirst(late, each))
      }
    },
  }
}

const NOTHING = { isEntry: false, dynamicallyImportedIds: [] }

const faceOf = (entry: string): string => /([a-z]+)\.html$/.exec(entry)?.[1] ?? entry

/** Adds it; false where it was there. */
function isFirst(found: Set<string>, each: string): boolean {
  const before = found.size
  return found.add(each).size > before
}

function facesAt(reach: Map<string, Set<string>>, id: string): Set<string> {
  const faces = reach.get(id) ?? new Set()
  reach.set(id, faces)
  return faces
}

/** Visits whatever is loaded together with a module, as long as that is new. */
function follow(graph: Graph, id: string, isNewHere: (id: string) => boolean): void {
  if (!isNewHere(id)) return
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? [])
    follow(graph, imported, isNewHere)
}
