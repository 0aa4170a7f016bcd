import type { ThemeId } from '@murmure/shared/ids'
import { createContext } from 'react'

/** The theme that was just made of dropped notes: its name is asked for where it stands. */
export type FreshTheme = {
  readonly is: (themeId: ThemeId) => boolean
  /** Undefined: it has its name, or is left without. */
  readonly set: (themeId: ThemeId | undefined) => void
}

export function createFreshTheme(): FreshTheme {
  let fresh: ThemeId | undefined
  return {
    is: (themeId) => themeId === fresh,
    set: (themeId) => {
      fresh = themeId
    },
  }
}

export const FreshThemeContext = createContext(createFreshTheme())
