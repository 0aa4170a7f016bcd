import { isGivenFloor } from '@murmure/client/documents/hands'
import { type Hand, HandId } from '@murmure/shared/hand'
import { GroupId } from '@murmure/shared/ids'
import { expect, test } from 'vitest'

const GROUP = GroupId.parse('g')
const hand = (sign: string): Hand => ({
  handId: HandId.parse(sign.repeat(16)),
  groupId: GROUP,
  at: 1,
})
const [own, second] = [hand('a'), hand('b')]

test('the hand that was up has the floor once it is given it, wherever it stood', () => {
  expect(isGivenFloor([own, second], own.handId, own.handId)).toBe(true)
  expect(isGivenFloor([second, own], own.handId, own.handId)).toBe(true)
})

test('no turn to speak: a hand merely taken down, another’s turn, one that was given before this page', () => {
  expect(isGivenFloor([own], undefined, own.handId)).toBe(false)
  expect(isGivenFloor([own, second], second.handId, own.handId)).toBe(false)
  expect(isGivenFloor([], own.handId, own.handId)).toBe(false)
  expect(isGivenFloor([second], undefined, undefined)).toBe(false)
})
