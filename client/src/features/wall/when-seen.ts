type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

/**
 * Calls back once, when the page was in view for that long in one go: a hidden tab reads nothing. The answer
 * gives up.
 */
export function whenSeen(then: () => void, ms: number, page: Page = document): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    if (page.visibilityState === 'visible') timer = setTimeout(done, ms)
  }
  const stop = (): void => {
    clearTimeout(timer)
    page.removeEventListener('visibilitychange', look)
  }
  const done = (): void => {
    stop()
    then()
  }
  page.addEventListener('visibilitychange', look)
  look()
  return stop
}
