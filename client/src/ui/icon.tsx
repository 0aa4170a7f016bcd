import type { ReactNode } from 'react'

import css from './icon.module.css'

/** Each one path on a 24 × 24 grid, stroke 2. */
const PATHS = {
  check: 'm4.5 12.5 5 5L19.5 7',
  clock: 'M3.5 12a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1-17 0M12 7.5V12l3 2',
  lock: 'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11a1.5 1.5 0 0 1-1.5-1.5v-6a1.5 1.5 0 0 1 1.5-1.5ZM8 11V8a4 4 0 0 1 8 0v3',
  unlock:
    'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11a1.5 1.5 0 0 1-1.5-1.5v-6a1.5 1.5 0 0 1 1.5-1.5ZM8 11V8a4 4 0 0 1 7.4-2.1',
  offline:
    'M3 8.5a14 14 0 0 1 4-2.3M21 8.5a14 14 0 0 0-9.5-3.4M6.5 12.4a9 9 0 0 1 4-2.1M17.5 12.4a9 9 0 0 0-2.2-1.5M9.6 16a4 4 0 0 1 4.8 0M4 3.5l16 17M12 19.5h.01',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  undo: 'M9 6 4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3',
  screen:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15a1.5 1.5 0 0 1-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5ZM12 16.5V20M8 20h8',
  people:
    'M5.7 8.5a3.3 3.3 0 1 1 6.6 0a3.3 3.3 0 1 1-6.6 0M3 19.5c.5-4 2.8-5.5 6-5.5s5.5 1.5 6 5.5M15.5 5.5a3.3 3.3 0 0 1 0 6M17.5 14.5c2 .6 3.2 2.2 3.5 5',
  down: 'm6 9.5 6 6 6-6',
  right: 'm9.5 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  pencil: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19ZM14 6.5l3.5 3.5',
  alert: 'M12 4 21.5 20h-19ZM12 10v4.5M12 17.3h.01',
  print: 'M7 9V4h10v5M7 17H4.5V9.5h15V17H17M7 14h10v6.5H7z',
  document: 'M6 3.5h8.5L19 8v12.5H6ZM14 3.5V8.5h5M9 12.5h7M9 16h7',
  project:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15a1.5 1.5 0 0 1-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5ZM10.5 8l4 2.5-4 2.5ZM12 16.5V20M8 20h8',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM9.3 12a2.7 2.7 0 1 1 5.4 0a2.7 2.7 0 1 1-5.4 0',
  eyeOff:
    'M9.5 6c.8-.3 1.6-.5 2.5-.5 6 0 9.5 6.5 9.5 6.5s-1 1.9-2.8 3.6M6.3 7.7C3.8 9.5 2.5 12 2.5 12S6 18.5 12 18.5c1.8 0 3.4-.6 4.7-1.4M4.5 3.5l15 17',
  waiting: 'M7 4h10M7 20h10M8 4c0 4 3 5 4 8-1 3-4 4-4 8M16 4c0 4-3 5-4 8 1 3 4 4 4 8',
  voice: 'M4 5h16v10.5h-7L8.5 20v-4.5H4Z',
  send: 'M12 19V6M6.5 11.5 12 6l5.5 5.5',
  settings:
    'M4 8h9M18 8h2M4 16h2M11 16h9M13.2 8a2.3 2.3 0 1 1 4.6 0a2.3 2.3 0 1 1-4.6 0M6.2 16a2.3 2.3 0 1 1 4.6 0a2.3 2.3 0 1 1-4.6 0',
  bin: 'M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 13.5h9l1-13.5M10.2 10.5v6M13.8 10.5v6',
  leave: 'M14 4.5H5v15h9M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
} as const

export type IconName = keyof typeof PATHS
export const ICON_NAMES = Object.keys(PATHS) as readonly IconName[]

/** Decoration beside a word, or inside a button that has its own name. */
export function Icon({
  name,
  size,
}: {
  readonly name: IconName
  readonly size?: number
}): ReactNode {
  return (
    <svg
      className={css.icon}
      viewBox="0 0 24 24"
      aria-hidden="true"
      {...(size !== undefined && { style: { width: size, height: size } })}
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
