import { useEffect } from 'react'

/** In the dark the wall goes to blackboard green, as the projector's does; the papers keep their colours. */
export function useDarkWall(): void {
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const follow = (): void => {
      if (dark.matches) document.documentElement.dataset['theme'] = 'projecteur'
      else delete document.documentElement.dataset['theme']
    }
    follow()
    dark.addEventListener('change', follow)
    return () => {
      dark.removeEventListener('change', follow)
      delete document.documentElement.dataset['theme']
    }
  }, [])
}
