import { wifiCode } from '@murmure/client/features/kit/wifi-code'
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
