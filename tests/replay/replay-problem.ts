/** Why a replay ended early: everything that can go wrong outside of this program. */
export type ReplayProblem =
  | { readonly kind: 'file' | 'no-statements'; readonly path: string }
  | { readonly kind: 'sections'; readonly found: number; readonly known: number }
  | { readonly kind: 'columns'; readonly section: string; readonly group: string }
  | { readonly kind: 'unreachable'; readonly url: string }
  | {
      readonly kind: 'refused'
      readonly request: string
      readonly status: number
      readonly detail: string
    }
  | { readonly kind: 'answer'; readonly request: string }
  | { readonly kind: 'connection'; readonly who: string }
  | { readonly kind: 'missing'; readonly missing: number; readonly expected: number }
  | { readonly kind: 'minutes' }

/**
 * Ends a replay. Thrown, though expected: dozens of concurrent steps lead to one and the same end, where
 * `main.ts` (or a test) says what happened.
 */
export class ReplayFailure extends Error {
  readonly problem: ReplayProblem

  constructor(problem: ReplayProblem) {
    super(JSON.stringify(problem))
    this.name = 'ReplayFailure'
    this.problem = problem
  }
}
