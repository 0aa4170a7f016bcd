import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { authorOf, type CardId } from '@murmure/shared/ids'
import { Hint, MESSAGE } from '@murmure/shared/protocol/frames'
import { ScreenShows } from '@murmure/shared/protocol/screen-shows'

import type { Connection } from './connection.ts'
import type { Person } from './contract.ts'

/** A pointer, a selected note: what somebody shows of themselves, without their identity. */
const PRESENCE_MAX_BYTES = 512
/** Newer states replace older ones that were not sent yet: at most so many rounds a second. */
export const PRESENCE_EVERY_MS = 50
/** Awareness of y-protocols counts renewals; nobody renews for four billion seconds. */
const CLOCK_MAX = 2 ** 32
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** A hint that is not renewed by then is over; clients of y-protocols renew theirs every 15 s. */
export const HINT_MS = 30_000

type Entry = { readonly id: number; readonly clock: number; readonly json: string }
type Shown = Entry & { readonly at: number; readonly editing: CardId | undefined }

/** Somebody says that they have this note's field open. */
export type Correction = { readonly person: Person; readonly editing: CardId }

/**
 * Who is there, without `Awareness` objects: one entry per connection, under one id, with the identity that
 * the server knows. Everything else in a frame is an echo of others, or a forgery, and is dropped.
 */
export type Presence = {
  /** Takes the body of an awareness frame, at this time (ms); true if it changed what others should see. */
  receive(from: Connection, body: Uint8Array, at: number): boolean
  /** The connection is gone: exactly its own entry goes with it; true if there was one. */
  leave(from: Connection): boolean
  /** Those who are said to correct a note and have not renewed it are gone; true if there were any. */
  expire(now: number): boolean
  /** The note that this connection says it is correcting. */
  editing(from: Connection): CardId | undefined
  /** Who says that they are correcting which note; whether there is such a note is not known here. */
  hints(): readonly Correction[]
  /** Everyone who is there, as one frame; undefined = nobody. */
  roster(): Uint8Array | undefined
  /** What changed since the last call, as one frame; undefined = nothing. */
  takeChanges(): Uint8Array | undefined
}

export function createPresence(): Presence {
  const shown = new Map<Connection, Shown>()
  const owners = new Map<number, Connection>()
  let changed = new Map<number, Entry>()

  const show = (from: Connection, entry: Shown) => {
    owners.set(entry.id, from)
    shown.set(from, entry)
    changed.set(entry.id, entry)
  }

  function isFree(entry: Read, from: Connection): boolean {
    const owner = owners.get(entry.id)
    const held = owner && shown.get(owner)
    return !held || mayTakeOver(held, owner, entry, from)
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
    expire(now) {
      const stale = [...shown].filter(([, entry]) => isStale(entry, now))
      for (const [from] of stale) leave(from)
      return stale.length > 0
    },
    editing: (from) => shown.get(from)?.editing,
    hints: () => [...shown].flatMap(hintOf),
    receive(from, body, at) {
      const present = shown.get(from)
      const own = readOwn(body, (entry) =>
        present ? present.id === entry.id : entry.json() !== 'null' && isFree(entry, from),
      )
      if (!own || (present && own.clock <= present.clock)) return false
      if (own.json === 'null') return leave(from)
      const entry = shownBy(from, own, at)
      if (!entry) return false
      const owner = owners.get(own.id)
      if (owner) shown.delete(owner)
      show(from, entry)
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

/**
 * An id is the same person's, back on a new socket before the old one was found dead: the old one's end must
 * not take the new one's entry along. Facilitators echo what they are shown: there an equal clock proves nothing.
 */
function mayTakeOver(
  held: Shown,
  owner: Connection,
  { clock }: Read,
  { person }: Connection,
): boolean {
  if (owner.person.participantId !== person.participantId) return false
  return clock > held.clock || (clock === held.clock && person.role !== 'facilitator')
}

/** An entry as it came: its words are read only where somebody asks for them. */
type Read = Pick<Entry, 'id' | 'clock'> & { readonly json: () => string }

/**
 * The first entry of an awareness update that is the sender's; undefined where there is none, or where the bytes are
 * no update. Each frame of a crowd echoes all of it: what others show is passed over, not read.
 */
function readOwn(body: Uint8Array, isOwn: (entry: Read) => boolean): Entry | undefined {
  try {
    const decoder = decoding.createDecoder(body)
    let own: Entry | undefined
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

const isStale = ({ at, editing }: Shown, now: number): boolean =>
  editing !== undefined && now - at > HINT_MS

const hintOf = ([{ person }, { editing }]: readonly [Connection, Shown]): readonly Correction[] =>
  editing === undefined ? [] : [{ person, editing }]

/**
 * What they show, under the identity that the server knows; undefined = it is none. Of the hall that is the note
 * that they are correcting and nothing else, of a participant one of their own.
 */
function shownBy({ person }: Connection, entry: Entry, at: number): Shown | undefined {
  const { participantId, role } = person
  const isOfHall = role === 'participant' || role === 'scribe'
  const hint = isOfHall ? Hint.safeParse(readObject(entry.json)).data : undefined
  const state = isOfHall ? hint : readObject(entry.json)
  const editing = hint?.editing
  if (!state || (role === 'screen' && !ScreenShows.safeParse(state).success)) return undefined
  if (role === 'participant' && editing !== undefined && authorOf(editing) !== participantId)
    return undefined
  const json = JSON.stringify({ ...state, who: { participantId, role } })
  return { ...entry, json, at, editing }
}

function readObject(json: string): object | undefined {
  try {
    const state: unknown = JSON.parse(json)
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? state : undefined
  } catch {
    // Not JSON.
    return undefined
  }
}

function encode(entries: readonly Entry[]): Uint8Array {
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
