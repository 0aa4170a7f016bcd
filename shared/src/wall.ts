import type { Aside } from './aside.ts'
import type { Decision } from './decision.ts'
import type { CardId, GroupId } from './ids.ts'
import type { Placement } from './card.ts'
import type { Stage } from './stage.ts'
import type { Theme } from './theme.ts'

/** What the facilitators made of the notes: the wall document, read. Dangling ids are normal here. */
export type Wall = {
  readonly themes: readonly Theme[]
  readonly placements: ReadonlyMap<CardId, Placement>
  readonly regroups: ReadonlyMap<CardId, GroupId>
  readonly merges: ReadonlyMap<CardId, CardId>
  readonly asides: ReadonlyMap<CardId, Aside>
  readonly wordings: ReadonlyMap<CardId, string>
  readonly decisions: readonly Decision[]
  readonly stages: ReadonlyMap<string, Stage>
  readonly brief: string
}

export const EMPTY_WALL: Wall = {
  themes: [],
  placements: new Map(),
  regroups: new Map(),
  merges: new Map(),
  asides: new Map(),
  wordings: new Map(),
  decisions: [],
  stages: new Map(),
  brief: '',
}
