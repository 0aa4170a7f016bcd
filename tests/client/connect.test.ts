import { connectDocument, type DocumentConnection } from '@murmure/client/documents/connect'
import {
  encodeGoAway,
  encodeRefused,
  encodeRoomNotice,
  MESSAGE,
} from '@murmure/shared/protocol/frames'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'

import { presenceFrame } from '../support/presence-frame.ts'

const AFTER_MS = 500
const JITTER_MS = 5000
/** SyncStep2 of an empty document, and a keep-alive. */
const SYNCED = Uint8Array.of(0, 1, 2, 0, 0)
const KEEP_ALIVE = Uint8Array.of(1, 1, 0)

/** The browser's end of a socket whose other end is this test. */
class FakeSocket {
  static readonly OPEN = 1
  readonly OPEN = 1
  static all: FakeSocket[] = []
  readonly sent: Uint8Array[] = []
  readyState = 0
  binaryType = ''
  readonly #listeners: (() => void)[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: ArrayBufferLike }) => void) | null = null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor() {
    FakeSocket.all.push(this)
  }

  addEventListener(_type: 'message', listener: () => void): void {
    this.#listeners.push(listener)
  }

  send(data: Uint8Array): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  say(frame: Uint8Array): void {
    for (const listener of this.#listeners) listener()
    this.onmessage?.({ data: frame.slice().buffer })
  }

  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code, reason: '' })
  }
}

/** The entry of this connection's document. */
const own = ({ doc }: DocumentConnection, clock: number) => ({ id: doc.clientID, clock })

const sockets = (): readonly FakeSocket[] => FakeSocket.all
function lastSocket(): FakeSocket {
  const socket = FakeSocket.all[FakeSocket.all.length - 1]
  if (!socket) throw new Error('nothing was opened')
  return socket
}

function connect(random = () => 0.5) {
  const events = { failedOpens: 0, ended: [] as number[], refused: 0 }
  const connection = connectDocument({
    origin: 'ws://hall.example',
    boardId: 'board-0000000000',
    token: 'token',
    document: { documentId: 'document-0000000.0', kind: 'wall', access: 'write' },
    doc: new Y.Doc(),
    now: Date.now,
    random,
    onStatus: () => undefined,
    onFailedOpens: () => events.failedOpens++,
    onEnded: (code) => events.ended.push(code),
    onRefused: () => events.refused++,
  })
  open.push(connection)
  return { connection, events }
}
let open: DocumentConnection[] = []

function connectAndSync(random?: () => number) {
  const made = connect(random)
  lastSocket().open()
  lastSocket().say(SYNCED)
  return made
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  for (const connection of open) connection.close()
  open = []
  FakeSocket.all = []
  vi.useRealTimers()
})

describe('a planned stop', () => {
  it('is obeyed: back after the time that was told plus a part of the jitter, not before', () => {
    const { connection } = connectAndSync(() => 0.5)
    lastSocket().say(encodeGoAway({ afterMs: AFTER_MS, jitterMs: JITTER_MS }))
    expect(connection.status().state).toBe('offline')
    vi.advanceTimersByTime(AFTER_MS + JITTER_MS / 2 - 1)
    expect(sockets()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sockets()).toHaveLength(2)
  })

  it('is not defeated by people who touch their phones meanwhile', () => {
    const { connection } = connectAndSync(() => 1)
    lastSocket().say(encodeGoAway({ afterMs: AFTER_MS, jitterMs: JITTER_MS }))
    for (let second = 0; second < 5; second++) {
      connection.probe('back')
      connection.probe('gone')
      vi.advanceTimersByTime(1000)
    }
    expect(sockets()).toHaveLength(1)
    vi.advanceTimersByTime(AFTER_MS)
    expect(sockets()).toHaveLength(2)
  })

  it('spreads a hall over the whole jitter', () => {
    const phones = 100
    for (let index = 0; index < phones; index++) {
      connectAndSync(() => index / phones)
      lastSocket().say(encodeGoAway({ afterMs: AFTER_MS, jitterMs: JITTER_MS }))
    }
    vi.advanceTimersByTime(AFTER_MS)
    for (let second = 1; second <= 5; second++) {
      vi.advanceTimersByTime(1000)
      expect(sockets().length - phones).toBeGreaterThanOrEqual(20 * second - 1)
      expect(sockets().length - phones).toBeLessThanOrEqual(20 * second + 1)
    }
  })
})

