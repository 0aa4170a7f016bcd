import { useCallback, useSyncExternalStore } from 'react'

/** Of the window, in the usual letter: below it four columns and the panel beside them have no room. */
const NARROW_EM = 77.5

/**
 * Whether the panel beside the wall has to fold, at this size of the texts. Not a media query of the style sheet: its
 * `em` is the browser's letter, whatever the page then makes of it, and a container's `rem` is above the oldest browsers.
 */
export function useNarrow(percent: number): boolean {
  const query = `(max-width: ${(NARROW_EM * percent) / 100}em)`
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
