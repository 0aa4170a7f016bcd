import * as Y from 'yjs'

import type { Removed } from '../card.ts'
import type { DecisionId, ThemeId } from '../ids.ts'
import { decisionsRoot } from '../wall-doc.ts'
import { act, type Change, setValue } from './change.ts'

export type NewDecision = {
  readonly decisionId: DecisionId
  readonly what: string
  readonly who?: string
  readonly when?: string
  readonly themeId?: ThemeId
  readonly order: string
}

/** Records a decision, whole. */
export function recordDecision(wall: Y.Doc, decision: NewDecision): 'recorded' | 'exists' {
  const decisions = decisionsRoot(wall)
  if (decisions.has(decision.decisionId)) return 'exists'
  act(wall, () => {
    const map = new Y.Map<unknown>()
    map.set('what', new Y.Text(decision.what))
    if (decision.who !== undefined) map.set('who', decision.who)
    if (decision.when !== undefined) map.set('when', decision.when)
    if (decision.themeId !== undefined) map.set('themeId', decision.themeId)
    map.set('order', decision.order)
    decisions.set(decision.decisionId, map)
  })
  return 'recorded'
}

/** Who, or when: fields of their own, so that two people may fill one each at once. */
export function amendDecision(
  wall: Y.Doc,
  decisionId: DecisionId,
  field: 'who' | 'when',
  value: string | undefined,
): readonly Change[] {
  if (!decisionsRoot(wall).has(decisionId)) return []
  return act(wall, () => setValue(wall, ['decisions', decisionId, field], value))
}

export function removeDecision(
  wall: Y.Doc,
  decisionId: DecisionId,
  removed: Removed,
): readonly Change[] {
  if (!decisionsRoot(wall).has(decisionId)) return []
  return act(wall, () => setValue(wall, ['decisions', decisionId, 'removed'], removed))
}
