import {
  isWaiting,
  NOTHING_SENT,
  pendingChanges,
  reduceSaved,
  type SavedEvent,
} from '@murmure/client/documents/saved'
import { describe, expect, it } from 'vitest'

const OPENED: SavedEvent = { kind: 'opened' }
const STEP2: SavedEvent = { kind: 'sent', frame: 'step2' }
const UPDATE: SavedEvent = { kind: 'sent', frame: 'update' }
const OFFLINE: SavedEvent = { kind: 'changed-offline' }
const CLOSED: SavedEvent = { kind: 'closed' }
const saved = (count: number): SavedEvent => ({ kind: 'saved', count })

function after(...events: readonly SavedEvent[]) {
  const state = events.reduce(reduceSaved, NOTHING_SENT)
  return { waiting: isWaiting(state), pending: pendingChanges(state) }
}

describe('what is durable of our own writing', () => {
  it.each([
    ['nothing was ever written', [], false, 0],
    ['0 = 0 on a new connection proves nothing', [OPENED], true, 0],
    ['the first SyncStep2 sent', [OPENED, STEP2], true, 0],
    ['the first SyncStep2 SAVED', [OPENED, STEP2, saved(1)], false, 0],
    ['one more sent than SAVED', [OPENED, STEP2, saved(1), UPDATE], true, 1],
    ['all SAVED', [OPENED, STEP2, UPDATE, UPDATE, saved(3)], false, 0],
    ['SAVED comes in parts', [OPENED, STEP2, UPDATE, UPDATE, saved(2)], true, 1],
    ['a change without a connection', [OFFLINE], true, 1],
    ['a connection lost before SAVED', [OPENED, STEP2, saved(1), UPDATE, CLOSED], true, 1],
    [
      'an Update before the SyncStep2 of a new connection covers only itself',
      [OFFLINE, OPENED, UPDATE, saved(1)],
      true,
      1,
    ],
    ['the SyncStep2 covers what was written offline', [OFFLINE, OPENED, STEP2, saved(1)], false, 0],
    [
      'a lost connection is covered by the next SyncStep2',
      [OPENED, STEP2, saved(1), UPDATE, CLOSED, OPENED, STEP2, saved(1)],
      false,
      0,
    ],
    ['an older SAVED moves nothing back', [OPENED, STEP2, UPDATE, saved(2), saved(1)], false, 0],
    ['more than was sent is not believed', [OPENED, STEP2, saved(9), UPDATE], true, 1],
  ] satisfies readonly (readonly [string, readonly SavedEvent[], boolean, number])[])(
    '%s',
    (_case, events, waiting, pending) => {
      expect(after(...events)).toEqual({ waiting, pending })
    },
  )
})
