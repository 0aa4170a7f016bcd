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

/** One correction among others; undefined gives the declarations their say again. */
export type CountCorrection =
  | { readonly field: 'volunteers' | 'employees' | 'other'; readonly count: number | undefined }
  | { readonly code: Department; readonly isPresent: boolean | undefined }

/** Several corrections of one group, as one transaction. */
export function correctCounts(
  doc: Y.Doc,
  corrections: readonly CountCorrection[],
): readonly Change[] {
  return act(doc, () =>
    corrections.flatMap((correction) =>
      'field' in correction
        ? correctCount(doc, correction.field, correction.count)
        : correctDepartment(doc, correction.code, correction.isPresent),
    ),
  )
}
