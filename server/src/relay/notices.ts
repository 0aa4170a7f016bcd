import type { Role } from '@murmure/shared/access'
import { cardsRoot } from '@murmure/shared/group-doc'
import type { CardId, GroupId, ParticipantId } from '@murmure/shared/ids'
import { encodeRoomNotice, type GroupPeople } from '@murmure/shared/protocol/frames'

import type { Person } from './contract.ts'
import { PRESENCE_EVERY_MS } from './presence.ts'
import type { Room } from './room.ts'

/** ROOM frames of one document: at most two a second. */
const NOTICE_EVERY_MS = 500
/** Beyond so many notes at once nobody reads hints. */
const HINTS_MAX = 64

/** What is told beside the document: who is there, the server's clock, whether writing is stored. */
export type Notices = {
  /** Somebody came or went, or the store did. */
  roomChanged(room: Room): void
  presenceChanged(room: Room): void
  stop(): void
}

/** Merges what changes quickly: the first is told at the end of its window, with all that came in between. */
export function createNotices(now: () => number): Notices {
  const timers = new Map<Room, { notice?: NodeJS.Timeout; presence?: NodeJS.Timeout }>()
  const timersOf = (room: Room) => {
    const present = timers.get(room) ?? {}
    timers.set(room, present)
    return present
  }

  return {
    roomChanged(room) {
      const own = timersOf(room)
      own.notice ??= setTimeout(() => {
        delete own.notice
        if (own.presence === undefined) timers.delete(room)
        tellRoom(room, now())
      }, NOTICE_EVERY_MS).unref()
    },
    presenceChanged(room) {
      const own = timersOf(room)
      own.presence ??= setTimeout(() => {
        delete own.presence
        if (own.notice === undefined) timers.delete(room)
        tellPresence(room)
      }, PRESENCE_EVERY_MS).unref()
    },
    stop() {
      for (const { notice, presence } of timers.values()) {
        clearTimeout(notice)
        clearTimeout(presence)
      }
      timers.clear()
    },
  }
}

/** The counts of all groups are for those who lead the room: a phone has its own group's from that document. */
const seesGroups = ({ document }: Room, role: Role): boolean =>
  document.kind === 'room' && (role === 'facilitator' || role === 'screen')

/** The ROOM frame of this document, as somebody in this role is to have it. */
export function roomNotice(
  room: Room,
  time: number,
  role: Role = 'participant',
  editing: readonly CardId[] = [],
): Uint8Array {
  const present = peopleOf(room)
  return encodeRoomNotice({
    time,
    isReadOnly: room.isReadOnly,
    people: present.length,
    groups: seesGroups(room, role) ? countGroups(present) : [],
    editing,
  })
}

function tellRoom(room: Room, time: number): void {
  const frame = roomNotice(room, time)
  const withGroups = roomNotice(room, time, 'facilitator')
  const hints = hintsOf(room)
  const withHints = roomNotice(room, time, 'participant', [...hints.keys()])
  const corrects = new Set([...hints.values()].flatMap((people) => [...people]))
  const frameFor = (person: Person): Uint8Array => {
    if (seesGroups(room, person.role)) return withGroups
    if (hints.size === 0 || !isOfHall(room, person)) return frame
    return corrects.has(person.participantId)
      ? roomNotice(room, time, 'participant', ofOthers(hints, person))
      : withHints
  }
  for (const { isOurs, outbox, person } of room.connections)
    if (isOurs) outbox.sendExtra(frameFor(person))
}

type Hints = ReadonlyMap<CardId, ReadonlySet<ParticipantId>>

/** What the group's own say they are correcting, of notes that there are. Others only read here once revealed. */
function hintsOf(room: Room): Hints {
  const hints = new Map<CardId, Set<ParticipantId>>()
  if (room.document.kind !== 'group') return hints
  const cards = cardsRoot(room.doc)
  for (const { person, editing } of room.presence.hints()) {
    const people = hints.get(editing) ?? new Set()
    if (!isOfHall(room, person) || !cards.has(editing)) continue
    if (people.size > 0 || hints.size < HINTS_MAX) hints.set(editing, people)
    people.add(person.participantId)
  }
  return hints
}

/** Nobody is told of their own. */
const ofOthers = (hints: Hints, { participantId }: Person): readonly CardId[] =>
  [...hints].flatMap(([cardId, people]) =>
    people.size > 1 || !people.has(participantId) ? [cardId] : [],
  )

/**
 * Who of the hall is connected: two tabs or a phone that came back before its old socket was found dead are one
 * person.
 */
function peopleOf(room: Room): readonly Person[] {
  const present = new Map<ParticipantId, Person>()
  for (const { person } of room.connections)
    if (isOfHall(room, person)) present.set(person.participantId, person)
  return [...present.values()]
}

/** Whoever leads or only shows is not, nor who looks into another group's document. */
const isOfHall = ({ document }: Room, { role, groupId }: Person): boolean =>
  (role === 'participant' || role === 'scribe') &&
  (document.groupId === undefined || document.groupId === groupId)

function countGroups(people: readonly Person[]): readonly GroupPeople[] {
  const counts = new Map<GroupId, number>()
  for (const { groupId } of people)
    if (groupId !== undefined) counts.set(groupId, (counts.get(groupId) ?? 0) + 1)
  return [...counts].map(([groupId, count]) => ({ groupId, people: count }))
}

/** To facilitators only: what N phones show costs N² messages, and is nobody else's business. */
function tellPresence(room: Room): void {
  const frame = room.presence.takeChanges()
  if (!frame) return
  for (const { person, outbox } of room.connections) {
    if (person.role === 'facilitator') outbox.sendExtra(frame)
  }
}
