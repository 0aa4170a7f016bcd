import { useState } from 'react'

export type Field = {
  readonly value: string
  readonly type: (value: string) => void
  /** What is typed, if it says something else than what stands there. */
  readonly change: string | undefined
  /** It is saved: from when that arrives, the field follows again. */
  readonly settle: () => void
  readonly clear: () => void
}

/**
 * A field over what stands on the wall. Until somebody types in it, it follows a colleague's change; what is
 * typed stays through that change.
 */
export function useField(stored = ''): Field {
  const [typed, setTyped] = useState<string>()
  if (typed === stored) setTyped(undefined)
  const value = typed ?? stored
  const words = value.trim()
  return {
    value,
    type: setTyped,
    change: words === '' || words === stored ? undefined : words,
    settle: () => setTyped((now) => (now?.trim() === words ? words : now)),
    clear: () => setTyped(undefined),
  }
}
