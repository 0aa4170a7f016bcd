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
const [own, second, third] = ['a', 'b', 'c'].map((sign) => hand(sign)) as [Hand, Hand, Hand]

test('the first of the queue whose hand somebody takes down has the floor', () => {
  expect(isGivenFloor([own, second], [second], own.handId)).toBe(true)
  expect(isGivenFloor([own], [], own.handId)).toBe(true)
  // Others came meanwhile.
  expect(isGivenFloor([own, second], [second, third], own.handId)).toBe(true)
})

test('no turn to speak: another hand, one further back, a hand that is up, one that was forgotten', () => {
  expect(isGivenFloor([second, own], [own], own.handId)).toBe(false)
  expect(isGivenFloor([second, own], [second], own.handId)).toBe(false)
  expect(isGivenFloor([own, second], [own, second], own.handId)).toBe(false)
  expect(isGivenFloor([own, second], [second], undefined)).toBe(false)
})

test('a queue that is emptied gives the floor to nobody', () => {
  expect(isGivenFloor([own, second], [], own.handId)).toBe(false)
})
