import type { ReactNode } from 'react'

import type { GroupShape, GroupSign as Sign } from '@murmure/shared/group'

import css from './group-sign.module.css'

const PETALS = [
  [16, 5.8],
  [23.97, 9.64],
  [25.94, 18.27],
  [20.43, 25.19],
  [11.57, 25.19],
  [6.06, 18.27],
  [8.03, 9.64],
] as const

const SHAPES: Readonly<Record<GroupShape, ReactNode>> = {
  round: <circle cx="16" cy="16" r="15" />,
  square: <rect x="2" y="2" width="28" height="28" rx="2.5" />,
  triangle: <path d="M16 2.5 31 28.5H1Z" className={css.edge} strokeWidth="3" />,
  diamond: <path d="M16 1 31 16 16 31 1 16Z" className={css.edge} strokeWidth="2.5" />,
  flower: (
    <>
      <circle cx="16" cy="16" r="11" />
      {PETALS.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="5.6" />
      ))}
    </>
  ),
  hexagon: (
    <path d="M8.6 2.6h14.8L31 16l-7.6 13.4H8.6L1 16Z" className={css.edge} strokeWidth="2" />
  ),
}

export type GroupSignProps = {
  readonly sign: Sign
  /** The group's name where the sign stands alone; without it the sign is decoration beside the name. */
  readonly name?: string
  /** In CSS pixels. */
  readonly size?: number
}

/** A group's gommette: shape and letter, in the ink of its paper. */
export function GroupSign({ sign, name, size = 26 }: GroupSignProps): ReactNode {
  const drawing = (
    <svg
      className={`${css.sign} g-${sign.paper}`}
      viewBox="-1 -1 34 34"
      style={{ width: size, height: size }}
      aria-hidden="true"
    >
      <g className={css.shape}>{SHAPES[sign.shape]}</g>
      <text
        className={css.letter}
        x="16"
        y={sign.shape === 'triangle' ? 25.4 : 21.6}
        textAnchor="middle"
        {...(sign.letter.length > 1 && { textLength: 17, lengthAdjust: 'spacingAndGlyphs' })}
      >
        {sign.letter}
      </text>
    </svg>
  )
  if (name === undefined) return drawing
  return (
    <>
      {drawing}
      <span className="visually-hidden">{name}</span>
    </>
  )
}
