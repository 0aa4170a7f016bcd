import { GroupId } from '@murmure/shared/ids'
import * as z from 'zod/mini'

import { parseJson } from './json.ts'
import { type KeyValueStore, tabStore } from './storage.ts'
import { changeOf, StoredChange } from './stored-change.ts'
import type { UndoShelf } from './undo.ts'

const StoredStep = z.object({
  name: z.string(),
  target: z.union([
    z.object({ kind: z.literal('wall') }),
    z.object({ kind: z.literal('group'), groupId: GroupId }),
  ]),
  changes: z.array(StoredChange),
})

type ShelfOptions<Name extends string> = {
  /** Of the board and the person. */
  readonly key: string
  readonly isName: (name: string) => name is Name
  readonly store?: KeyValueStore
}

/**
 * Keeps the steps of « Annuler » for this tab: who looks at the minutes and comes back has them still. Each
 * is plain values and takes back only what stands as it was left, so an old one can do no harm.
 */
export function createUndoShelf<Name extends string>({
  key,
  isName,
  store = tabStore,
}: ShelfOptions<Name>): UndoShelf<Name> {
  const name = `murmure:undo:${key}`
  return {
    load: () => {
      const stored = z.array(z.unknown()).safeParse(parseJson(store.getItem(name)))
      return (stored.data ?? []).flatMap((entry) => {
        const step = StoredStep.safeParse(entry)
        if (!step.success || !isName(step.data.name)) return []
        const { name, target, changes } = step.data
        return [{ name, target, changes: changes.map(changeOf) }]
      })
    },
    save: (steps) => store.setItem(name, JSON.stringify(steps)),
  }
}
