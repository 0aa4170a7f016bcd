import { useEffect } from 'react'

/** A projector is dark unless its room is bright. */
export function useLook(light: boolean): void {
  useEffect(() => {
    const { dataset } = document.documentElement
    if (light) delete dataset['theme']
    else dataset['theme'] = 'projecteur'
  }, [light])
}
