import { readCards } from '@murmure/shared/group-doc'
import type { Role } from '@murmure/shared/access'
import type { Author } from '@murmure/server/relay/policy'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { cardOf, copyOf, type Gated, openGated, stick, updateOf } from '../support/gate-case.ts'
import { person } from '../support/hall.ts'
import { runs } from '../support/seed.ts'
import { ATTACKS, type Attacker } from './attacks.ts'

const ADA: Author = { participantId: person('ada'), role: 'participant' }
const ATTACKS_PER_GROUP = 10
const ATTACKS_PER_ROLE = 20_000
const NAMES = Object.keys(ATTACKS)
const ROLES: readonly Role[] = ['participant', 'scribe', 'facilitator', 'screen']

const strike = fc.record({
  name: fc.constantFrom(...NAMES),
  dice: fc.array(fc.nat(2 ** 31), { minLength: 12, maxLength: 12 }),
  step: fc.constantFrom('update' as const, 'step2' as const),
})

/** A group where Ada and the attacker have one note each. */
function openStruckGroup(attacker: Author): { group: Gated; victimClient: number } {
  const group = openGated()
  const hers = new Y.Doc()
  group.send(
    ADA,
    updateOf(hers, () => stick(hers, cardOf(ADA), 'À Ada')),
  )
  // A screen has written nothing: what the attacks take for its note stands there by another hand.
  const writer: Author =
    attacker.role === 'screen' ? { ...attacker, role: 'participant' } : attacker
  const theirs = group.copy()
  group.send(
    writer,
    updateOf(theirs, () => stick(theirs, cardOf(attacker), 'À moi')),
  )
  return { group, victimClient: hers.clientID }
}

/** Everything in the document that this author has no right to change, as plain data. */
function foreignPart({ server }: Gated, { participantId, role }: Author): unknown {
  const cards = readCards(server, 'a')
  // Scribes and facilitators correct any note; what they may not: erase one, or take it back in its author's name.
  if (role === 'scribe' || role === 'facilitator') {
    return cards
      .filter(({ cardId }) => cardId === cardOf(ADA))
      .map(({ cardId, removed }) => [cardId, removed?.by === ADA.participantId])
  }
  return [
    cards.filter(({ cardId }) => !cardId.startsWith(`${participantId}.`)),
    server.getMap('profile').toJSON(),
  ]
}

/** The live state equals what its own bytes say: no length, list or key of Yjs has come apart. */
function expectWhole({ server }: Gated): void {
  expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null])
  expect([...server.share.keys()].filter((root) => root !== 'cards' && root !== 'profile')).toEqual(
    [],
  )
  const shadow = copyOf(server)
  expect(shadow.getMap('cards').toJSON()).toEqual(server.getMap('cards').toJSON())
  for (const map of server.getMap<Y.Map<unknown>>('cards').values()) {
    const text = map.get('text')
    if (text instanceof Y.Text) expect(text.toString().length).toBe(text.length)
  }
}

describe.each(ROLES)('[F18] hostile updates of a %s', (role) => {
  test(`${ATTACKS_PER_ROLE} of them change nothing foreign, throw nothing, leave nothing pending`, () => {
    const author: Author = { participantId: person('eve'), role }
    const said = new Map<string, number>()
    let struck = 0
    fc.assert(
      fc.property(
        fc.array(strike, { minLength: ATTACKS_PER_GROUP, maxLength: ATTACKS_PER_GROUP }),
        (strikes) => {
          const { group, victimClient } = openStruckGroup(author)
          const before = foreignPart(group, author)
          for (const { name, dice, step } of strikes) {
            const bytes = ATTACKS[name]?.(attackerOf(group, author, victimClient, dice))
            const verdict = group.send(author, bytes ?? new Uint8Array(), step)
            said.set(verdict.kind, (said.get(verdict.kind) ?? 0) + 1)
            struck += 1
            expect([name, foreignPart(group, author)]).toEqual([name, before])
          }
          expectWhole(group)
          // And the victim writes on, under the clientID that was struck at.
          const hers = copyOf(group.server)
          hers.clientID = victimClient
          const next = updateOf(hers, () => stick(hers, cardOf(ADA, 2), 'Encore moi'))
          expect(group.send(ADA, next).kind).toBe('apply')
        },
      ),
      { numRuns: runs(ATTACKS_PER_ROLE / ATTACKS_PER_GROUP) },
    )
    expect(struck).toBeGreaterThanOrEqual(ATTACKS_PER_ROLE)
    expect(said.get('refuse')).toBeGreaterThan(ATTACKS_PER_ROLE / 4)
  })
})

test('the oracle sees what a relay without a gate would let in', () => {
  const eve: Author = { participantId: person('eve'), role: 'participant' }
  const seen = new Set<string>()
  for (const name of ['foreign card', 'hard deletion', 'overwrite with an empty delete set']) {
    for (let die = 0; die < 5; die++) {
      const { group, victimClient } = openStruckGroup(eve)
      const before = foreignPart(group, eve)
      const attacker = attackerOf(group, eve, victimClient, [die, die + 1])
      Y.applyUpdate(group.server, ATTACKS[name]?.(attacker) ?? new Uint8Array())
      if (JSON.stringify(foreignPart(group, eve)) !== JSON.stringify(before)) seen.add(name)
    }
  }
  expect(seen.size).toBe(3)
})

function attackerOf(
  group: Gated,
  author: Author,
  victimClient: number,
  dice: readonly number[],
): Attacker {
  let next = 0
  const copy = group.copy()
  copy.clientID = 1 + ((dice[0] ?? 0) % 1_000_000_000)
  return {
    author,
    victim: ADA,
    copy,
    victimClient,
    futureClient: 3_000_000_000 + ((dice[1] ?? 0) % 1000),
    dice: (sides) => (dice[next++ % dice.length] ?? 0) % sides,
  }
}
