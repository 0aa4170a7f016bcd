import { type Change, revert } from '@murmure/shared/actions/change'
import type { GroupId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

/** Which document an act changed: a name that outlives the `Y.Doc` itself. */
export type UndoTarget =
  | { readonly kind: 'wall' }
  | { readonly kind: 'group'; readonly groupId: GroupId }

/** `overwritten`: somebody changed it since, nothing was touched. `name`: what was undone, for its sentence. */
export type UndoOutcome<Name> =
  | { readonly kind: 'reverted'; readonly name: Name }
  | { readonly kind: 'overwritten'; readonly name: Name }
  | { readonly kind: 'nothing' }

type UndoStep<Name> = {
  readonly name: Name
  readonly target: UndoTarget
  readonly changes: readonly Change[]
}

/** Where the steps outlive the page. */
export type UndoShelf<Name> = {
  readonly load: () => readonly UndoStep<Name>[]
  readonly save: (steps: readonly UndoStep<Name>[]) => void
}

export type UndoStack<Name> = {
  readonly push: (name: Name, target: UndoTarget, changes: readonly Change[]) => void
  readonly undo: () => UndoOutcome<Name>
  /** What `undo` would take back. */
  readonly next: () => UndoStep<Name> | undefined
  /** How many acts there have been: a new one is news even where it has the name of the one before. */
  readonly acts: () => number
  readonly subscribe: (listener: () => void) => () => void
}

const STEPS_MAX = 50

/** The acts of this person, as plain values: a fresh document does not lose them; a shelf keeps them longer. */
export function createUndoStack<Name>(
  docOf: (target: UndoTarget) => Y.Doc | undefined,
  onActed: (target: UndoTarget, changes: readonly Change[]) => void = () => undefined,
  shelf?: UndoShelf<Name>,
): UndoStack<Name> {
  const listeners = new Set<() => void>()
  let acts = 0
  let steps = shelf?.load() ?? []

  function keep(next: typeof steps): void {
    steps = next
    shelf?.save(steps)
    for (const listener of listeners) listener()
  }

  return {
    push: (name, target, changes) => {
      if (changes.length === 0) return
      acts++
      onActed(target, changes)
      keep([...steps, { name, target, changes }].slice(-STEPS_MAX))
    },
    undo: () => {
      const last = steps[steps.length - 1]
      if (!last) return { kind: 'nothing' }
      const doc = docOf(last.target)
      // Its document is being replaced: the step stays for when it is there.
      if (!doc) return { kind: 'nothing' }
      keep(steps.slice(0, -1))
      const outcome = revert(doc, last.changes)
      if (outcome.kind === 'reverted') onActed(last.target, outcome.redo)
      return { kind: outcome.kind, name: last.name }
    },
    acts: () => acts,
    next: () => steps[steps.length - 1],
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
