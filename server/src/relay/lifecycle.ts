/**
 * A room's life: `absent → loading → live → draining → absent`. `attempt` tells one load from a later one: an
 * answer that comes after its board was deleted, or after a time-out, finds nobody waiting.
 */
export type Lifecycle =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly attempt: number }
  | { readonly kind: 'live' }
  /** Nobody has it open; it is being written down. Whoever asks now cancels the unload. */
  | { readonly kind: 'draining' }

export type LifecycleEvent =
  /** Somebody wants the room; a load, should it take one, is this attempt. */
  | { readonly kind: 'asked'; readonly attempt: number }
  | { readonly kind: 'loaded'; readonly attempt: number }
  /** The store has no such document. */
  | { readonly kind: 'missing'; readonly attempt: number }
  | { readonly kind: 'failed'; readonly attempt: number }
  /** For a while nobody has had it open, and everything in it is committed. */
  | { readonly kind: 'idle' }
  /** Its snapshot is written, or could not be: the log has it all either way. */
  | { readonly kind: 'written' }
  /** Its board was deleted, its id retired. */
  | { readonly kind: 'forgotten' }

/** What the caller does next. */
export type LifecycleEffect =
  | 'none'
  | 'load'
  /** Hand the room to all who wait. */
  | 'open'
  /** Tell all who wait that there is none. */
  | 'deny'
  | 'write-down'
  | 'close'
  /** What was loaded belongs to nobody. */
  | 'discard'

export type Step = readonly [state: Lifecycle, effect: LifecycleEffect]

export const ABSENT: Lifecycle = { kind: 'absent' }
const LIVE: Lifecycle = { kind: 'live' }
const DRAINING: Lifecycle = { kind: 'draining' }

/** Pure: the next state, and what is to be done about it. */
export function afterEvent(state: Lifecycle, event: LifecycleEvent): Step {
  switch (state.kind) {
    case 'absent':
      return afterAbsent(event)
    case 'loading':
      return afterLoading(state, event)
    case 'live':
      return afterLive(event)
    case 'draining':
      return afterDraining(event)
  }
}

function afterAbsent(event: LifecycleEvent): Step {
  switch (event.kind) {
    case 'asked':
      return [{ kind: 'loading', attempt: event.attempt }, 'load']
    case 'loaded':
      return [ABSENT, 'discard']
    case 'missing':
    case 'failed':
    case 'idle':
    case 'written':
    case 'forgotten':
      return [ABSENT, 'none']
  }
}

function afterLoading(state: Extract<Lifecycle, { kind: 'loading' }>, event: LifecycleEvent): Step {
  switch (event.kind) {
    case 'asked':
    case 'idle':
    case 'written':
      return [state, 'none']
    case 'loaded':
      return event.attempt === state.attempt ? [LIVE, 'open'] : [state, 'discard']
    case 'missing':
    case 'failed':
      return event.attempt === state.attempt ? [ABSENT, 'deny'] : [state, 'none']
    case 'forgotten':
      return [ABSENT, 'deny']
  }
}

function afterLive(event: LifecycleEvent): Step {
  switch (event.kind) {
    case 'asked':
    case 'missing':
    case 'failed':
    case 'written':
      return [LIVE, 'none']
    case 'loaded':
      return [LIVE, 'discard']
    case 'idle':
      return [DRAINING, 'write-down']
    case 'forgotten':
      return [ABSENT, 'close']
  }
}

function afterDraining(event: LifecycleEvent): Step {
  switch (event.kind) {
    case 'asked':
      return [LIVE, 'none']
    case 'missing':
    case 'failed':
    case 'idle':
      return [DRAINING, 'none']
    case 'loaded':
      return [DRAINING, 'discard']
    case 'written':
    case 'forgotten':
      return [ABSENT, 'close']
  }
}
