import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE } from '@murmure/shared/protocol/frames'
import { ScreenShows } from '@murmure/shared/protocol/screen-shows'

import type { Connection } from './connection.ts'

/** A pointer, a selected note: what somebody shows of themselves, without their identity. */
const PRESENCE_MAX_BYTES = 512
/** Newer states replace older ones that were not sent yet: at most so many rounds a second. */
export const PRESENCE_EVERY_MS = 50
/** Awareness of y-protocols counts renewals; nobody renews for four billion seconds. */
const CLOCK_MAX = 2 ** 32
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

type Shown = { readonly id: number; readonly clock: number; readonly json: string }

/**
 * Who is there, without `Awareness` objects: one entry per connection, under one id, with the identity that
 * the server knows. Everything else in a frame is an echo of others, or a forgery, and is dropped.
 */
export type Presence = {
  /** Takes the body of an awareness frame; true if it changed what others should see. */
  receive(from: Connection, body: Uint8Array): boolean
  /** The connection is gone: exactly its own entry goes with it; true if there was one. */
  leave(from: Connection): boolean
  /** Everyone who is there, as one frame; undefined = nobody. */
  roster(): Uint8Array | undefined
  /** What changed since the last call, as one frame; undefined = nothing. */
  takeChanges(): Uint8Array | undefined
}

export function createPresence(): Presence {
  const shown = new Map<Connection, Shown>()
  const owners = new Map<number, Connection>()
  let changed = new Map<number, Shown>()

  const show = (from: Connection, entry: Shown) => {
    owners.set(entry.id, from)
    shown.set(from, entry)
    changed.set(entry.id, entry)
  }

  /**
   * An id is free, or the same person's, back on a new socket before the old one was found dead: the old one's
   * end must not take the new one's entry along. Facilitators echo what they are shown: there an equal clock
   * proves nothing.
   */
  function mayTake({ id, clock }: Pick<Shown, 'id' | 'clock'>, { person }: Connection): boolean {
    const owner = owners.get(id)
    const held = owner && shown.get(owner)
    if (!owner || !held) return true
    if (owner.person.participantId !== person.participantId) return false
    return clock > held.clock || (clock === held.clock && person.role !== 'facilitator')
  }

  function leave(from: Connection): boolean {
    const last = shown.get(from)
    if (!last) return false
    shown.delete(from)
    owners.delete(last.id)
    changed.set(last.id, { id: last.id, clock: last.clock + 1, json: 'null' })
    return true
  }

  return {
    leave,
    receive(from, body) {
      const present = shown.get(from)
      const own = readOwn(body, ({ id, clock, json }) =>
        present ? present.id === id : json() !== 'null' && mayTake({ id, clock }, from),
      )
      if (!own || (present && own.clock <= present.clock)) return false
      if (own.json === 'null') return leave(from)
      const json = withIdentity(own.json, from)
      if (json === undefined) return false
      const owner = owners.get(own.id)
      if (owner) shown.delete(owner)
      show(from, { ...own, json })
      return true
    },
    roster: () => (shown.size === 0 ? undefined : encode([...shown.values()])),
    takeChanges() {
      if (changed.size === 0) return undefined
      const frame = encode([...changed.values()])
      changed = new Map()
      return frame
    },
  }
}

/** An entry as it came: its words are read only where somebody asks for them. */
type Read = Pick<Shown, 'id' | 'clock'> & { readonly json: () => string }

/**
 * The first entry of an awareness update that is the sender's; undefined where there is none, or where the bytes are
 * no update. Each frame of a crowd echoes all of it: what others show is passed over, not read.
 */
function readOwn(body: Uint8Array, isOwn: (entry: Read) => boolean): Shown | undefined {
  try {
    const decoder = decoding.createDecoder(body)
    let own: Shown | undefined
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const id = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const bytes = decoding.readVarUint8Array(decoder)
      if (own || clock >= CLOCK_MAX || bytes.length > PRESENCE_MAX_BYTES) continue
      const entry = { id, clock, json: () => UTF8.decode(bytes) }
      if (isOwn(entry)) own = { id, clock, json: entry.json() }
    }
    return own
  } catch {
    // Truncated bytes: lib0 has no other way to say so.
    return undefined
  }
}

/** What they show, under the name that the server gives them; undefined = it is no object. */
function withIdentity(json: string, { person }: Connection): string | undefined {
  try {
    const state: unknown = JSON.parse(json)
    if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined
    const { participantId, role } = person
    if (role === 'screen' && !ScreenShows.safeParse(state).success) return undefined
    return JSON.stringify({ ...state, who: { participantId, role } })
  } catch {
    // Not JSON.
    return undefined
  }
}

function encode(entries: readonly Shown[]): Uint8Array {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, entries.length)
  for (const { id, clock, json } of entries) {
    encoding.writeVarUint(body, id)
    encoding.writeVarUint(body, clock)
    encoding.writeVarString(body, json)
  }
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, MESSAGE.awareness)
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body))
  return encoding.toUint8Array(frame)
}
