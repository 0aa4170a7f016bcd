import {
  decodeRefused,
  decodeSaved,
  encodeRefused,
  encodeSaved,
  MESSAGE,
  RefusalReason,
} from '@murmure/shared/protocol/frames'
import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'

/** What a receiver does: type, then one length-prefixed body, then nothing. */
function unwrap(frame: Uint8Array): { readonly type: number; readonly body: Uint8Array } {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  expect(decoding.hasContent(decoder)).toBe(false)
  return { type, body }
}

test('SAVED round trip', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      const { type, body } = unwrap(encodeSaved(count))
      expect([type, decodeSaved(body)]).toEqual([MESSAGE.saved, count])
    }),
  )
})

test.for(RefusalReason.options)('REFUSED round trip: %s', (reason) => {
  const { type, body } = unwrap(encodeRefused(reason))
  expect([type, decodeRefused(body)]).toEqual([MESSAGE.refused, reason])
})

test('extension frames stand apart from those of stock y-websocket', () => {
  const numbers = Object.values(MESSAGE)
  expect(numbers.filter((number) => number > 3 && number < 120)).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
})
