import { type Headcount, isDeclared } from './group.ts'
import type { GroupId } from './ids.ts'

/**
 * The groups that were there: those that wrote, and those that declared somebody. One that was prepared and
 * that nobody joined kept silent about nothing: « 3 groupes sur 5 » must not count it.
 */
export function presentGroups<
  Group extends { readonly groupId: GroupId; readonly headcount?: Headcount },
>(groups: readonly Group[], wrote: ReadonlySet<GroupId>): readonly Group[] {
  return groups.filter(
    ({ groupId, headcount }) => wrote.has(groupId) || (headcount && isDeclared(headcount)),
  )
}
