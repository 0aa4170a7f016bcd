import type { DocumentKind } from '@murmure/shared/access'
import { correctCard } from '@murmure/shared/actions/edit-card'
import { renameTheme } from '@murmure/shared/actions/edit-theme'
import type { judge } from '@murmure/server/relay/gate'
import type { Author } from '@murmure/server/relay/policy'
import fc from 'fast-check'
import * as Y from 'yjs'

import { cardOf, copyOf, updateOf } from '../support/gate-case.ts'
import type { Attacks } from './attacker.ts'
import { GROUP_ATTACKS } from './attacks.ts'
import { defectIn, differenceFromShadow, objectionTo, viewOf } from './oracle.ts'
import { openStruck, type Struck } from './struck.ts'
import { ROOM_ATTACKS, THEME, WALL_ATTACKS } from './wall-attacks.ts'

export const STRIKES_PER_DOCUMENT = 25
export const ATTACKS: Readonly<Record<DocumentKind, Attacks>> = {
  group: GROUP_ATTACKS,
  wall: WALL_ATTACKS,
  room: ROOM_ATTACKS,
}

export type Strike = {
  readonly name: string
  readonly seed: number
  readonly step: 'update' | 'step2'
}

export const strikesAt = (kind: DocumentKind): fc.Arbitrary<readonly Strike[]> =>
  fc.array(
    fc.record({
      name: fc.constantFrom(...Object.keys(ATTACKS[kind])),
      seed: fc.nat(2 ** 31 - 1),
      step: fc.constantFrom('update' as const, 'step2' as const),
    }),
    { minLength: STRIKES_PER_DOCUMENT, maxLength: STRIKES_PER_DOCUMENT },
  )

export type SiegeOptions = {
  readonly kind: DocumentKind
  readonly author: Author
  readonly gate?: typeof judge
  /** Off, to see what the oracle finds by itself where the relay's own alarm would ring first. */
  readonly isAlarmHeard?: boolean
  readonly onVerdict?: (name: string, kind: string) => void
}

/** What is wrong after these strikes at a fresh document; undefined = nothing. */
export function besiege(
  strikes: readonly Strike[],
  { kind, author, gate, isAlarmHeard = true, onVerdict }: SiegeOptions,
): string | undefined {
  const struck = openStruck(kind, author, gate)
  let view = viewOf(struck)
  for (const { name, seed, step } of strikes) {
    const bytes = ATTACKS[kind][name]?.(struck.attacker(seed)) ?? new Uint8Array()
    const { verdict, applied } = struck.strike(bytes, step)
    onVerdict?.(name, verdict.kind)
    if (applied.broken && isAlarmHeard) return `${name}: the alarm rang`
    if (!applied.row) continue
    const next = viewOf(struck)
    const wrong = objectionTo(view, next, author) ?? defectIn(struck)
    if (wrong !== undefined) return `${name}: ${wrong}`
    view = next
  }
  return (isAlarmHeard ? differenceFromShadow(struck) : undefined) ?? victimStuck(struck)
}

/** And the victim writes on, under the clientID that was struck at. */
function victimStuck(struck: Struck): string | undefined {
  const { kind, room, victimClient, victim } = struck
  if (kind === 'room') return undefined
  const hers = copyOf(room.doc)
  hers.clientID = victimClient
  const next = updateOf(hers, () => {
    if (kind === 'group') correctCard(hers, cardOf(victim), 'Encore moi')
    else renameTheme(hers, THEME, 'Encore moi')
  })
  const verdict = struck.goOn(next)
  if (verdict.kind !== 'apply') return `the victim cannot go on: ${verdict.kind}`
  return Y.getState(room.doc.store, victimClient) === Y.getState(hers.store, victimClient)
    ? undefined
    : 'the victim’s next clocks were taken'
}
