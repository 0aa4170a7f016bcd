import type { GroupSign } from '@murmure/shared/group'

import css from './paper.module.css'

/** The class that gives an element its group's paper: `--g` (ink), `--gp` (paper), `--motif` and `--mt` (edge). */
export function paperOf(sign: GroupSign): string {
  return css[sign.paper] ?? ''
}
