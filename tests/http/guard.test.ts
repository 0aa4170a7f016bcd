import { addressKey, createCodeGuard, createRateWindow } from '@murmure/server/http/guard'
import { expect, test } from 'vitest'

test('thirty wrong codes are answered, further ones wait, at a hundred the address is shut', () => {
  let now = 0
  const guard = createCodeGuard(() => now)
  const outcomes = Array.from({ length: 100 }, () => guard.wrong('10.0.0.1').kind)
  expect(outcomes.indexOf('wait')).toBe(30)
  expect(guard.ask('10.0.0.1')).toEqual({ kind: 'wait', seconds: 600 })
  expect(guard.ask('10.0.0.2')).toEqual({ kind: 'pass' })
  now = 599_500
  expect(guard.ask('10.0.0.1')).toEqual({ kind: 'wait', seconds: 1 })
  now = 600_000
  expect(guard.ask('10.0.0.1')).toEqual({ kind: 'pass' })
  expect(guard.wrong('10.0.0.1')).toEqual({ kind: 'pass' })
})

test('right codes pass between thirty and a hundred wrong ones', () => {
  const guard = createCodeGuard(() => 0)
  for (let index = 0; index < 99; index++) guard.wrong('10.0.0.1')
  expect(guard.ask('10.0.0.1')).toEqual({ kind: 'pass' })
})

test('wrong codes are forgotten after the window', () => {
  let now = 0
  const guard = createCodeGuard(() => now)
  for (let index = 0; index < 30; index++) guard.wrong('10.0.0.1')
  now = 600_001
  expect(guard.wrong('10.0.0.1')).toEqual({ kind: 'pass' })
})

test('a rate window counts per key and opens again', () => {
  let now = 0
  const window = createRateWindow({ max: 2, windowMs: 1000, now: () => now })
  expect(['a', 'a', 'a', 'b'].map((key) => window.count(key).kind)).toEqual([
    'pass',
    'pass',
    'wait',
    'pass',
  ])
  now = 1000
  expect(window.count('a').kind).toBe('pass')
})

test.each([
  ['192.168.1.7', '192.168.1.7'],
  ['::ffff:192.168.1.7', '192.168.1.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('the key of %s is %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})
