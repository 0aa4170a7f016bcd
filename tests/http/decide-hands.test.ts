import { type Asker, decideHands, type HandsProblem } from '@murmure/server/http/decide-hands'
import type { Hand } from '@murmure/shared/hand'
import { HANDS_MAX } from '@murmure/shared/limits'
import type { HandCommand } from '@murmure/shared/protocol/http'
import { expect, test } from 'vitest'

const NOW = 1_000

const handOf = (who: string, at: number, groupId = 'a'): Hand => ({
  handId: `${who}${at}`,
  groupId,
  at,
})
const asker = (who: string, groupId?: string): Asker => ({
  isFacilitator: false,
  groupId,
  handAt: (at) => `${who}${at}`,
})
const ada = asker('ada', 'a')
const movedAda = asker('ada', 'b')
const projector = asker('projector')
const facilitator: Asker = { ...asker('host'), isFacilitator: true }

const RAISE: HandCommand = { type: 'raise' }
const CLEAR: HandCommand = { type: 'clear' }
const lower = ({ handId }: Hand): HandCommand => ({ type: 'lower', handId })
const give = ({ handId }: Hand): HandCommand => ({ type: 'give', handId })
const bob = handOf('bob', 5, 'b')
const adas = handOf('ada', 7)
const full = Array.from({ length: HANDS_MAX }, (_, index) => handOf('x', index))

test.each<[string, readonly Hand[], HandCommand, Asker, readonly Hand[] | HandsProblem]>([
  ['raises', [], RAISE, ada, [handOf('ada', NOW)]],
  ['raises after another', [bob], RAISE, ada, [bob, handOf('ada', NOW)]],
  ['raises again: the same hand, in its place', [adas, bob], RAISE, ada, [adas, bob]],
  [
    'raises again from another group: keeps the turn',
    [adas, bob],
    RAISE,
    movedAda,
    [{ ...adas, groupId: 'b' }, bob],
  ],
  [
    'raises while the clock was set back: still last',
    [handOf('bob', 9_000)],
    RAISE,
    ada,
    [handOf('bob', 9_000), handOf('ada', 9_000)],
  ],
  ['raises where the queue is full', full, RAISE, ada, 'hands-too-many'],
  ['raises for a projector', [], RAISE, projector, 'group-missing'],
  ['raises as a facilitator', [], RAISE, facilitator, 'group-missing'],
  ['lowers one’s own', [bob, adas], lower(adas), ada, [bob]],
  ['lowers another’s', [bob], lower(bob), ada, 'hand-foreign'],
  ['lowers any, as a facilitator', [bob, adas], lower(bob), facilitator, [adas]],
  ['lowers what is down', [bob], lower(adas), ada, [bob]],
  ['lowers with a guessed id', [bob], { type: 'lower', handId: 'ada5' }, ada, [bob]],
  ['gives the floor to any', [bob, adas], give(adas), facilitator, [bob]],
  ['gives oneself the floor', [adas], give(adas), ada, 'role-insufficient'],
  ['clears', [bob, adas], CLEAR, facilitator, []],
  ['clears nothing', [], CLEAR, facilitator, []],
  ['clears as a participant', [bob], CLEAR, ada, 'role-insufficient'],
])('%s', (_name, hands, command, who, expected) => {
  const decided = decideHands(hands, command, who, NOW)
  if (typeof expected === 'string') expect(decided).toEqual({ ok: false, error: expected })
  else expect(decided).toEqual({ ok: true, value: expected })
})
