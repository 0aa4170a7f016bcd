import type { Column, Section } from '@murmure/shared/column'
import { COLUMNS_MAX } from '@murmure/shared/limits'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'

export type ColumnsProblem =
  | 'section-unknown'
  | 'column-unknown'
  | 'columns-too-many'
  | 'order-incomplete'

type Columns = {
  readonly sections: readonly Section[]
  readonly columns: readonly Column[]
}
type ColumnsPatch = Pick<PatchBoard, 'sections' | 'columns' | 'sectionOrder' | 'columnOrder'>

/**
 * Sections and columns after a patch: renamed, reordered, then what is new at the end. Columns stand in the
 * order of their sections, so that a number alone orders them on every face.
 */
export function decideColumns(
  present: Columns,
  patch: ColumnsPatch,
  createId: () => string,
): Result<Columns, ColumnsProblem> {
  const ordered = reorder(present, patch)
  if (!ordered.ok) return ordered
  const renamed = rename(ordered.value, patch)
  if (!renamed.ok) return renamed
  const added = add(renamed.value, patch, createId)
  if (!added.ok) return added
  return added.value.columns.length > COLUMNS_MAX
    ? fail('columns-too-many')
    : ok(number(added.value))
}

function reorder(
  { sections, columns }: Columns,
  { sectionOrder, columnOrder }: ColumnsPatch,
): Result<Columns, 'order-incomplete'> {
  const sectionsNow = inOrder(sections, sectionOrder, ({ sectionId }) => sectionId)
  const columnsNow = inOrder(columns, columnOrder, ({ columnId }) => columnId)
  return sectionsNow && columnsNow
    ? ok({ sections: sectionsNow, columns: columnsNow })
    : fail('order-incomplete')
}

/** Undefined: the order does not name each entry once. A colleague may have added one meanwhile. */
function inOrder<Entry>(
  entries: readonly Entry[],
  order: readonly string[] | undefined,
  idOf: (entry: Entry) => string,
): readonly Entry[] | undefined {
  if (!order) return entries
  const byId = new Map(entries.map((entry) => [idOf(entry), entry]))
  const named = [...new Set(order)].flatMap((id) => byId.get(id) ?? [])
  return named.length === entries.length && order.length === entries.length ? named : undefined
}

function rename(
  { sections, columns }: Columns,
  patch: ColumnsPatch,
): Result<Columns, 'section-unknown' | 'column-unknown'> {
  const titles = new Map<string, string>()
  for (const change of patch.sections ?? []) {
    if ('sectionId' in change) titles.set(change.sectionId, change.title)
  }
  const changes = new Map<string, { readonly title?: string; readonly question?: string }>()
  for (const change of patch.columns ?? []) {
    if (!('columnId' in change)) continue
    const { columnId, title, question } = change
    changes.set(columnId, { ...(title && { title }), ...(question && { question }) })
  }
  const sectionIds = new Set(sections.map(({ sectionId }) => sectionId))
  if ([...titles.keys()].some((sectionId) => !sectionIds.has(sectionId)))
    return fail('section-unknown')
  const columnIds = new Set(columns.map(({ columnId }) => columnId))
  if ([...changes.keys()].some((columnId) => !columnIds.has(columnId)))
    return fail('column-unknown')
  return ok({
    sections: sections.map((section) => ({
      ...section,
      title: titles.get(section.sectionId) ?? section.title,
    })),
    columns: columns.map((column) => ({ ...column, ...changes.get(column.columnId) })),
  })
}

function add(
  present: Columns,
  patch: ColumnsPatch,
  createId: () => string,
): Result<Columns, 'section-unknown'> {
  const sections = [...present.sections]
  const columns = [...present.columns]
  for (const change of patch.columns ?? []) {
    if (!('section' in change)) continue
    if (!sections.some(({ sectionId }) => sectionId === change.section))
      return fail('section-unknown')
    columns.push({ ...change, columnId: createId(), order: 0 })
  }
  for (const change of patch.sections ?? []) {
    if (!('columns' in change)) continue
    const sectionId = createId()
    sections.push({ sectionId, title: change.title, order: 0 })
    for (const column of change.columns) {
      columns.push({ ...column, columnId: createId(), section: sectionId, order: 0 })
    }
  }
  return ok({ sections, columns })
}

function number({ sections, columns }: Columns): Columns {
  const rank = new Map(sections.map(({ sectionId }, index) => [sectionId, index]))
  const rankOf = ({ section }: Column) => rank.get(section) ?? sections.length
  return {
    sections: sections.map((section, order) => ({ ...section, order })),
    // `toSorted` is stable: within a section they keep the order that they have.
    columns: columns
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map((column, order) => ({ ...column, order })),
  }
}
