import type { DocumentKind, Role } from '@murmure/shared/access'
import { judge, type Verdict } from '@murmure/server/relay/gate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { person } from '../support/hall.ts'
import { runs } from '../support/seed.ts'
import { besiege, strikesAt } from './siege.ts'

/** No more than what each run of the hostile updates plays: what is not found there is not found. */
const DOCUMENTS = 400

type Gate = typeof judge

/** What a gate that has forgotten one thing lets through: what it would have refused for it. */
function passing(isForgotten: (verdict: Verdict) => boolean): Gate {
  return (update, context) => {
    const verdict = judge(update, context)
    return isForgotten(verdict) ? letThrough(update, context, verdict) : verdict
  }
}

const forgetting = (why: string): Gate =>
  passing((verdict) => verdict.kind === 'refuse' && verdict.why === why)

function letThrough(
  update: Uint8Array,
  { doc, ownerOf }: Parameters<Gate>[1],
  otherwise: Verdict,
): Verdict {
  try {
    const normalised = Y.diffUpdate(update, Y.encodeStateVector(doc))
    const clients = new Set(Y.decodeUpdate(normalised).structs.map(({ id }) => id.client))
    const newClientIds = [...clients].filter((client) => ownerOf(client) === undefined)
    return { kind: 'apply', update: normalised, newClientIds, written: [], freed: [] }
  } catch {
    // Noise: not even a forgetful gate can read it.
    return otherwise
  }
}

const unowned: Gate = (update, context) => judge(update, { ...context, ownerOf: () => undefined })
const asScribe: Gate = (update, context) =>
  judge(update, { ...context, author: { ...context.author, role: 'scribe' } })
const rawBytes: Gate = (update, context) => {
  const verdict = judge(update, context)
  return verdict.kind === 'apply' ? { ...verdict, update } : verdict
}

type Planted = {
  readonly gate: Gate
  readonly role: Role
  readonly kind: DocumentKind
}

const PLANTED: Readonly<Record<string, Planted>> = {
  'any clientID is anybody’s': { gate: unowned, role: 'participant', kind: 'group' },
  'a participant is judged as a scribe': { gate: asScribe, role: 'participant', kind: 'group' },
  'a foreign card passes': {
    gate: forgetting("someone else's entry"),
    role: 'participant',
    kind: 'group',
  },
  'an entry is set again, or erased': {
    gate: forgetting('entries are set once'),
    role: 'participant',
    kind: 'group',
  },
  'an unknown root passes': {
    gate: forgetting('unknown root'),
    role: 'participant',
    kind: 'group',
  },
  'a wrong value passes': {
    gate: forgetting('a value of the wrong kind'),
    role: 'facilitator',
    kind: 'wall',
  },
  'wrong content passes': {
    gate: forgetting('content of the wrong kind'),
    role: 'facilitator',
    kind: 'wall',
  },
  'whoever is in may write on the wall': {
    gate: forgetting('no right to this root'),
    role: 'participant',
    kind: 'wall',
  },
  'anybody writes for the server': {
    gate: forgetting('no right to this root'),
    role: 'facilitator',
    kind: 'room',
  },
  'a gap is applied': {
    gate: passing(({ kind }) => kind === 'gap'),
    role: 'scribe',
    kind: 'group',
  },
  'crafted bytes pass': { gate: forgetting('crafted'), role: 'scribe', kind: 'group' },
  'a scribe signs for others': {
    gate: forgetting('a value of the wrong kind'),
    role: 'scribe',
    kind: 'group',
  },
  'raw bytes are applied': { gate: rawBytes, role: 'participant', kind: 'group' },
}

const found = (
  { gate, role, kind }: Planted,
  isAlarmHeard: boolean,
  documents = DOCUMENTS,
): boolean =>
  fc.check(
    fc.property(strikesAt(kind), (strikes) => {
      const author = { participantId: person('eve'), role }
      return besiege(strikes, { kind, author, gate, isAlarmHeard }) === undefined
    }),
    { numRuns: runs(documents), endOnFailure: true },
  ).failed

test.for(Object.entries(PLANTED))('[F18] found: %s', ([, planted]) => {
  expect(found(planted, true)).toBe(true)
})

test.for(Object.entries(PLANTED))(
  '[F18] found by what stands in the document alone, the relay’s own alarm unheard: %s',
  ([, planted]) => {
    expect(found(planted, false)).toBe(true)
  },
)

test('nothing is found where nothing is planted', () => {
  expect(found({ gate: judge, role: 'scribe', kind: 'group' }, true, 50)).toBe(false)
})
