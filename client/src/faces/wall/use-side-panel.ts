import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The parts of the panel beside the wall. */
export type SidePart = 'screens' | 'hands' | 'groups' | 'report' | 'keep'

/** On a small laptop the panel lies folded beside the wall, and opens over it; else it is always there. */
export type SidePanel = {
  readonly isOpen: boolean
  /** The part that it was opened for. */
  readonly part: SidePart | undefined
  /** Opens it at this part, which gets the focus. */
  readonly goTo: (part: SidePart) => void
  /** There is news in it: seen and announced only where it is unfolded. The focus stays. */
  readonly unfold: () => void
  /** The focus goes back to what opened it. */
  readonly close: () => void
}

export const PANEL_ID = 'remote'

/** Where a part stands in the page. Not a link's target: the address keeps its secret. */
export const partId = (part: SidePart): string => `side-${part}`

type Opened = { readonly isOpen: boolean; readonly part: SidePart | undefined }
const CLOSED: Opened = { isOpen: false, part: undefined }

export function useSidePanel(): SidePanel {
  const [opened, setOpened] = useState(CLOSED)
  const opener = useRef<Element | null>(null)
  const goTo = useCallback((part: SidePart) => {
    opener.current = document.activeElement
    // What is folded away can be neither scrolled to nor focused.
    flushSync(() => setOpened({ isOpen: true, part }))
    const element = document.getElementById(partId(part))
    element?.scrollIntoView({ block: 'start' })
    element?.focus({ preventScroll: true })
  }, [])
  const unfold = useCallback(() => setOpened(({ part }) => ({ isOpen: true, part })), [])
  const close = useCallback(() => {
    flushSync(() => setOpened(CLOSED))
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }, [])
  useEffect(() => {
    if (!opened.isOpen) return undefined
    const onKey = ({ key, target }: KeyboardEvent): void => {
      const isInside = target instanceof Element && target.closest(`#${PANEL_ID}`) !== null
      if (key === 'Escape' && isInside) close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened.isOpen, close])
  return useMemo(() => ({ ...opened, goTo, unfold, close }), [opened, goTo, unfold, close])
}
