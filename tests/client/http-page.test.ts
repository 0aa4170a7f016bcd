import { type HttpPage, openHttpPage } from '@murmure/client/documents/http-page'
import type { DocumentConnection } from '@murmure/client/documents/connect'
import { encodeRefused, syncStep1, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { decodeFrames, encodeParcels, FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { parseFrame } from '@murmure/server/relay/parse'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'

import { until } from '../support/until.ts'

const ROOM = { documentId: 'room000000000000.1', kind: 'room', access: 'read' } as const
const GROUP = { documentId: 'group00000000000.1', kind: 'group', access: 'write' } as const
const BOARD = 'AAAAAAAAAAAAAAAA'
const NOTHING = Uint8Array.of(0, 0)

type Sent = {
  readonly path: string
  readonly frames: readonly ReturnType<typeof parseFrame>[]
  readonly answer: (status: number, ...frames: readonly Uint8Array[]) => void
  readonly answerAs: (response: Response) => void
  readonly lose: () => void
  readonly isAborted: () => boolean
}

/** Every request that waits for this test to answer it. */
let sent: Sent[]
beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', (url: string, { body, signal }: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      const path = url.replace('http://hall.example', '')
      const documentId = path.split('/').at(-1) ?? ''
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      sent.push({
        path,
        frames: (body instanceof Uint8Array ? (decodeFrames(body) ?? []) : []).map(parseFrame),
        answer: (status, ...frames) =>
          resolve(
            new Response(Buffer.from(encodeParcels([{ documentId, head: 1, frames }])), {
              status,
              headers: { 'content-type': FRAMES_TYPE },
            }),
          ),
        answerAs: resolve,
        lose: () => reject(new TypeError('Failed to fetch')),
        isAborted: () => signal?.aborted === true,
      })
    })
  })
})

const posts = () => sent.filter(({ frames }) => frames.length > 0)
const polls = () => sent.filter(({ path }) => path.includes('?since='))
const last = <Item>(items: readonly Item[]): Item => {
  const item = items.at(-1)
  if (item === undefined) throw new Error('nothing was sent')
  return item
}

function openPage(): HttpPage {
  const page = openHttpPage({
    origin: 'http://hall.example',
    boardId: BOARD,
    token: 'token',
    now: Date.now,
    random: () => 0,
    onSockets: () => undefined,
    timing: { backoffMs: 20 },
  })
  onTestFinished(() => page.close())
  return page
}

function open(page: HttpPage, document: typeof ROOM | typeof GROUP, earlierPending = 0) {
  const events: string[] = []
  const doc = new Y.Doc()
  const connection = page.connectDocument({
    origin: '',
    boardId: BOARD,
    token: 'token',
    document,
    doc,
    earlier:
      earlierPending === 0
        ? undefined
        : {
            state: 'offline',
            waiting: true,
            pending: earlierPending,
            synced: true,
            notice: undefined,
          },
    now: Date.now,
    random: () => 0,
    onStatus: () => undefined,
    onFailedOpens: () => undefined,
    onEnded: (code) => events.push(`ended ${code}`),
    onRefused: (reason) => events.push(`refused ${reason}`),
  })
  return { connection, doc, events }
}

/** Asked for what it lacks, asked back, and answered: in step, and confirmed. */
async function settle(connection: DocumentConnection): Promise<void> {
  await until('it asks', () => posts().length === 1)
  last(posts()).answer(200, syncStep2(NOTHING), syncStep1(Uint8Array.of(0)))
  await until('it brings what it has', () => posts().length === 2)
  expect(last(posts()).frames).toMatchObject([{ kind: 'write', step: 'step2' }])
  last(posts()).answer(200)
  await until('it is confirmed', () => !connection.status().waiting)
}

const type = (doc: Y.Doc, text: string) => doc.getText('t').insert(0, text)
const written = (update: Uint8Array) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}
const writtenIn = ({ frames }: Sent) => {
  const updates = frames.flatMap((frame) => (frame.kind === 'write' ? [frame.update] : []))
  return written(Y.mergeUpdates(updates))
}

