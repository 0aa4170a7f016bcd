import { nextGroupName } from '@murmure/client/features/group/next-group-name'
import { chooseSign } from '@murmure/shared/choose-sign'
import { expect, test } from 'vitest'

const named = (letter: string): string => `Groupe ${letter}`
const group = (name: string) => ({ name, sign: chooseSign(name, 'team', []) })

test('the next ordinary group has the first letter that is free', () => {
  expect(nextGroupName([], named)).toBe('Groupe A')
  expect(nextGroupName(['Groupe A', 'Groupe B', 'Groupe C'].map(group), named)).toBe('Groupe D')
  expect(nextGroupName(['Groupe A', 'Groupe C'].map(group), named)).toBe('Groupe B')
})

test('a letter that another kind of group shows is not free, and beyond Z nothing is proposed', () => {
  const dreux = { name: 'Dreux', sign: chooseSign('Dreux', 'centre', []) }
  const first = ['Groupe A', 'Groupe B', 'Groupe C'].map(group)
  expect(nextGroupName([...first, dreux], named)).toBe('Groupe E')
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => group(named(letter)))
  expect(nextGroupName(all, named)).toBe('')
})
