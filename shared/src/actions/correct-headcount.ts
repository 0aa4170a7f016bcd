import type * as Y from 'yjs'

import type { Department } from '../group.ts'
import { DEPARTMENT_PREFIX } from '../group-doc.ts'
import { act, type Change, setValue } from './change.ts'

/** Corrects a group's headcount; each field apart. `undefined` gives the declarations their say again. */
export function correctCount(
  doc: Y.Doc,
  field: 'volunteers' | 'employees' | 'other',
  count: number | undefined,
): readonly Change[] {
  return act(doc, () => setValue(doc, ['profile', field], count))
}

/** Says that a département was there, or was not. `undefined` gives the declarations their say again. */
export function correctDepartment(
  doc: Y.Doc,
  code: Department,
  present: boolean | undefined,
): readonly Change[] {
  return act(doc, () => setValue(doc, ['profile', DEPARTMENT_PREFIX + code], present))
}
