import { useEffect } from 'react'

/** Keeps the machine awake where the browser can (https only); it lets go when the page is hidden, hence again. */
export function useWakeLock(): void {
  useEffect(() => {
    const wakeLock: WakeLock | undefined = 'wakeLock' in navigator ? navigator.wakeLock : undefined
    if (!wakeLock) return
    let held: WakeLockSentinel | undefined
    let isLeft = false
    const hold = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return
      // Refused on a low battery, say: then the machine's own setting decides.
      const sentinel = await wakeLock.request('screen').catch(() => undefined)
      if (isLeft) await sentinel?.release()
      else held = sentinel
    }
    const again = (): void => void hold()
    again()
    document.addEventListener('visibilitychange', again)
    return () => {
      isLeft = true
      document.removeEventListener('visibilitychange', again)
      void held?.release()
    }
  }, [])
}
