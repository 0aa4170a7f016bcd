import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as z from 'zod/mini'

import { CardId, type GroupId } from '../ids.ts'

/** Subprotocol of clients that understand the extension frames below. */
export const SUBPROTOCOL = 'murmure.v1'
/** The token travels as a subprotocol, `bearer.<token>`: never in a URL, never in a log. */
export const BEARER_PREFIX = 'bearer.'

/** First varUint of a websocket message. Up to 3: stock y-websocket. From 120: ours, only to `murmure.v1`. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 120,
  refused: 121,
  room: 122,
  goAway: 123,
} as const

/** Second varUint of a `sync` message. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/** A `sync` message: a state vector (step1), or an update (step2, update). */
export function encodeSync(step: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

export const syncStep1 = (stateVector: Uint8Array): Uint8Array =>
  encodeSync(SYNC.step1, stateVector)
export const syncStep2 = (update: Uint8Array): Uint8Array => encodeSync(SYNC.step2, update)
export const syncUpdate = (update: Uint8Array): Uint8Array => encodeSync(SYNC.update, update)

/** An awareness update without entries: resets a stock client's silence timer and provokes no answer. */
export const KEEP_ALIVE = Uint8Array.of(MESSAGE.awareness, 1, 0)

/** « Permission denied » of the stock protocol: a plain client logs the reason and goes on reading. */
export function encodePermissionDenied(reason: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.auth)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, reason)
  return encoding.toUint8Array(encoder)
}

/** An honest client is refused for the first three only. */
export const RefusalReason = z.enum(['role', 'closed', 'generation', 'abuse'])
export type RefusalReason = z.infer<typeof RefusalReason>

/** SAVED: how many of this connection's Update and SyncStep2 frames are durable, in the order they were sent. */
export function encodeSaved(count: number): Uint8Array {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, count)
  return encodeExtension(MESSAGE.saved, encoding.toUint8Array(body))
}

/** The body of a SAVED frame, i.e. what follows its type and length. */
export function decodeSaved(body: Uint8Array): number {
  return decoding.readVarUint(decoding.createDecoder(body))
}

/** REFUSED: this connection's writes are no longer applied; reading goes on. */
export function encodeRefused(reason: RefusalReason): Uint8Array {
  const body = encoding.createEncoder()
  encoding.writeVarString(body, reason)
  return encodeExtension(MESSAGE.refused, encoding.toUint8Array(body))
}

export function decodeRefused(body: Uint8Array): RefusalReason | undefined {
  return RefusalReason.safeParse(decoding.readVarString(decoding.createDecoder(body))).data
}

/** What somebody of the hall shows of themselves, beside the document: the note that they are correcting. */
export const Hint = z.object({ editing: z.optional(CardId) })
export type Hint = z.infer<typeof Hint>

/** So many people of a group are connected now. */
export type GroupPeople = { readonly groupId: GroupId; readonly people: number }

/**
 * ROOM: the server's clock (ms), whether writing is stored now, and how many participants and scribes are
 * connected: of the board in its room document, of the group in a group's.
 */
export type RoomNotice = {
  readonly time: number
  readonly isReadOnly: boolean
  readonly people: number
  /** By group, where anybody of it is connected: in the room document, to facilitators and screens. */
  readonly groups: readonly GroupPeople[]
  /** Notes that somebody else is correcting now: in a group's document, to the group's own. */
  readonly editing: readonly CardId[]
}

export function encodeRoomNotice({
  time,
  isReadOnly,
  people,
  groups = [],
  editing = [],
}: Omit<RoomNotice, 'groups' | 'editing'> & Partial<RoomNotice>): Uint8Array {
  const body = encoding.createEncoder()
  for (const value of [time, isReadOnly ? 1 : 0, people]) encoding.writeVarUint(body, value)
  if (groups.length + editing.length > 0) encoding.writeVarUint(body, groups.length)
  for (const group of groups) {
    encoding.writeVarString(body, group.groupId)
    encoding.writeVarUint(body, group.people)
  }
  if (editing.length > 0) encoding.writeVarUint(body, editing.length)
  for (const cardId of editing) encoding.writeVarString(body, cardId)
  return encodeExtension(MESSAGE.room, encoding.toUint8Array(body))
}

/** The body of a ROOM frame. What a later version adds at its end is left unread. */
export function decodeRoomNotice(body: Uint8Array): RoomNotice {
  const decoder = decoding.createDecoder(body)
  const time = decoding.readVarUint(decoder)
  const flags = decoding.readVarUint(decoder)
  const people = decoding.readVarUint(decoder)
  const groups: GroupPeople[] = []
  for (let left = readIfAny(decoder); left > 0; left--)
    groups.push({
      groupId: decoding.readVarString(decoder),
      people: decoding.readVarUint(decoder),
    })
  const editing: CardId[] = []
  for (let left = readIfAny(decoder); left > 0; left--)
    editing.push(decoding.readVarString(decoder))
  return { time, isReadOnly: (flags & 1) === 1, people, groups, editing }
}

/** 0 where an earlier version said nothing more. */
const readIfAny = (decoder: decoding.Decoder): number =>
  decoding.hasContent(decoder) ? decoding.readVarUint(decoder) : 0

/** GOAWAY: the server stops; come back after `afterMs`, plus a random part of `jitterMs`. */
export type GoAway = { readonly afterMs: number; readonly jitterMs: number }

export function encodeGoAway({ afterMs, jitterMs }: GoAway): Uint8Array {
  const body = encoding.createEncoder()
  for (const value of [afterMs, jitterMs]) encoding.writeVarUint(body, value)
  return encodeExtension(MESSAGE.goAway, encoding.toUint8Array(body))
}

export function decodeGoAway(body: Uint8Array): GoAway {
  const decoder = decoding.createDecoder(body)
  return { afterMs: decoding.readVarUint(decoder), jitterMs: decoding.readVarUint(decoder) }
}

function encodeExtension(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}
