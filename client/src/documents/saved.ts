/**
 * What of our own writing in one document is durable. The server's SAVED counts the Update and SyncStep2
 * frames of *this connection*, in the order they were sent; a new connection starts at nought, where
 * « 0 = 0 » proves nothing: only its first SyncStep2, once SAVED, covers all that came before it.
 */
export type SavedCount = {
  readonly open: boolean
  readonly sent: number
  readonly saved: number
  /** The place of this connection's first SyncStep2 among its frames. */
  readonly firstStep2: number | null
  /** This connection's Update frames that are not SAVED, by place. */
  readonly unsaved: readonly number[]
  /** Changes of earlier connections, or made without one, which only a SyncStep2 can cover. */
  readonly carried: number
}

export type SavedEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'sent'; readonly frame: 'update' | 'step2' }
  | { readonly kind: 'changed-offline' }
  | { readonly kind: 'saved'; readonly count: number }
  | { readonly kind: 'closed' }

export const NOTHING_SENT: SavedCount = {
  open: false,
  sent: 0,
  saved: 0,
  firstStep2: null,
  unsaved: [],
  carried: 0,
}

export function reduceSaved(state: SavedCount, event: SavedEvent): SavedCount {
  switch (event.kind) {
    case 'opened':
      return { ...NOTHING_SENT, open: true, carried: pendingChanges(state) }
    case 'closed':
      return { ...NOTHING_SENT, carried: pendingChanges(state) }
    case 'changed-offline':
      return { ...state, carried: state.carried + 1 }
    case 'sent':
      return countFrame(state, event.frame)
    case 'saved':
      return confirm(state, Math.min(event.count, state.sent))
  }
}

/** Own changes that are not known to be durable. */
export function pendingChanges(state: SavedCount): number {
  return state.carried + state.unsaved.length
}

/** More sent than SAVED, or a new connection whose first SyncStep2 is not SAVED yet. */
export function isWaiting(state: SavedCount): boolean {
  if (!state.open) return state.carried > 0
  return state.sent > state.saved || !isConfirmed(state)
}

function countFrame(state: SavedCount, frame: 'update' | 'step2'): SavedCount {
  const sent = state.sent + 1
  return frame === 'update'
    ? { ...state, sent, unsaved: [...state.unsaved, sent] }
    : { ...state, sent, firstStep2: state.firstStep2 ?? sent }
}

function confirm(state: SavedCount, saved: number): SavedCount {
  if (saved <= state.saved) return state
  const next = { ...state, saved, unsaved: state.unsaved.filter((place) => place > saved) }
  return isConfirmed(next) ? { ...next, carried: 0 } : next
}

function isConfirmed({ firstStep2, saved }: SavedCount): boolean {
  return firstStep2 !== null && saved >= firstStep2
}
