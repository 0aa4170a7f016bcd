import * as z from 'zod/mini'

import { GROUP_SHAPES } from './group-shapes.ts'
import { GroupId } from './ids.ts'
import { Title } from './title.ts'

/** `team`: a table of the hall. `partners`: the partners' table. `centre`: a remote centre, with its own screen. */
export const GroupKind = z.enum(['team', 'partners', 'centre'])
export type GroupKind = z.infer<typeof GroupKind>

/** The paper of a group: colour, shape and edge pattern go together (`round` = blue, plain edge…). */
export const GroupShape = z.enum(GROUP_SHAPES)
export type GroupShape = z.infer<typeof GroupShape>

/** Colour is never alone: a shape, an edge pattern and one letter say the same. */
export const GroupSign = z.strictObject({
  paper: GroupShape,
  shape: GroupShape,
  letter: z.string().check(z.minLength(1), z.maxLength(4)),
})
export type GroupSign = z.infer<typeof GroupSign>

export const Group = z.strictObject({
  groupId: GroupId,
  name: Title,
  kind: GroupKind,
  sign: GroupSign,
  room: z.optional(Title),
  order: z.int().check(z.nonnegative()),
})
export type Group = z.infer<typeof Group>

/** `36`, `2A`, `974`: the code of a French département. */
export const Department = z.string().check(z.regex(/^(?:[0-9]{2,3}|2[AB])$/))
export type Department = z.infer<typeof Department>

/** Who was in a group: sums of declarations, linked to no note. `departments` counts people by code. */
export const Headcount = z.strictObject({
  volunteers: z.int().check(z.nonnegative()),
  employees: z.int().check(z.nonnegative()),
  other: z.int().check(z.nonnegative()),
  departments: z.record(Department, z.int().check(z.nonnegative())),
})
export type Headcount = z.infer<typeof Headcount>

export const NO_HEADCOUNT: Headcount = { volunteers: 0, employees: 0, other: 0, departments: {} }

/** Did anybody declare anything, or correct it to something that can be said? */
export function isDeclared({ volunteers, employees, other, departments }: Headcount): boolean {
  return volunteers + employees + other > 0 || Object.keys(departments).length > 0
}

/** Corrections by a scribe or facilitator: absolute, each field apart, they win over the declarations. */
export const Profile = z.strictObject({
  volunteers: z.optional(z.int().check(z.nonnegative())),
  employees: z.optional(z.int().check(z.nonnegative())),
  other: z.optional(z.int().check(z.nonnegative())),
  departments: z.record(Department, z.boolean()),
  note: z.optional(z.string()),
})
export type Profile = z.infer<typeof Profile>

/** The headcount as it stands in the minutes: declarations, then corrections over them. */
export function correctHeadcount(declared: Headcount, profile: Profile): Headcount {
  const departments = { ...declared.departments }
  for (const [code, present] of Object.entries(profile.departments)) {
    if (!present) delete departments[code]
    else departments[code] ??= 0
  }
  return {
    volunteers: profile.volunteers ?? declared.volunteers,
    employees: profile.employees ?? declared.employees,
    other: profile.other ?? declared.other,
    departments,
  }
}
