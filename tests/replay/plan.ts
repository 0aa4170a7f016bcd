import type { PastAssembly, PastGroup } from '@murmure/shared/import/past-assembly'
import type { CreatedBoard, DeclareHeadcount } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { ReplayProblem } from './replay-problem.ts'

/** One note to write: which words, where. */
export type Task = {
  readonly section: number
  readonly groupId: string
  readonly columnId: string
  readonly theme?: string
  readonly text: string
}

export type Declaration = Omit<DeclareHeadcount, 'declarationId' | 'groupId'>

/** One phone of the assembly. */
export type Person = {
  readonly groupId: string
  readonly declarations: readonly Declaration[]
  /** Their share of the notes, section by section. */
  readonly tasks: readonly (readonly Task[])[]
}

export type Plan = {
  readonly sections: readonly { readonly sectionId: string; readonly title: string }[]
  readonly people: readonly Person[]
  /** In the order of the text. */
  readonly tasks: readonly Task[]
}

/** Sections and columns are matched with the template's by position, groups by name. */
export function planReplay(
  assembly: PastAssembly,
  board: Pick<CreatedBoard, 'sections' | 'columns' | 'groups'>,
): Result<Plan, ReplayProblem> {
  const sections = [...board.sections].sort((a, b) => a.order - b.order)
  if (assembly.sections.length > sections.length) {
    return fail({ kind: 'sections', found: assembly.sections.length, known: sections.length })
  }
  const tasks: Task[] = []
  for (const [index, section] of assembly.sections.entries()) {
    const columns = board.columns
      .filter((column) => column.section === sections[index]?.sectionId)
      .sort((a, b) => a.order - b.order)
    for (const { groupName, statements } of section.tables) {
      for (const { column, text, theme } of statements) {
        const columnId = columns[column]?.columnId
        if (columnId === undefined) {
          return fail({ kind: 'columns', section: section.title, group: groupName })
        }
        const groupId = groupIdOf(board, groupName)
        tasks.push({
          section: index,
          groupId,
          columnId,
          ...(theme !== undefined && { theme }),
          text,
        })
      }
    }
  }
  const people = assembly.groups.flatMap((group) =>
    peopleOf(group, groupIdOf(board, group.name), tasks, assembly.sections.length),
  )
  return ok({ sections: sections.slice(0, assembly.sections.length), people, tasks })
}

/** How many phones a group brings: as many as people were there, and at least one. */
export function phonesOf({ volunteers, employees, other }: PastGroup): number {
  return Math.max(1, volunteers + employees + other)
}

function groupIdOf({ groups }: Pick<CreatedBoard, 'groups'>, name: string): string {
  const group = groups.find((candidate) => candidate.name === name)
  // The board was created with exactly these groups.
  if (!group) throw new Error(`no group is called “${name}”`)
  return group.groupId
}

function peopleOf(
  group: PastGroup,
  groupId: string,
  tasks: readonly Task[],
  sections: number,
): readonly Person[] {
  const own = tasks.filter((task) => task.groupId === groupId)
  const phones = phonesOf(group)
  return declarationsOf(group).map((declarations, phone) => ({
    groupId,
    declarations,
    tasks: Array.from({ length: sections }, (_, section) =>
      own
        .filter((task) => task.section === section)
        .filter((_task, index) => index % phones === phone),
    ),
  }))
}

/**
 * What each phone declares: one person, with the départements dealt out in turn. A département for which
 * nobody is left is declared without a head, so that it stands in the minutes all the same.
 */
function declarationsOf(group: PastGroup): readonly (readonly Declaration[])[] {
  const kinds = [
    ...Array.from({ length: group.volunteers }, () => 'volunteer' as const),
    ...Array.from({ length: group.employees }, () => 'employee' as const),
    ...Array.from({ length: group.other }, () => 'other' as const),
  ]
  const { departments } = group
  const own = kinds.map((kind, index): Declaration[] => {
    const department = departments[index % Math.max(1, departments.length)]
    return [{ kind, count: 1, ...(department !== undefined && { department }) }]
  })
  const left = departments
    .slice(kinds.length)
    .map((department): Declaration => ({ kind: kinds[0] ?? 'other', count: 0, department }))
  if (own.length === 0) return [left]
  return own.map((declarations, index) => (index === 0 ? [...declarations, ...left] : declarations))
}
