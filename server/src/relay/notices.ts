import { encodeRoomNotice } from '@murmure/shared/protocol/frames'

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

function tellRoom(room: Room, time: number): void {
  const people = new Set([...room.connections].map(({ person }) => person.participantId)).size
  const frame = encodeRoomNotice({ time, isReadOnly: room.isReadOnly, people })
  for (const { isOurs, outbox } of room.connections) if (isOurs) outbox.sendExtra(frame)
}

/** To facilitators only: what N phones show costs N² messages, and is nobody else's business. */
function tellPresence(room: Room): void {
  const frame = room.presence.takeChanges()
  if (!frame) return
  for (const { person, outbox } of room.connections) {
    if (person.role === 'facilitator') outbox.sendExtra(frame)
  }
}