describe('SAVED by request', () => {
  test('only a 200 says so; what was written meanwhile is the next request', async () => {
    const { connection, doc } = open(openPage(), GROUP)
    await settle(connection)
    type(doc, 'b')
    expect(connection.status()).toMatchObject({ waiting: true, pending: 1 })
    await until('it is sent', () => posts().length === 3)
    type(doc, 'a')
    last(posts()).answer(200)
    await until('the rest is sent', () => posts().length === 4)
    expect(connection.status()).toMatchObject({ waiting: true, pending: 1 })
    last(posts()).answer(200)
    await until('all is saved', () => !connection.status().waiting)
    expect(posts()).toHaveLength(4)
  })

  test('keys struck one after the other are one request', async () => {
    const { connection, doc } = open(openPage(), GROUP)
    await settle(connection)
    for (const letter of ['c', 'b', 'a']) type(doc, letter)
    await until('it is sent', () => posts().length === 3)
    expect(writtenIn(last(posts()))).toBe('abc')
  })

  test('an answer that is lost leaves everything unsaved, and everything is sent again', async () => {
    const { connection, doc } = open(openPage(), GROUP)
    await settle(connection)
    type(doc, 'a')
    await until('it is sent', () => posts().length === 3)
    last(posts()).lose()
    await until('it is offline', () => connection.status().state === 'offline')
    expect(connection.status()).toMatchObject({ waiting: true, pending: 1 })
    await until('it asks again', () => posts().length === 4)
    expect(last(posts()).frames).toMatchObject([{ kind: 'step1' }])
    last(posts()).answer(200, syncStep2(NOTHING), syncStep1(Uint8Array.of(0)))
    await until('all is sent again', () => posts().length === 5)
    expect(writtenIn(last(posts()))).toBe('a')
    last(posts()).answer(200)
    await until('it is saved', () => !connection.status().waiting)
    expect(connection.status().state).toBe('online')
  })

  test('a gap is filled by what the server asks for', async () => {
    const { connection, doc } = open(openPage(), GROUP)
    await settle(connection)
    type(doc, 'a')
    await until('it is sent', () => posts().length === 3)
    last(posts()).answer(409, syncStep1(Uint8Array.of(0)))
    await until('everything is sent', () => posts().length === 4)
    expect(last(posts()).frames).toMatchObject([{ kind: 'write', step: 'step2' }])
    expect(connection.status().waiting).toBe(true)
    last(posts()).answer(200)
    await until('it is saved', () => !connection.status().waiting)
  })

  test('a proxy’s own answers say nothing: 200 with a page, 403 with a page', async () => {
    const { connection, doc, events } = open(openPage(), GROUP)
    await settle(connection)
    type(doc, 'a')
    await until('it is sent', () => posts().length === 3)
    last(posts()).answerAs(new Response('<h1>Bienvenue</h1>', { status: 200 }))
    await until('it is offline', () => connection.status().state === 'offline')
    await until('it asks again', () => posts().length === 4)
    last(posts()).answerAs(new Response('<h1>Interdit</h1>', { status: 403 }))
    await until('it asks again', () => posts().length === 5)
    expect([connection.status().waiting, events]).toEqual([true, []])
  })

  test('a server that asks for patience is not offline, and is asked again in its time', async () => {
    const { connection, doc } = open(openPage(), GROUP)
    await settle(connection)
    type(doc, 'a')
    await until('it is sent', () => posts().length === 3)
    last(posts()).answerAs(new Response('', { status: 503, headers: { 'retry-after': '0' } }))
    await until('it is sent again', () => posts().length === 4)
    expect(connection.status()).toMatchObject({ state: 'online', waiting: true })
    expect(writtenIn(last(posts()))).toBe('a')
  })

  test('what waited on a websocket waits here, until a SyncStep2 is SAVED', async () => {
    const { connection } = open(openPage(), GROUP, 3)
    expect(connection.status()).toMatchObject({ waiting: true, pending: 3, synced: true })
    await settle(connection)
    expect(connection.status().pending).toBe(0)
  })
})

test('refused: told once, and writes no more', async () => {
  const { connection, doc, events } = open(openPage(), GROUP)
  await settle(connection)
  type(doc, 'a')
  await until('it is sent', () => posts().length === 3)
  last(posts()).answer(409, encodeRefused('closed'))
  await until('it is told', () => events.length === 1)
  type(doc, 'b')
  expect([events, connection.status().state]).toEqual([['refused closed'], 'refused'])
  expect(posts()).toHaveLength(3)
})

test('a door that is shut by us, with a problem that names the document, ends that document', async () => {
  const page = openPage()
  const group = open(page, GROUP)
  await settle(group.connection)
  const room = open(page, ROOM)
  await until('it asks', () => posts().length === 3)
  last(posts()).answer(200, syncStep2(NOTHING))
  await until('both are polled', () => polls().at(-1)?.path.includes(ROOM.documentId) === true)
  const problem = {
    type: 'urn:murmure:problem:document-retired',
    title: 'x',
    status: 410,
    detail: 'x',
    fields: [GROUP.documentId],
  }
  last(polls()).answerAs(new Response(JSON.stringify(problem), { status: 410 }))
  await until('it has ended', () => group.events.length === 1)
  expect([group.events, room.events]).toEqual([['ended 4410'], []])
  await until('the other is polled on', () => !last(polls()).path.includes(GROUP.documentId))
})

describe('one poll for the page', () => {
  test('holds every document that is in step, and only once', async () => {
    const page = openPage()
    const group = open(page, GROUP)
    await settle(group.connection)
    await until('it polls', () => polls().some((poll) => !poll.isAborted()))
    open(page, ROOM)
    await until('it asks', () => posts().length === 3)
    last(posts()).answer(200, syncStep2(NOTHING))
    await until('it polls for both', () => polls().at(-1)?.path.includes(ROOM.documentId) === true)
    expect(last(polls()).path).toContain(GROUP.documentId)
    expect(polls().filter((poll) => !poll.isAborted())).toHaveLength(1)
  })

  test('what comes for a document that was replaced meanwhile is not applied to its successor', async () => {
    const page = openPage()
    const before = open(page, GROUP)
    await settle(before.connection)
    await until('it polls', () => polls().some((poll) => !poll.isAborted()))
    const waiting = last(polls())
    before.connection.close()
    const after = open(page, GROUP)
    const tail = new Y.Doc()
    type(tail, 'base')
    const known = Y.encodeStateVector(tail)
    type(tail, 'x')
    const parcel = {
      documentId: GROUP.documentId,
      head: 2,
      frames: [syncUpdate(Y.encodeStateAsUpdate(tail, known))],
    }
    waiting.answerAs(
      new Response(Buffer.from(encodeParcels([parcel])), {
        status: 200,
        headers: { 'content-type': FRAMES_TYPE },
      }),
    )
    await until('its successor asks for all', () => posts().length === 3)
    // The body of the answer is read by now.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect([after.doc.store.pendingStructs, after.connection.status().synced]).toEqual([
      null,
      false,
    ])
    last(posts()).answer(200, syncStep2(Y.encodeStateAsUpdate(tail)))
    await until('it is there', () => after.doc.getText('t').toString() !== '')
    expect(after.doc.getText('t').toString()).toBe(tail.getText('t').toString())
    expect(after.doc.store.pendingStructs).toBe(null)
  })
})
