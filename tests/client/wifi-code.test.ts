import { wifiCode, wifiFor } from '@murmure/client/features/kit/wifi-code'
import { expect, test } from 'vitest'

test('a network and its password, as a phone’s camera reads them', () => {
  expect(wifiCode({ name: 'Salle des fêtes', password: 'bienvenue' })).toBe(
    'WIFI:T:WPA;S:Salle des fêtes;P:bienvenue;;',
  )
})

test('what means something in the code itself is escaped', () => {
  expect(wifiCode({ name: 'a;b,c:d', password: 'x"y\\z' })).toBe(
    'WIFI:T:WPA;S:a\\;b\\,c\\:d;P:x\\"y\\\\z;;',
  )
})

test('an open network has no password', () => {
  expect(wifiCode({ name: 'Invités', password: '' })).toBe('WIFI:T:nopass;S:Invités;;')
})

test('the network of the hall is for who is in it: no remote centre gets it', () => {
  const wifi = { name: 'Salle des fêtes', password: 'bienvenue' }
  expect(wifiFor({ kind: 'team' }, wifi)).toBe(wifi)
  expect(wifiFor(undefined, wifi)).toBe(wifi)
  expect(wifiFor({ kind: 'centre' }, wifi)).toBeUndefined()
  expect(wifiFor({ kind: 'team' }, { name: '', password: '' })).toBeUndefined()
})