describe('coming back', () => {
  it('waits longer after each failure, up to ten seconds, and is never in step with others', () => {
    connect(() => 0)
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      const before = sockets().length
      lastSocket().end(1006)
      let waited = 0
      while (sockets().length === before) {
        vi.advanceTimersByTime(50)
        waited += 50
      }
      waits.push(waited)
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000])
    const other = connect(() => 1)
    lastSocket().end(1006)
    const before = sockets().length
    vi.advanceTimersByTime(499)
    expect(sockets()).toHaveLength(before)
    other.connection.close()
  })

  it('asks why after two doors that did not open, and waits as it is told then', () => {
    const { connection, events } = connect(() => 0)
    lastSocket().end(1006)
    vi.advanceTimersByTime(250)
    expect(events.failedOpens).toBe(0)
    lastSocket().end(1006)
    expect(events.failedOpens).toBe(1)
    connection.wait(60_000, 0)
    connection.probe('back')
    vi.advanceTimersByTime(59_999)
    expect(sockets()).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(sockets()).toHaveLength(3)
  })

  it('starts over from the shortest wait once it was synced', () => {
    connect(() => 0)
    for (let attempt = 0; attempt < 5; attempt++) {
      lastSocket().end(1006)
      vi.advanceTimersByTime(10_000)
    }
    lastSocket().open()
    lastSocket().say(SYNCED)
    const before = sockets().length
    lastSocket().end(1006)
    vi.advanceTimersByTime(250)
    expect(sockets()).toHaveLength(before + 1)
  })

  it('gives up a door that neither opens nor shuts', () => {
    const { events } = connect(() => 0)
    vi.advanceTimersByTime(10_000)
    vi.advanceTimersByTime(250)
    expect(sockets()).toHaveLength(2)
    vi.advanceTimersByTime(10_000)
    expect(events.failedOpens).toBe(1)
  })

  it('does not come back where it is not wanted', () => {
    const { connection, events } = connectAndSync()
    lastSocket().end(4410)
    expect(events.ended).toEqual([4410])
    connection.probe('back')
    vi.advanceTimersByTime(120_000)
    expect(sockets()).toHaveLength(1)
  })

  it('[F25] leaves a socket that only looks open', () => {
    const { connection } = connectAndSync()
    connection.probe('back')
    vi.advanceTimersByTime(250)
    expect(lastSocket().sent.slice(-1)).toEqual([Uint8Array.of(3)])
    vi.advanceTimersByTime(1750)
    expect(sockets()).toHaveLength(2)
  })

  it('[F25] is not deceived by what came while the page slept', () => {
    const { connection } = connectAndSync()
    connection.probe('back')
    lastSocket().say(KEEP_ALIVE)
    lastSocket().say(KEEP_ALIVE)
    vi.advanceTimersByTime(2000)
    expect(sockets()).toHaveLength(2)
  })

  it('stays where the server answers', () => {
    const { connection } = connectAndSync()
    vi.advanceTimersByTime(5000)
    connection.probe('back')
    vi.advanceTimersByTime(1000)
    lastSocket().say(KEEP_ALIVE)
    vi.advanceTimersByTime(5000)
    expect(sockets()).toHaveLength(1)
  })
})

describe('what is told beside the document', () => {
  it('stands in its status', () => {
    const { connection } = connectAndSync()
    expect(connection.status().notice).toBeUndefined()
    lastSocket().say(encodeRoomNotice({ time: 1_700_000_000_000, isReadOnly: true, people: 12 }))
    expect(connection.status().notice).toMatchObject({ isReadOnly: true, people: 12 })
  })

  it('shows nothing of itself but the note whose field is open, and again when the network is back', () => {
    const { connection } = connectAndSync()
    const shown = () => lastSocket().sent.filter((frame) => frame[0] === MESSAGE.awareness)
    expect(shown()).toEqual([])
    connection.correcting('ada.1')
    expect(shown()).toEqual([
      presenceFrame([{ ...own(connection, 2), state: { editing: 'ada.1' } }]),
    ])
    lastSocket().end(1006)
    vi.advanceTimersByTime(10_000)
    lastSocket().open()
    expect(shown().at(-1)).toEqual(
      presenceFrame([{ ...own(connection, 2), state: { editing: 'ada.1' } }]),
    )
    connection.correcting(undefined)
    expect(shown().at(-1)).toEqual(presenceFrame([{ ...own(connection, 3), state: null }]))
  })

  it('says when its writes are refused', () => {
    const { connection, events } = connectAndSync()
    lastSocket().say(encodeRefused('role'))
    expect(connection.status().state).toBe('refused')
    expect(events.refused).toBe(1)
  })
})
