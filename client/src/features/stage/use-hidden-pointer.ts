import { useEffect } from 'react'

const REST_MS = 3000

/** Nobody touches a projector: a pointer at rest goes, and comes back when it is moved. */
export function useHiddenPointer(): void {
  useEffect(() => {
    const { style } = document.documentElement
    const hide = (): void => {
      style.cursor = 'none'
    }
    let timer = window.setTimeout(hide, REST_MS)
    const show = (): void => {
      style.cursor = ''
      window.clearTimeout(timer)
      timer = window.setTimeout(hide, REST_MS)
    }
    window.addEventListener('pointermove', show)
    return () => {
      window.removeEventListener('pointermove', show)
      window.clearTimeout(timer)
      style.cursor = ''
    }
  }, [])
}
