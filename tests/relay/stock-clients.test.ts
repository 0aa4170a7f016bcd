import { stickCard } from '@murmure/shared/actions/stick-card'
import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider as Provider31 } from 'y-websocket'
import { WebsocketProvider as Provider30 } from 'y-websocket-3-0'
import * as Y from 'yjs'

import { DOCUMENTS, type Hall, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const texts = (doc: Y.Doc) =>
  readCards(doc, 'a')
    .map(({ text }) => text)
    .sort()
let serial = 0
function stick(doc: Y.Doc, who: Who, text: string): string {
  const cardId = `${who.participantId}.${String(++serial).padStart(16, '0')}`
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}

/** Unmodified clients, with the bearer protocol alone. */
describe.each([
  // The same surface; its types differ in what only 3.1 emits.
  ['3.0.0', Provider30 as unknown as typeof Provider31],
  ['3.1.0', Provider31],
] as const)('[F52] y-websocket %s', (version, Provider) => {
  async function givenHall(): Promise<Hall> {
    const hall = await openHall()
    onTestFinished(() => hall.close())
    return hall
  }

  function join(hall: Hall, who: Who) {
    const doc = new Y.Doc()
    const provider = new Provider(
      `ws://127.0.0.1:${hall.port}/sync`,
      `${DOCUMENTS.a.boardId}/${DOCUMENTS.a.documentId}`,
      doc,
      {
        protocols: [BEARER_PREFIX + Buffer.from(JSON.stringify(who)).toString('base64url')],
        disableBc: true,
        WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        maxBackoffTime: 200,
      },
    )
    onTestFinished(() => provider.destroy())
    return { doc, provider }
  }

  test('synchronises, live and for who comes later', async () => {
    const hall = await givenHall()
    const ada = join(hall, ADA)
    const bob = join(hall, BOB)
    stick(ada.doc, ADA, 'Un')
    await until('Bob has it', () => texts(bob.doc).length === 1)
    stick(bob.doc, BOB, 'Deux')
    const late = join(hall, ADA)
    await until('both are everywhere', () =>
      [ada, late].every(({ doc }) => texts(doc).length === 2),
    )
  })

  test('[F9] what was written offline arrives, also when it types on « connected »', async () => {
    const hall = await givenHall()
    const ada = join(hall, ADA)
    const bob = join(hall, BOB)
    await until('both are in', () => ada.provider.synced && bob.provider.synced)
    ada.provider.disconnect()
    stick(ada.doc, ADA, 'Hors ligne')
    ada.provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connected') stick(ada.doc, ADA, 'Au retour')
    })
    ada.provider.connect()
    await until('Bob has both', () => texts(bob.doc).length === 2)
    expect(texts(bob.doc)).toEqual(['Au retour', 'Hors ligne'])
    expect([bob.doc.store.pendingStructs, bob.doc.store.pendingDs]).toEqual([null, null])
  })

  test('[F1] comes back after a restart by itself, with all it had', async () => {
    const hall = await givenHall()
    const ada = join(hall, ADA)
    stick(ada.doc, ADA, 'Avant')
    await until('she is in', () => ada.provider.synced)
    await hall.restart()
    stick(ada.doc, ADA, 'Après')
    const bob = join(hall, BOB)
    await until('both are there', () => texts(bob.doc).length === 2)
  })

  test('is muted when refused, not closed: it reads on and makes no storm', async () => {
    const hall = await givenHall()
    const ada = join(hall, ADA)
    const cardId = stick(ada.doc, ADA, 'À moi')
    const bob = join(hall, BOB)
    await until('Bob has it', () => texts(bob.doc).length === 1)
    let closings = 0
    bob.provider.on('connection-close', () => (closings += 1))
    correctCard(bob.doc, cardId, 'Volée')
    await until('he is refused', () =>
      hall.log.some(({ message }) => message === 'a writer was refused'),
    )
    stick(ada.doc, ADA, 'Encore')
    await until('he reads on', () => texts(bob.doc).includes('Encore'))
    expect([closings, texts(ada.doc)]).toEqual([0, ['Encore', 'À moi']])
  })

  test('shows its awareness to facilitators, and leaves no ghost', async () => {
    const hall = await givenHall()
    const nadia = join(hall, NADIA)
    const ada = join(hall, ADA)
    ada.provider.awareness.setLocalStateField('note', 'x')
    const others = () =>
      [...nadia.provider.awareness.getStates().keys()].filter((id) => id !== nadia.doc.clientID)
    await until('she is seen', () => others().length === 1)
    expect(others()).toEqual([ada.doc.clientID])
    expect(ada.provider.awareness.getStates().size).toBe(1)
    ada.provider.destroy()
    await until('she is gone', () => others().length === 0)
  })

  test('[F12] is told 4410: 3.1 stops by itself, 3.0 with one line of its page', async () => {
    const hall = await givenHall()
    const ada = join(hall, ADA)
    const codes: (number | undefined)[] = []
    ada.provider.on('connection-close', (event: { code?: number } | null) => {
      codes.push(event?.code)
      const isPermanent = (event?.code ?? 0) >= 4400 && (event?.code ?? 0) < 4500
      if (version === '3.0.0' && isPermanent) ada.provider.disconnect()
    })
    await until('she is in', () => ada.provider.synced)
    hall.relay.closeBoard([DOCUMENTS.a.documentId], CLOSE.retired)
    await until('she is told', () => codes.length > 0)
    await until('it stays away', () => !ada.provider.shouldConnect)
    expect(codes.filter((code) => code !== undefined)).toEqual([4410])
  })
})
