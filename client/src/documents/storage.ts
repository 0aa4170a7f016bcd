/** The part of `localStorage` that we need. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Memory instead, where the browser forbids storage (private windows, blocked cookies) or it is full: the
 * page works, only a reload forgets.
 */
export function createResilientStore(store: () => KeyValueStore): KeyValueStore {
  const memory = new Map<string, string>()
  return {
    getItem: (key) => memory.get(key) ?? attempt(() => store().getItem(key)) ?? null,
    setItem: (key, value) => {
      const kept = attempt(() => {
        store().setItem(key, value)
        return true
      })
      if (kept) memory.delete(key)
      else memory.set(key, value)
    },
    removeItem: (key) => {
      memory.delete(key)
      attempt(() => store().removeItem(key))
    },
  }
}

export const localStore = createResilientStore(() => window.localStorage)
export const tabStore = createResilientStore(() => window.sessionStorage)

function attempt<Value>(access: () => Value): Value | undefined {
  try {
    return access()
  } catch (refusal) {
    // What storage throws (SecurityError, QuotaExceededError) is a DOMException; the rest is a bug.
    if (refusal instanceof DOMException) return undefined
    throw refusal
  }
}
