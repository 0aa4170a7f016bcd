import type { DocumentKind, Role } from '@murmure/shared/access'
import type { Author } from '@murmure/server/relay/policy'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { person } from '../support/hall.ts'
import { settledHeap } from '../support/heap.ts'
import { runs } from '../support/seed.ts'
import { besiege, STRIKES_PER_DOCUMENT, strikesAt } from './siege.ts'

/** By role and run: most of them where the role may write something. */
const STRIKES: Readonly<Record<Role, Readonly<Record<DocumentKind, number>>>> = {
  participant: { group: 14_000, wall: 4_000, room: 2_000 },
  scribe: { group: 14_000, wall: 4_000, room: 2_000 },
  facilitator: { group: 8_000, wall: 10_000, room: 2_000 },
  screen: { group: 9_000, wall: 8_000, room: 3_000 },
}
const ROLES: readonly Role[] = ['participant', 'scribe', 'facilitator', 'screen']
const KINDS: readonly DocumentKind[] = ['group', 'wall', 'room']
/** What a run may hold more at its end than after its first tenth: the counts by attack, code that got warm. */
const HEAP_GROWTH_BYTES = 12 * 1024 * 1024

const mayWrite = (role: Role, kind: DocumentKind): boolean =>
  kind === 'group' ? role !== 'screen' : kind === 'wall' && role === 'facilitator'

describe.each(ROLES)('[F18] hostile updates of a %s', (role) => {
  const author: Author = { participantId: person('eve'), role }
  const total = KINDS.reduce((sum, kind) => sum + STRIKES[role][kind], 0)

  test.for(KINDS)(
    `${total} of them, here at the %s: nothing foreign changes, nothing throws, nothing pending, memory flat`,
    (kind) => {
      const said = new Map<string, number>()
      const count = (key: string) => void said.set(key, (said.get(key) ?? 0) + 1)
      const onVerdict = (name: string, verdict: string) => {
        count(verdict)
        count(`${name}: ${verdict}`)
      }
      const documents = runs(STRIKES[role][kind] / STRIKES_PER_DOCUMENT)
      let played = 0
      let heapEarly = 0
      fc.assert(
        fc.property(strikesAt(kind), (strikes) => {
          expect(besiege(strikes, { kind, author, onVerdict })).toBeUndefined()
          played += 1
          if (played === Math.ceil(documents / 10)) heapEarly = settledHeap()
        }),
        { numRuns: documents },
      )
      expect(settledHeap() - heapEarly).toBeLessThan(HEAP_GROWTH_BYTES)
      const struck = played * STRIKES_PER_DOCUMENT
      expect(struck).toBeGreaterThanOrEqual(STRIKES[role][kind])
      expect(said.get('refuse')).toBeGreaterThan(struck / 4)
      if (!mayWrite(role, kind)) expect(said.get('apply')).toBeUndefined()
    },
  )
})
