import { assertNever } from '@murmure/shared/assert'
import type { SessionCommand } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'
import type { Room } from '@murmure/shared/room'
import type { Phase, Session } from '@murmure/shared/session'

export type SessionProblem = 'section-unknown' | 'not-revealed'

/** The room after a command of the facilitator, or why it cannot be. Repeating a command changes nothing more. */
export function decide(
  room: Room,
  command: SessionCommand,
  now: number,
): Result<Room, SessionProblem> {
  const { session } = room
  switch (command.type) {
    case 'phase':
      if (command.phase !== 'write' && !session.revealed) return fail('not-revealed')
      return closed(room, {
        phase: command.phase,
        // After « Écrire » nobody writes until a facilitator reopens; the end closes what was reopened since.
        ...(closesWriting(session.phase, command.phase) && { open: [] }),
      })
    case 'open':
      if (!hasSection(room, command.sectionId)) return fail('section-unknown')
      return session.open.includes(command.sectionId)
        ? ok(room)
        : changed(room, { open: [...session.open, command.sectionId] })
    case 'close':
      if (!hasSection(room, command.sectionId)) return fail('section-unknown')
      return closed(room, {
        open: session.open.filter((open) => open !== command.sectionId),
      })
    case 'reveal':
      // A repeated « Dévoiler » (its answer was lost) must not take the wall back from a later phase.
      return session.revealed
        ? ok(room)
        : changed(room, { phase: 'reveal', revealed: true, open: [], timerEndsAt: null })
    case 'timer':
      return changed(room, {
        timerEndsAt: command.seconds === null ? null : now + command.seconds * 1000,
      })
    case 'publish':
      // Everyone on the board may read them then: that is what « Dévoiler » decides, and nothing else.
      if (command.published && !session.revealed) return fail('not-revealed')
      return changed(room, { published: command.published })
    default:
      return assertNever(command)
  }
}

const changed = (room: Room, part: Partial<Session>): Result<Room, never> =>
  ok({ ...room, session: { ...room.session, ...part } })

/** The time that was given was for writing: it ends with the last part that closes. */
const closed = (room: Room, part: Partial<Session>): Result<Room, never> =>
  changed(room, {
    ...part,
    ...(room.session.open.length > 0 && part.open?.length === 0 && { timerEndsAt: null }),
  })

const closesWriting = (from: Phase, to: Phase): boolean =>
  to === 'conclude' ? from !== 'conclude' : to !== 'write' && from === 'write'

const hasSection = (room: Room, sectionId: string): boolean =>
  room.sections.some((section) => section.sectionId === sectionId)
