import type { Parcel } from '@murmure/shared/protocol/parcels'

import type { Admission, Person } from './contract.ts'

/** One document of a poll: `since` is the last change that the asker holds. */
export type Watched = { readonly admission: Admission; readonly since: number }

/** Why a request is not answered with frames. */
export type Unanswered =
  | { readonly kind: 'absent' }
  /** Not now: the store, a stop, too much of something. */
  | { readonly kind: 'unavailable' }
  /** This person asks too much. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** What would have closed a socket with this code. */
  | { readonly kind: 'closed'; readonly code: number }

export type Exchanged =
  /** `saved`: every frame of the request is durable. */
  | { readonly kind: 'answered'; readonly saved: boolean; readonly parcel: Parcel }
  /** A frame is no frame: none was looked at. */
  | { readonly kind: 'malformed' }
  | Unanswered

export type Polled =
  | { readonly kind: 'answered'; readonly parcels: readonly Parcel[] }
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'left' }
  | Unanswered

/** The relay for people whose network lets no websocket through: same rooms, same gate, same ticks. */
export type HttpSync = {
  /** Frames in; frames out when what came of them is durable. */
  exchange(person: Person, admission: Admission, frames: readonly Uint8Array[]): Promise<Exchanged>
  /** What was committed since, at once or when it comes; with nothing after 25 s. */
  poll(person: Person, watched: readonly Watched[], left: AbortSignal): Promise<Polled>
}

/** How long things take; tests are in a hurry. */
export type HttpTiming = {
  readonly pollMs: number
  readonly gatherMs: number
  readonly lingerMs: number
}
