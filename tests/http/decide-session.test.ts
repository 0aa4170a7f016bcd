import { decide } from '@murmure/server/http/decide-session'
import type { SessionCommand } from '@murmure/shared/protocol/http'
import type { Room } from '@murmure/shared/room'
import { NEW_SESSION, type Session } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import { expect, test } from 'vitest'

const NOW = 1_000_000

function makeRoom(session: Partial<Session> = {}): Room {
  const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
  return {
    meta: { schema: 1, title: 'Assemblée', locale: 'fr' },
    sections,
    columns,
    groups: [],
    session: { ...NEW_SESSION, ...session },
  }
}

const writing: Partial<Session> = { open: ['bilan'] }
const revealed: Partial<Session> = { phase: 'reveal', revealed: true }
const grouping: Partial<Session> = { phase: 'group', revealed: true, open: ['perspectives'] }

test.each<[string, Partial<Session>, SessionCommand, Partial<Session> | string]>([
  ['opens', {}, { type: 'open', sectionId: 'bilan' }, { open: ['bilan'] }],
  ['opens twice', writing, { type: 'open', sectionId: 'bilan' }, {}],
  [
    'opens a second',
    writing,
    { type: 'open', sectionId: 'perspectives' },
    { open: ['bilan', 'perspectives'] },
  ],
  ['opens what is not', {}, { type: 'open', sectionId: 'x' }, 'section-unknown'],
  ['closes', writing, { type: 'close', sectionId: 'bilan' }, { open: [] }],
  ['closes what is closed', {}, { type: 'close', sectionId: 'bilan' }, {}],
  ['closes what is not', {}, { type: 'close', sectionId: 'x' }, 'section-unknown'],
  [
    'reveals, and closes what is open',
    writing,
    { type: 'reveal' },
    { phase: 'reveal', revealed: true, open: [] },
  ],
  ['reveals again, later: nothing goes back', grouping, { type: 'reveal' }, {}],
  ['groups unrevealed', writing, { type: 'phase', phase: 'group' }, 'not-revealed'],
  ['shows unrevealed', writing, { type: 'phase', phase: 'reveal' }, 'not-revealed'],
  ['concludes unrevealed', writing, { type: 'phase', phase: 'conclude' }, 'not-revealed'],
  ['writes unrevealed', writing, { type: 'phase', phase: 'write' }, {}],
  ['groups', revealed, { type: 'phase', phase: 'group' }, { phase: 'group' }],
  ['goes back: still revealed', grouping, { type: 'phase', phase: 'write' }, { phase: 'write' }],
  [
    'leaves a second « Écrire »: closed',
    { phase: 'write', revealed: true, open: ['bilan'] },
    { type: 'phase', phase: 'group' },
    { phase: 'group', open: [] },
  ],
  [
    'reopens after',
    revealed,
    { type: 'open', sectionId: 'perspectives' },
    { open: ['perspectives'] },
  ],
  [
    'keeps open what was reopened between phases',
    { ...revealed, open: ['bilan'] },
    { type: 'phase', phase: 'group' },
    { phase: 'group' },
  ],
  [
    'concludes, and closes what was reopened',
    { ...grouping, open: ['bilan'] },
    { type: 'phase', phase: 'conclude' },
    { phase: 'conclude', open: [] },
  ],
  [
    'concludes twice: what was reopened since stays open',
    { phase: 'conclude', revealed: true, open: ['bilan'] },
    { type: 'phase', phase: 'conclude' },
    {},
  ],
  ['sets the timer', {}, { type: 'timer', seconds: 90 }, { timerEndsAt: NOW + 90_000 }],
  ['stops the timer', { timerEndsAt: 5 }, { type: 'timer', seconds: null }, { timerEndsAt: null }],
  [
    'reveals: the time for writing is over',
    { ...writing, timerEndsAt: NOW + 5 },
    { type: 'reveal' },
    { phase: 'reveal', revealed: true, open: [], timerEndsAt: null },
  ],
  [
    'closes the last: the time ends with it',
    { ...writing, timerEndsAt: NOW + 5 },
    { type: 'close', sectionId: 'bilan' },
    { open: [], timerEndsAt: null },
  ],
  [
    'closes one of two: the time goes on',
    { open: ['bilan', 'perspectives'], timerEndsAt: NOW + 5 },
    { type: 'close', sectionId: 'bilan' },
    { open: ['perspectives'] },
  ],
  [
    'closes what is closed: a time for something else goes on',
    { timerEndsAt: NOW + 5 },
    { type: 'close', sectionId: 'bilan' },
    {},
  ],
  [
    'concludes while a part is open: the time ends',
    { ...grouping, timerEndsAt: NOW + 5 },
    { type: 'phase', phase: 'conclude' },
    { phase: 'conclude', open: [], timerEndsAt: null },
  ],
  [
    'groups with nothing open: a time for something else goes on',
    { ...revealed, timerEndsAt: NOW + 5 },
    { type: 'phase', phase: 'group' },
    { phase: 'group' },
  ],
  ['publishes', revealed, { type: 'publish', published: true }, { published: true }],
  ['publishes unrevealed', writing, { type: 'publish', published: true }, 'not-revealed'],
  ['withdraws', { published: true }, { type: 'publish', published: false }, { published: false }],
])('%s', (_name, before, command, expected) => {
  const room = makeRoom(before)
  const decided = decide(room, command, NOW)
  if (typeof expected === 'string') expect(decided).toEqual({ ok: false, error: expected })
  else {
    const session = { ...room.session, ...expected }
    expect(decided).toEqual({ ok: true, value: { ...room, session } })
  }
})
