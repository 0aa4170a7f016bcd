import type { Role } from '@murmure/shared/access'
import type { GroupId, ParticipantId } from '@murmure/shared/ids'
import { encodeRoomNotice, type GroupPeople } from '@murmure/shared/protocol/frames'

import type { Person } from './contract.ts'
import { PRESENCE_EVERY_MS } from './presence.ts'
import type { Room } from './room.ts'

/** ROOM frames of one document: at most two a second. */
const NOTICE_EVERY_MS = 500

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
export function roomNotice(room: Room, time: number, role: Role = 'participant'): Uint8Array {
  const present = peopleOf(room)
  return encodeRoomNotice({
    time,
    isReadOnly: room.isReadOnly,
    people: present.length,
    groups: seesGroups(room, role) ? countGroups(present) : [],
  })
}

function tellRoom(room: Room, time: number): void {
  const frame = roomNotice(room, time)
  const withGroups = roomNotice(room, time, 'facilitator')
  for (const { isOurs, outbox, person } of room.connections)
    if (isOurs) outbox.sendExtra(seesGroups(room, person.role) ? withGroups : frame)
}

/**
 * Who of the hall is connected: whoever leads or only shows does not count, nor who looks into another group's
 * document, and two tabs or a phone that came back before its old socket was found dead are one person.
 */
function peopleOf({ connections, document }: Room): readonly Person[] {
  const present = new Map<ParticipantId, Person>()
  for (const { person } of connections) {
    const isOfHall = person.role === 'participant' || person.role === 'scribe'
    const isHere = document.groupId === undefined || document.groupId === person.groupId
    if (isOfHall && isHere) present.set(person.participantId, person)
  }
  return [...present.values()]
}

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
