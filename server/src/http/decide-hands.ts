import { assertNever } from '@murmure/shared/assert'
import type { Hand, HandId } from '@murmure/shared/hand'
import type { GroupId } from '@murmure/shared/ids'
import { HANDS_MAX } from '@murmure/shared/limits'
import type { HandCommand } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'

export type HandsProblem = 'group-missing' | 'hand-foreign' | 'hands-too-many' | 'role-insufficient'

/** Who asks. `handAt`: the id that a hand of theirs has, or would have, raised at this time. */
export type Asker = {
  readonly isFacilitator: boolean
  readonly groupId: GroupId | undefined
  readonly handAt: (at: number) => HandId
}

/** The queue after a command, or why it cannot be. The same array: nothing changes, so repeats are free. */
export function decideHands(
  hands: readonly Hand[],
  command: HandCommand,
  asker: Asker,
  now: number,
): Result<readonly Hand[], HandsProblem> {
  switch (command.type) {
    case 'raise':
      return raise(hands, asker, now)
    case 'lower': {
      const hand = hands.find(({ handId }) => handId === command.handId)
      if (!hand) return ok(hands)
      if (!asker.isFacilitator && !isOwn(hand, asker)) return fail('hand-foreign')
      return ok(hands.filter((other) => other !== hand))
    }
    case 'give':
      if (!asker.isFacilitator) return fail('role-insufficient')
      return decideHands(hands, { ...command, type: 'lower' }, asker, now)
    case 'clear':
      if (!asker.isFacilitator) return fail('role-insufficient')
      return ok(hands.length === 0 ? hands : [])
    default:
      return assertNever(command)
  }
}

/** The asker's own hand in this queue. */
export function ownHand(hands: readonly Hand[], asker: Asker): Hand | undefined {
  return hands.find((hand) => isOwn(hand, asker))
}

const isOwn = ({ handId, at }: Hand, { handAt }: Asker): boolean => handAt(at) === handId

function raise(
  hands: readonly Hand[],
  asker: Asker,
  now: number,
): Result<readonly Hand[], HandsProblem> {
  const { groupId } = asker
  // Facilitators give the floor, and a projector has no voice: a hand is always somebody's of a group.
  if (groupId === undefined) return fail('group-missing')
  const own = ownHand(hands, asker)
  // Who changed group keeps their turn.
  if (own?.groupId === groupId) return ok(hands)
  if (own) return ok(hands.map((hand) => (hand === own ? { ...hand, groupId } : hand)))
  if (hands.length >= HANDS_MAX) return fail('hands-too-many')
  // After the last, also when the clock was set back meanwhile.
  const at = Math.max(now, ...hands.map((hand) => hand.at))
  return ok([...hands, { handId: asker.handAt(at), groupId, at }])
}
