import type { HTMLAttributes, ReactNode } from 'react'

import type { GroupShape } from '@murmure/shared/group'

import css from './paper.module.css'

export type PaperProps = HTMLAttributes<HTMLElement> & {
  readonly paper: GroupShape
  readonly as?: 'div' | 'li' | 'article'
  /** Stripes: not saved yet. Colour is never alone, so a word says it too. */
  readonly waiting?: boolean
}

/** A note's paper: the group's colour, and its pattern on the left edge. */
export function Paper({
  paper,
  as: Element = 'div',
  waiting,
  className,
  ...rest
}: PaperProps): ReactNode {
  const classes = [css.paper, `g-${paper}`, waiting && css.waiting, className]
  return <Element {...rest} data-paper={paper} className={classes.filter(Boolean).join(' ')} />
}

/** One note = one brick. */
export function Brick({
  paper,
  className,
}: {
  readonly paper: GroupShape
  readonly className?: string
}): ReactNode {
  return <i className={`${css.brick} g-${paper} ${className ?? ''}`} data-paper={paper} />
}
