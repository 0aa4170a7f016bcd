/** `navigator.onLine` only hints; a phone taken out of a pocket tries at once. */
export function watchNetwork(onHint: (network: 'back' | 'gone') => void): () => void {
  const back = (): void => {
    if (document.visibilityState === 'visible') onHint('back')
  }
  const gone = (): void => onHint('gone')
  const events = ['online', 'pageshow', 'focus'] as const
  for (const event of events) window.addEventListener(event, back)
  document.addEventListener('visibilitychange', back)
  window.addEventListener('offline', gone)
  return () => {
    for (const event of events) window.removeEventListener(event, back)
    document.removeEventListener('visibilitychange', back)
    window.removeEventListener('offline', gone)
  }
}
