import * as Y from 'yjs'
import * as z from 'zod/mini'

import { Aside } from './aside.ts'
import { Placement, Removed } from './card.ts'
import type { Decision } from './decision.ts'
import { CardId, DecisionId, GroupId, ThemeId } from './ids.ts'
import { Stage } from './stage.ts'
import type { Theme } from './theme.ts'
import type { Wall } from './wall.ts'

export const themesRoot = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('themes')
export const decisionsRoot = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('decisions')
const minutesRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('minutes')

/** The roots whose entries are plain values: one key, one value, the last writer wins. */
export type PlainWallRoot = 'placements' | 'regroups' | 'merges' | 'asides' | 'wordings' | 'stage'
export const plainRoot = (doc: Y.Doc, root: PlainWallRoot): Y.Map<unknown> => doc.getMap(root)

/** The wall document, read. Total: what does not fit the schema is left out. */
export function readWall(doc: Y.Doc): Wall {
  const brief: unknown = minutesRoot(doc).get('brief')
  return {
    themes: [...themesRoot(doc)].flatMap(([themeId, map]) => readTheme(themeId, map)),
    placements: readPlain(plainRoot(doc, 'placements'), CardId, Placement),
    regroups: readPlain(plainRoot(doc, 'regroups'), CardId, GroupId),
    merges: readPlain(plainRoot(doc, 'merges'), CardId, CardId),
    asides: readPlain(plainRoot(doc, 'asides'), CardId, Aside),
    wordings: readPlain(plainRoot(doc, 'wordings'), CardId, z.string()),
    decisions: [...decisionsRoot(doc)].flatMap(([decisionId, map]) =>
      readDecision(decisionId, map),
    ),
    stages: readPlain(plainRoot(doc, 'stage'), z.string(), Stage),
    brief: brief instanceof Y.Text ? brief.toString() : '',
  }
}

/** The notes that a facilitator set aside: they are off the wall. */
export const asideIds = (doc: Y.Doc): ReadonlySet<string> =>
  new Set(readPlain(plainRoot(doc, 'asides'), CardId, Aside).keys())

function readPlain<Value>(
  root: Y.Map<unknown>,
  keys: z.ZodMiniType<string>,
  values: z.ZodMiniType<Value>,
): ReadonlyMap<string, Value> {
  const read = new Map<string, Value>()
  for (const [key, value] of root) {
    const parsed = values.safeParse(value)
    if (parsed.success && keys.safeParse(key).success) read.set(key, parsed.data)
  }
  return read
}

function readTheme(themeId: string, map: unknown): readonly Theme[] {
  if (!(map instanceof Y.Map) || !ThemeId.safeParse(themeId).success) return []
  const removed = Removed.safeParse(map.get('removed'))
  return [
    {
      themeId,
      title: textOf(map.get('title')),
      columnId: stringOr(map.get('columnId'), null),
      parentId: stringOr(map.get('parentId'), null),
      order: stringOr(map.get('order'), ''),
      ...(removed.success && { removed: removed.data }),
    },
  ]
}

function readDecision(decisionId: string, map: unknown): readonly Decision[] {
  if (!(map instanceof Y.Map) || !DecisionId.safeParse(decisionId).success) return []
  const who: unknown = map.get('who')
  const when: unknown = map.get('when')
  const themeId: unknown = map.get('themeId')
  const removed = Removed.safeParse(map.get('removed'))
  return [
    {
      decisionId,
      what: textOf(map.get('what')),
      ...(typeof who === 'string' && { who }),
      ...(typeof when === 'string' && { when }),
      ...(typeof themeId === 'string' && { themeId }),
      order: stringOr(map.get('order'), ''),
      ...(removed.success && { removed: removed.data }),
    },
  ]
}

const textOf = (value: unknown): string => (value instanceof Y.Text ? value.toString() : '')

function stringOr<Fallback>(value: unknown, fallback: Fallback): string | Fallback {
  return typeof value === 'string' ? value : fallback
}
