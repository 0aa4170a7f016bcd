import { useEffect, useState } from 'react'

/** A part of the page that comes with a request of its own, once it is asked for. */
export type Late<Part> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly part: Part }
  | { readonly kind: 'failed'; readonly retry: () => void }

/**
 * Not React.lazy: without network that throws, and takes the whole page with it. `load` must be a constant
 * function. The browser remembers a failed module for good (Chrome, Safari), hence the new attempt by
 * reload where `retry` fails again: nothing is lost by it, drafts and notes are kept.
 */
export function useLate<Part>(load: () => Promise<Part>): Late<Part> {
  const [late, setLate] = useState<Late<Part>>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isLeft = false
    const retry = (): void => {
      if (attempt > 0) location.reload()
      else setAttempt(1)
    }
    load().then(
      (part) => isLeft || setLate({ kind: 'here', part }),
      () => isLeft || setLate({ kind: 'failed', retry }),
    )
    return () => {
      isLeft = true
    }
  }, [load, attempt])
  return late
}
