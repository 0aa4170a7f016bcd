import type { ReactNode } from 'react'

import css from './icon.module.css'

/** Drawn on a 24 × 24 grid, stroke 2. */
const PATHS = {
  check: (
    <>
      <path d="m4.5 12.5 5 5L19.5 7" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="1.5" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  unlock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="1.5" />
      <path d="M8 11V8a4 4 0 0 1 7.4-2.1" />
    </>
  ),
  offline: (
    <>
      <path d="M3 8.5a14 14 0 0 1 4-2.3M21 8.5a14 14 0 0 0-9.5-3.4M6.5 12.4a9 9 0 0 1 4-2.1M17.5 12.4a9 9 0 0 0-2.2-1.5M9.6 16a4 4 0 0 1 4.8 0M4 3.5l16 17" />
      <path d="M12 19.5h.01" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  minus: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  arrow: (
    <>
      <path d="M5 12h14M13 6l6 6-6 6" />
    </>
  ),
  undo: (
    <>
      <path d="M9 6 4.5 10.5 9 15" />
      <path d="M5 10.5h9a5 5 0 0 1 0 10h-3" />
    </>
  ),
  screen: (
    <>
      <rect x="3" y="4.5" width="18" height="12" rx="1.5" />
      <path d="M12 16.5V20M8 20h8" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.3" />
      <path d="M3 19.5c.5-4 2.800-5.500 6-5.500s5.500 1.500 6 5.500M15.500 5.500a3.300 3.300 0 0 1 0 6M17.500 14.500c2 .6 3.200 2.200 3.500 5" />
    </>
  ),
  search: (
    <>
      <circle cx="10.500" cy="10.500" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  down: (
    <>
      <path d="m6 9.500 6 6 6-6" />
    </>
  ),
  right: (
    <>
      <path d="m9.500 6 6 6-6 6" />
    </>
  ),
  close: (
    <>
      <path d="M6 6l12 12M18 6 6 18" />
    </>
  ),
  pencil: (
    <>
      <path d="M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19Z" />
      <path d="m14 6.500 3.500 3.500" />
    </>
  ),
  alert: (
    <>
      <path d="M12 4 21.500 20h-19Z" />
      <path d="M12 10v4.500M12 17.300h.01" />
    </>
  ),
  print: (
    <>
      <path d="M7 9V4h10v5M7 17H4.500V9.500h15V17H17" />
      <path d="M7 14h10v6.500H7z" />
    </>
  ),
  document: (
    <>
      <path d="M6 3.500h8.500L19 8v12.500H6Z" />
      <path d="M14 3.500V8.500h5M9 12.500h7M9 16h7" />
    </>
  ),
  pause: (
    <>
      <path d="M8.500 6v12M15.500 6v12" />
    </>
  ),
  project: (
    <>
      <rect x="3" y="4.500" width="18" height="12" rx="1.500" />
      <path d="m10.500 8 4 2.500-4 2.500ZM12 16.500V20M8 20h8" />
    </>
  ),
  grip: (
    <>
      <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth="3" />
    </>
  ),
  eye: (
    <>
      <path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12Z" />
      <circle cx="12" cy="12" r="2.700" />
    </>
  ),
  eyeOff: (
    <>
      <path d="M9.500 6c.8-.3 1.600-.5 2.500-.5 6 0 9.500 6.500 9.500 6.500s-1 1.900-2.800 3.600M6.300 7.700C3.800 9.500 2.500 12 2.500 12S6 18.500 12 18.500c1.800 0 3.400-.6 4.700-1.400M4.500 3.500l15 17" />
    </>
  ),
  waiting: (
    <>
      <path d="M7 4h10M7 20h10M8 4c0 4 3 5 4 8-1 3-4 4-4 8M16 4c0 4-3 5-4 8 1 3 4 4 4 8" />
    </>
  ),
  restart: (
    <>
      <path d="M19 12a7 7 0 1 1-2.200-5.100" />
      <path d="M19.500 3.500V8H15" />
    </>
  ),
  voice: (
    <>
      <path d="M4 5h16v10.500h-7L8.500 20v-4.500H4Z" />
    </>
  ),
  send: (
    <>
      <path d="M12 19V6M6.500 11.500 12 6l5.500 5.500" />
    </>
  ),
  settings: (
    <>
      <path d="M4 8h9M18 8h2M4 16h2M11 16h9" />
      <circle cx="15.500" cy="8" r="2.300" />
      <circle cx="8.500" cy="16" r="2.300" />
    </>
  ),
  leave: (
    <>
      <path d="M14 4.500H5v15h9M10 12h10.500M17 8.500l3.500 3.500-3.500 3.500" />
    </>
  ),
} satisfies Readonly<Record<string, ReactNode>>

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
      {PATHS[name]}
    </svg>
  )
}
