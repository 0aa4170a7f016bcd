import type { GroupShape, GroupSign } from '@murmure/shared/group'
import type { ReactElement } from 'react'

import css from './gommette.module.css'
import { paperOf } from './paper.ts'

const SHAPES: Readonly<Record<GroupShape, ReactElement>> = {
  round: <circle cx="16" cy="16" r="15" />,
  square: <rect x="2" y="2" width="28" height="28" rx="2.5" />,
  triangle: <path d="M16 2.5 31 28.5H1Z" strokeWidth="3" strokeLinejoin="round" />,
  diamond: <path d="M16 1 31 16 16 31 1 16Z" strokeWidth="2.5" strokeLinejoin="round" />,
  flower: (
    <>
      <circle cx="16" cy="16" r="11" />
      <circle cx="16" cy="5.8" r="5.6" />
      <circle cx="23.97" cy="9.64" r="5.6" />
      <circle cx="25.94" cy="18.27" r="5.6" />
      <circle cx="20.43" cy="25.19" r="5.6" />
      <circle cx="11.57" cy="25.19" r="5.6" />
      <circle cx="6.06" cy="18.27" r="5.6" />
      <circle cx="8.03" cy="9.64" r="5.6" />
    </>
  ),
  hexagon: (
    <path d="M8.6 2.6h14.8L31 16l-7.6 13.4H8.6L1 16Z" strokeWidth="2" strokeLinejoin="round" />
  ),
}

/** A letter in a triangle sits lower: that is where the room is. */
const LETTER_BASELINE = { triangle: 25.4, other: 21.6 } as const
const LETTER_SIZES: Readonly<Record<number, number>> = { 1: 16, 2: 13, 3: 10 }

/** A group's sign: shape, colour and letter, which say the same three times. `name` is what is read aloud. */
export function Gommette({ sign, name }: { readonly sign: GroupSign; readonly name: string }) {
  const baseline = sign.shape === 'triangle' ? LETTER_BASELINE.triangle : LETTER_BASELINE.other
  return (
    <svg
      className={`${css.gommette} ${paperOf(sign)}`}
      viewBox="-1 -1 34 34"
      role="img"
      aria-label={name}
    >
      <g className={css.shape} strokeWidth="0">
        {SHAPES[sign.shape]}
      </g>
      <text
        className={css.letter}
        x="16"
        y={baseline}
        textAnchor="middle"
        fontSize={LETTER_SIZES[sign.letter.length] ?? 8}
      >
        {sign.letter}
      </text>
    </svg>
  )
}
