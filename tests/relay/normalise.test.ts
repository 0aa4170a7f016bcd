import { hasDeleted } from '@murmure/server/relay/deletions'
import { normalise } from '@murmure/server/relay/normalise'
import * as encoding from 'lib0/encoding'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { countWalks } from '../support/count-walks.ts'
import { copyOf } from '../support/gate-case.ts'

type Range = { readonly client: number; readonly clock: number; readonly length: number }

/** A text of two writers, with every third sign deleted. */
function worn(signs = 60): Y.Doc {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  for (const clientId of [1, 2]) {
    doc.clientID = clientId
    text.insert(0, 'x'.repeat(signs))
  }
  for (let at = 2 * signs - 1; at > 0; at -= 3) text.delete(at, 1)
  return doc
}

/** No structs, and these ranges as they are: each a section of its own. */
function updateOf(ranges: readonly Range[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, ranges.length)
  for (const { client, clock, length } of ranges)
    for (const number of [client, 1, clock, length]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

const rangesIn = (update: Uint8Array | undefined) =>
  [...Y.decodeUpdate(update ?? new Uint8Array()).ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, length: len })),
  )

test('[F48] of an honest SyncStep2 only what is new is left: its structs, its deletions, no others', () => {
  const server = worn()
  const client = copyOf(server)
  client.clientID = 3
  client.getText('text').insert(5, 'new')
  client.getText('text').delete(10, 1)
  const sent = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
  expect(rangesIn(sent).length).toBeGreaterThan(30)

  const normalised = normalise(sent, server)
  expect(rangesIn(normalised?.update)).toHaveLength(1)
  Y.applyUpdate(server, normalised?.update ?? new Uint8Array())
  expect(server.getText('text').toJSON()).toBe(client.getText('text').toJSON())
})

test('[F48] whatever ranges come, in order or not, the document ends as if all of them had been applied', () => {
  const range = fc.record({
    client: fc.constantFrom(1, 2),
    clock: fc.nat(59),
    length: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), fc.boolean(), (drawn, isSorted) => {
      const ranges = drawn
        .map(({ clock, length, ...rest }) => ({
          ...rest,
          clock,
          length: Math.min(length, 60 - clock),
        }))
        .sort((a, b) => (isSorted ? a.client - b.client || a.clock - b.clock : 0))
      const sent = updateOf(ranges)
      const raw = worn()
      const normal = copyOf(raw)
      Y.applyUpdate(raw, sent)
      Y.applyUpdate(normal, normalise(sent, normal)?.update ?? new Uint8Array())
      expect(Y.encodeStateAsUpdate(normal)).toEqual(Y.encodeStateAsUpdate(raw))
    }),
  )
})

test('[F9] a range beyond what the document holds stays: the gate has to see the gap', () => {
  const server = worn()
  const beyond = { client: 1, clock: 58, length: 3 }
  const unknown = { client: 9, clock: 0, length: 1 }
  expect(rangesIn(normalise(updateOf([beyond, unknown]), server)?.update)).toEqual([
    unknown,
    beyond,
  ])
})

/** How many structs of this client somebody has looked at. */
function countLooks(doc: Y.Doc, client: number): () => number {
  let looks = 0
  const counted = new Proxy(doc.store.clients.get(client) ?? [], {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1
      return Reflect.get(target, key, receiver)
    },
  })
  doc.store.clients.set(client, counted)
  return () => looks
}

test('[F18] the same long range, sent a thousand times, is walked once', () => {
  const server = worn(3_000)
  server.getText('text').delete(0, server.getText('text').length)
  const structs = server.store.clients.get(1)?.length ?? 0
  const length = Y.getState(server.store, 1)
  const ranges = Array.from({ length: 1_000 }, () => ({ client: 1, clock: 0, length }))
  const looks = countLooks(server, 1)
  expect(normalise(updateOf(ranges), server)).toBeDefined()
  expect(looks()).toBeLessThan(2 * structs + 100)
})

test('[F28] [F48] what a hall sends alike is looked at once, also beside what only one of them deleted', () => {
  const server = worn(3_000)
  const client = copyOf(server)
  const sent = () => Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
  const looks = countLooks(server, 2)
  expect(rangesIn(normalise(sent(), server)?.update)).toEqual([])
  const once = looks()
  expect(once).toBeGreaterThan(1_000)
  for (let person = 0; person < 60; person++) normalise(sent(), server)
  // Only how far this client has come.
  expect(looks() - once).toBeLessThan(1_000)

  const text = client.getText('text')
  text.delete(text.length - 1, 1)
  text.delete(0, 1)
  const fresh = rangesIn(normalise(sent(), server)?.update)
  expect(fresh).toEqual([
    expect.objectContaining({ client: 2 }),
    expect.objectContaining({ client: 1 }),
  ])
  expect(rangesIn(normalise(sent(), server)?.update)).toEqual(fresh)
})

test('[F44] what one document has deleted says nothing of another, which took its place', () => {
  const server = worn(3_000)
  const sent = Y.encodeStateAsUpdate(copyOf(server), Y.encodeStateVector(server))
  expect(rangesIn(normalise(sent, server)?.update)).toEqual([])
  const whole = new Y.Doc()
  for (const clientId of [1, 2]) {
    whole.clientID = clientId
    whole.getText('text').insert(0, 'x'.repeat(3_000))
  }
  expect(rangesIn(normalise(sent, whole)?.update).length).toBeGreaterThan(1_000)
})

test('what is no update is none', () => {
  const sent = Y.encodeStateAsUpdate(worn())
  expect(normalise(sent.subarray(0, sent.length - 1), new Y.Doc())).toBeUndefined()
  expect(normalise(new Uint8Array(), new Y.Doc())).toBeUndefined()
})

test('[F48] how much a document has deleted is worked out once for all whose SyncStep2 it allows', () => {
  const doc = worn()
  const size = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).length
  const walks = countWalks(doc)
  expect(hasDeleted(doc, size)).toBe(true)
  const once = walks()
  for (let person = 0; person < 60; person++) expect(hasDeleted(doc, size - 1)).toBe(true)
  expect(walks()).toBe(once)
})

test('[F48] a document that has deleted more since allows more', () => {
  const doc = worn()
  const size = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).length
  expect(hasDeleted(doc, size + 1)).toBe(false)
  for (let at = doc.getText('text').length - 1; at > 0; at -= 5) doc.getText('text').delete(at, 1)
  doc.clientID = 9
  const extra = doc.getText('text')
  extra.insert(0, 'y'.repeat(40))
  for (let at = 39; at > 0; at -= 2) extra.delete(at, 1)
  expect(hasDeleted(doc, size + 1)).toBe(true)
})
