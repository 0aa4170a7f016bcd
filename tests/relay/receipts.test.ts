import { afterReceipt, NO_RECEIPTS, type ReceiptEvent } from '@murmure/server/relay/receipts'
import { expect, test } from 'vitest'

const after = (...events: readonly ReceiptEvent[]) => events.reduce(afterReceipt, NO_RECEIPTS)
const RECEIVED = { kind: 'received' } as const
const DROPPED = { kind: 'dropped' } as const
const durable = (step: 'step2' | 'update', index: number) =>
  ({ kind: 'durable', step, index }) as const

test('SAVED counts the frames that are durable', () => {
  const receipts = after(RECEIVED, RECEIVED, durable('step2', 1), durable('update', 2), RECEIVED)
  expect(receipts).toEqual({ received: 3, saved: 2, frozen: false })
})

test('a dropped frame freezes SAVED: later updates do not move it', () => {
  const receipts = after(RECEIVED, durable('update', 1), RECEIVED, DROPPED, durable('update', 3))
  expect(receipts).toMatchObject({ saved: 1, frozen: true })
})

test('[H16] the next SyncStep2 moves it over every frame before, deletions included', () => {
  const receipts = after(DROPPED, durable('update', 2), durable('step2', 3), durable('update', 4))
  expect(receipts).toMatchObject({ saved: 4, frozen: false })
})
