import { Department } from '@murmure/shared/group'

/** What somebody typed for a département, as its code: « 1 » is 01, « 2a » 2A. Undefined: it is none. */
export function departmentCode(typed: string): Department | undefined {
  const code = typed.trim().toUpperCase()
  return Department.safeParse(/^\d$/.test(code) ? `0${code}` : code).data
}
