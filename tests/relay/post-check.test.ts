import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import { judge } from '@murmure/server/relay/gate'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const EVE: Who = { participantId: person('eve'), role: 'participant', groupId: 'a' }
const card = (who: Who, number = 1) => `${who.participantId}.${String(number).padStart(16, '0')}`
const texts = (doc: Y.Doc) =>
  readCards(doc, 'a')
    .map(({ text }) => text)
    .sort()
const stick = (doc: Y.Doc, who: Who, text: string, number = 1) =>
  stickCard(doc, { cardId: card(who, number), columnId: 'apporte', text, at: 1 })

/** A gate that lets Eve through with anything, as a bug in the real one would; it claims « only my own ». */
const leaky: typeof judge = (update, context) => {
  const verdict = judge(update, context)
  if (context.author.participantId !== EVE.participantId || verdict.kind !== 'refuse')
    return verdict
  return { kind: 'apply', update, newClientIds: [], written: [], freed: [['cards', card(EVE)]] }
}

test.for([
  ['all in one turn', 0],
  ['each in a turn of its own', 10],
] as const)(
  '[F18] what passes a leaky gate is seen by what stands behind it: nothing foreign changes, nobody honest loses; %s',
  async ([, frameMs]) => {
    let clock = 0
    const gate: typeof judge = (update, context) => {
      clock += frameMs
      return leaky(update, context)
    }
    const hall = await openHall(undefined, { gate, clock: () => clock })
    onTestFinished(() => hall.close())
    const ada = hall.join(DOCUMENTS.a, ADA)
    stick(ada.doc, ADA, 'À Ada')
    await until(
      'it is there',
      async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 1,
    )

    const bob = await hall.socket(DOCUMENTS.a, BOB)
    const eve = await hall.socket(DOCUMENTS.a, EVE)
    let closedWith = 0
    eve.socket.on('close', (code) => (closedWith = code))
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(ada.doc))
    correctCard(copy, card(ADA), 'Volée')
    const honest = new Y.Doc()
    stick(honest, BOB, 'À Bob')
    // In one tick, so that Yjs cannot say whose it was.
    bob.socket.send(syncUpdate(Y.encodeStateAsUpdate(honest)))
    eve.socket.send(syncUpdate(Y.encodeStateAsUpdate(copy)))
    stick(honest, BOB, 'Encore Bob', 2)
    bob.socket.send(syncUpdate(Y.encodeStateAsUpdate(honest)))

    await until('Bob is saved', () => bob.frames(MESSAGE.saved).at(-1)?.[2] === 2)
    await until('Eve is out', () => closedWith === 4413)
    expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual([
      'Encore Bob',
      'À Ada',
      'À Bob',
    ])
    const stored = new Y.Doc()
    for (const row of (await hall.store.load(DOCUMENTS.a.documentId))?.rows ?? []) {
      Y.applyUpdate(stored, row.bytes)
    }
    expect(texts(stored)).toEqual(['Encore Bob', 'À Ada', 'À Bob'])
  },
)

test('[F42] an exception in one room is that room’s alone: it reloads, and the others have not noticed', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const ada = hall.join(DOCUMENTS.a, ADA)
  const quiet = hall.join(DOCUMENTS.room, BOB)
  await until('both are in', () => ada.provider.synced && quiet.provider.synced)
  const failing = hall.relay.write(DOCUMENTS.room.documentId, (doc) => {
    doc.getMap('meta').set('title', 'À moitié')
    throw new Error('a bug')
  })
  stick(ada.doc, ADA, 'Pendant ce temps')
  await expect(failing).rejects.toThrow('the server could not write a document')
  await hall.relay.write(
    DOCUMENTS.room.documentId,
    (doc) => void doc.getMap('meta').set('place', 'Salle B'),
  )
  await until('the room goes on', () => quiet.doc.getMap('meta').get('place') === 'Salle B')
  expect(quiet.doc.getMap('meta').get('title')).toBeUndefined()
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['Pendant ce temps'])
})

test('a root that somebody asks for by name in the middle of a tick breaks no room', async () => {
  let asked = 0
  const hall = await openHall(undefined, {
    // As the sections' policy does: the first note was applied, and now it looks at the second.
    writing: {
      closed({ doc }) {
        asked += 1
        if (asked === 2) doc.getMap('cards')
        return undefined
      },
      prepare: async () => undefined,
      onApplied: () => undefined,
      onCommitted: () => undefined,
    },
  })
  onTestFinished(() => hall.close())
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => ada.socket.send(syncUpdate(update)))
  stick(doc, ADA, 'Tout de suite', 1)
  stick(doc, ADA, 'Et encore', 2)
  await until('both are saved', () => ada.frames(MESSAGE.saved).at(-1)?.[2] === 2)
  expect(hall.log).toEqual([])
})
