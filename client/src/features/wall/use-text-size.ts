import { useCallback, useEffect, useState } from 'react'

import { localStore } from '../../documents/storage.ts'

const KEY = 'murmure:text-size'
const PERCENTS = [90, 100, 115, 130, 150, 175, 200] as const
const USUAL = PERCENTS.indexOf(100)

/** The size of every text of the wall, in per cent, kept on this device. */
export type ChosenTextSize = {
  readonly percent: number
  readonly isSmallest: boolean
  readonly isLargest: boolean
  /** One size larger (1) or smaller (−1). */
  readonly step: (by: 1 | -1) => void
}

/** Applies it to the page, for as long as the wall is open. */
export function useTextSize(): ChosenTextSize {
  const [index, setIndex] = useState(remembered)
  const percent = PERCENTS[index] ?? 100
  useEffect(() => {
    document.documentElement.style.fontSize = `${percent}%`
    localStore.setItem(KEY, String(percent))
    return () => {
      document.documentElement.style.removeProperty('font-size')
    }
  }, [percent])
  const step = useCallback(
    (by: 1 | -1) => setIndex((now) => Math.min(PERCENTS.length - 1, Math.max(0, now + by))),
    [],
  )
  return { percent, isSmallest: index === 0, isLargest: index === PERCENTS.length - 1, step }
}

function remembered(): number {
  const index = PERCENTS.findIndex((percent) => String(percent) === localStore.getItem(KEY))
  return index < 0 ? USUAL : index
}
