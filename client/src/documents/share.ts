import type { Board, BoardCard } from '@murmure/shared/board'

/** `after`, built as far as possible from the objects of `before`; `before` itself where nothing differs. */
export function shareBoard(before: Board, after: Board): Board {
  const cardsBefore = new Map(before.cards.map((card) => [card.cardId, card]))
  const themesBefore = new Map(before.themes.map((theme) => [theme.themeId, theme]))
  const shared: Board = {
    meta: shareValue(before.meta, after.meta),
    sections: shareValue(before.sections, after.sections),
    columns: shareValue(before.columns, after.columns),
    groups: shareValue(before.groups, after.groups),
    session: shareValue(before.session, after.session),
    themes: shareList(
      before.themes,
      after.themes.map((theme) => shareValue(themesBefore.get(theme.themeId), theme)),
    ),
    cards: shareList(
      before.cards,
      after.cards.map((card) => shareCard(cardsBefore.get(card.cardId), card)),
    ),
    decisions: shareValue(before.decisions, after.decisions),
    stages: shareStages(before.stages, after.stages),
  }
  const isSame = (Object.keys(shared) as (keyof Board)[]).every(
    (key) => shared[key] === before[key],
  )
  return isSame ? before : shared
}

/** The old list where both hold the very same entries in the same order. */
export function shareList<Entry>(
  before: readonly Entry[] | undefined,
  after: readonly Entry[],
): readonly Entry[] {
  if (!before || before.length !== after.length) return after
  return after.every((entry, index) => entry === before[index]) ? before : after
}

/** The old value where the new one says the same: plain data only; parts that say the same are reused too. */
function shareValue<Value>(before: Value | undefined, after: Value): Value {
  if (before === after || before === undefined) return after
  if (Array.isArray(before) && Array.isArray(after)) {
    const old: readonly unknown[] = before
    const list = after.map((entry, index) => shareValue<unknown>(old[index], entry))
    return shareList(old, list) === old ? before : (list as Value)
  }
  if (!isRecord(before) || !isRecord(after)) return after
  const keys = Object.keys(after)
  const record = Object.fromEntries(keys.map((key) => [key, shareValue(before[key], after[key])]))
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => key in before && record[key] === before[key])
  return isSame ? before : (record as Value)
}

/** By hand, field by field: there are thousands of cards, and this runs for each of them at each change. */
function shareCard(before: BoardCard | undefined, after: BoardCard): BoardCard {
  const isSame =
    before !== undefined &&
    before.text === after.text &&
    before.columnId === after.columnId &&
    before.themeId === after.themeId &&
    before.order === after.order &&
    before.groupId === after.groupId &&
    before.writtenIn === after.writtenIn &&
    before.wording === after.wording &&
    before.at === after.at &&
    before.corrected === after.corrected &&
    shareValue(before.outcome, after.outcome) === before.outcome
  return isSame ? before : after
}

function shareStages(before: Board['stages'], after: Board['stages']): Board['stages'] {
  const shared = new Map(
    [...after].map(([key, stage]) => [key, shareValue(before.get(key), stage)]),
  )
  const isSame =
    shared.size === before.size && [...shared].every(([key, stage]) => before.get(key) === stage)
  return isSame ? before : shared
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
