import { whenSeen } from '@murmure/client/features/wall/when-seen'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const MS = 8_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function openPage() {
  const page = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as 'visible' | 'hidden',
  })
  const turn = (visibilityState: 'visible' | 'hidden'): void => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { page: page as unknown as Document, turn }
}

test('what is in view for long enough is seen, once', () => {
  const seen = vi.fn()
  const { page, turn } = openPage()
  whenSeen(seen, MS, page)
  vi.advanceTimersByTime(MS - 1)
  expect(seen).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  turn('hidden')
  turn('visible')
  vi.advanceTimersByTime(2 * MS)
  expect(seen).toHaveBeenCalledTimes(1)
})

test('in a hidden tab nothing is seen, until somebody comes back and had the time', () => {
  const seen = vi.fn()
  const { page, turn } = openPage()
  whenSeen(seen, MS, page)
  turn('hidden')
  vi.advanceTimersByTime(10 * MS)
  turn('visible')
  vi.advanceTimersByTime(MS - 1)
  expect(seen).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(seen).toHaveBeenCalledTimes(1)
})

test('given up, it never calls', () => {
  const seen = vi.fn()
  whenSeen(seen, MS, openPage().page)()
  vi.advanceTimersByTime(2 * MS)
  expect(seen).not.toHaveBeenCalled()
})
