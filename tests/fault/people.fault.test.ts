import { connect } from 'node:net'

import { correctCard, removeCard } from '@murmure/shared/actions/edit-card'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { syncUpdate } from '@murmure/server/relay/outgoing'
import { readCards } from '@murmure/shared/group-doc'
import { createCardId, createId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { BEARER_PREFIX, MESSAGE, SUBPROTOCOL } from '@murmure/shared/protocol/frames'
import { CreatedSecret, CreatedSession } from '@murmure/shared/protocol/http'
import { themesRoot } from '@murmure/shared/wall-doc'
import * as encoding from 'lib0/encoding'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import { groupClient, openRealHall, type RealHall } from './hall.ts'
import { notesInStore } from './stored.ts'

async function givenHall(): Promise<RealHall> {
  const hall = await openRealHall()
  onTestFinished(() => hall.stop())
  return hall
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** An unmodified y-websocket client, and what went over its sockets. */
type Stock = {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** How often it tried to connect. */
  readonly attempts: () => number
  /** With which codes its sockets ended. */
  readonly codes: readonly number[]
  /** When a frame of this type came that says something: a keep-alive does not. */
  readonly came: (type: number) => readonly number[]
  readonly types: () => readonly number[]
}

type StockOptions = { readonly documentId?: string; readonly protocols?: readonly string[] }

const KEEP_ALIVE = Buffer.from([MESSAGE.awareness, 1, 0])

function openStock(
  { server }: RealHall,
  session: CreatedSession,
  { documentId, protocols = [] }: StockOptions = {},
): Stock {
  const doc = new Y.Doc()
  const codes: number[] = []
  const frames: { readonly type: number; readonly at: number }[] = []
  let attempts = 0

  class CountingSocket extends WebSocket {
    constructor(url: string, offered: string[]) {
      super(url, offered)
      attempts += 1
      this.on('close', (code) => codes.push(code))
      this.on('message', (data: ArrayBuffer) => {
        const frame = Buffer.from(data)
        if (!frame.equals(KEEP_ALIVE)) frames.push({ type: frame[0] ?? 0, at: performance.now() })
      })
    }
  }

  const provider = new WebsocketProvider(
    `${server.url.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentId ?? documentOf(session, 'group', session.groupId)}`,
    doc,
    {
      protocols: [...protocols, BEARER_PREFIX + session.token],
      disableBc: true,
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
      maxBackoffTime: 100,
    },
  )
  onTestFinished(() => provider.destroy())
  return {
    doc,
    provider,
    attempts: () => attempts,
    codes,
    came: (wanted) => frames.filter(({ type }) => type === wanted).map(({ at }) => at),
    types: () => frames.map(({ type }) => type),
  }
}

function stick(doc: Y.Doc, { participantId }: CreatedSession, text: string): string {
  const cardId = createCardId(participantId, random)
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}

const notes = (doc: Y.Doc): readonly string[] =>
  readCards(doc, '')
    .map(({ cardId, text }) => `${cardId} ${text}`)
    .sort()

const post = (hall: RealHall, path: string, body: object, token?: string): Promise<Response> =>
  fetch(`${hall.server.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })

/** Somebody who comes by a link of their own: one more facilitator, or the scribe of a group. */
async function byLink(hall: RealHall, wanted: object): Promise<CreatedSession> {
  const { boardId, token } = hall.board.facilitator
  const made = await post(hall, `/api/boards/${boardId}/secrets`, wanted, token)
  const { secret } = CreatedSecret.parse(await made.json())
  return CreatedSession.parse(await (await post(hall, '/api/sessions', { boardId, secret })).json())
}

const scribeOf = (hall: RealHall, { groupId }: CreatedSession): Promise<CreatedSession> =>
  byLink(hall, { role: 'scribe', groupId })

async function revoke(hall: RealHall, { participantId }: CreatedSession): Promise<void> {
  const { boardId, token } = hall.board.facilitator
  const path = `/api/boards/${boardId}/revocations`
  expect((await post(hall, path, { participantId }, token)).status).toBe(204)
}

/** The status with which the server answers an upgrade. */
function upgradeStatus(
  hall: RealHall,
  { boardId }: CreatedSession,
  documentId: string,
  protocols: readonly string[],
): Promise<number> {
  const url = `${hall.server.url.replace('http', 'ws')}/sync/${boardId}/${documentId}`
  const socket = new WebSocket(url, [...protocols])
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0))
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('error', reject)
  })
}

/** All refusals so far, whatever the reason. */
async function refusals({ server }: RealHall): Promise<number> {
  let sum = 0
  for (const [name, value] of await readMetrics(server.url))
    if (name.startsWith('murmure_refusals_total')) sum += value
  return sum
}

test('[F9] a stock client that wrote offline comes back and types on « connected »: no note vanishes, nothing is pending', async () => {
  const hall = await givenHall()
  const [adaSession, bobSession] = [
    await hall.board.join('Groupe A'),
    await hall.board.join('Groupe A'),
  ]
  const [ada, bob] = [openStock(hall, adaSession), openStock(hall, bobSession)]
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  const first = stick(ada.doc, adaSession, 'En ligne')
  await until('Bob has it', () => bob.doc.getMap('cards').size === 1)
  for (let round = 1; round <= 3; round++) {
    ada.provider.disconnect()
    stick(ada.doc, adaSession, `Hors ligne ${round}`)
    correctCard(ada.doc, first, `Corrigée hors ligne ${round}`)
    stick(bob.doc, bobSession, `Pendant ce temps ${round}`)
    const typeAtOnce = ({ status }: { status: string }) => {
      if (status === 'connected') stick(ada.doc, adaSession, `Au retour ${round}`)
    }
    ada.provider.on('status', typeAtOnce)
    ada.provider.connect()
    const count = 1 + 3 * round
    await until(`all is everywhere, round ${round}`, () =>
      [ada, bob].every(({ doc }) => doc.getMap('cards').size === count),
    )
    ada.provider.off('status', typeAtOnce)
  }
  await until('the correction is there, too', () => notes(bob.doc).join() === notes(ada.doc).join())
  const late = openStock(hall, await hall.board.join('Groupe A'))
  await until('a newcomer is in', () => late.provider.synced)
  expect(notes(late.doc)).toEqual(notes(ada.doc))
  for (const { doc } of [ada, bob, late])
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  expect(await readMetric(hall.server.url, 'murmure_gaps_total')).toBeGreaterThan(0)
  expect(await readMetric(hall.server.url, 'murmure_pending_documents')).toBe(0)
  expect(await refusals(hall)).toBe(0)
})

test('[F52] with the bearer protocol alone a stock client synchronises and is sent no extension; who offers nothing gets 401', async () => {
  const hall = await givenHall()
  const [adaSession, bobSession] = [
    await hall.board.join('Groupe A'),
    await hall.board.join('Groupe A'),
  ]
  const ada = openStock(hall, adaSession)
  const bob = openStock(hall, bobSession)
  // What the others are spared goes to who asks for it, in the same room and at the same time.
  const extended = openStock(hall, await hall.board.join('Groupe A'), { protocols: [SUBPROTOCOL] })
  for (const type of [MESSAGE.room, MESSAGE.saved, MESSAGE.refused])
    extended.provider.messageHandlers[type] = () => undefined
  await until('all are in', () => [ada, bob, extended].every(({ provider }) => provider.synced))
  stick(ada.doc, adaSession, 'Un')
  stick(bob.doc, bobSession, 'Deux')
  stick(extended.doc, await hall.board.join('Groupe A'), 'Au nom de quelqu’un d’autre')
  await until('both are everywhere', () =>
    [ada, bob].every(({ doc }) => doc.getMap('cards').size >= 2),
  )
  await until('who asked is told', () =>
    [MESSAGE.room, MESSAGE.refused].every((type) => extended.came(type).length > 0),
  )
  stick(ada.doc, adaSession, 'Trois')
  await until('Bob reads on', () => bob.doc.getMap('cards').size === 3)
  expect([ada, bob].flatMap(({ types }) => types().filter((type) => type >= 120))).toEqual([])
  const documentId = documentOf(adaSession, 'group', adaSession.groupId)
  for (const protocols of [[], [SUBPROTOCOL], ['bearer.']])
    expect(await upgradeStatus(hall, adaSession, documentId, protocols)).toBe(401)
})

/** A scribe's socket that takes no notice of being closed, and goes on sending. */
async function openDeaf({ server }: RealHall, session: CreatedSession) {
  const documentId = documentOf(session, 'group', session.groupId)
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const opened = new Promise<string>((resolve, reject) => {
    socket.setEncoding('latin1').on('data', resolve).once('error', reject)
  })
  const upgrade = [
    `GET /sync/${session.boardId}/${documentId} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${BEARER_PREFIX}${session.token}`,
    '\r\n',
  ].join('\r\n')
  socket.write(upgrade)
  expect(await opened).toMatch(/^HTTP\/1.1 101/)
  return {
    send(text: string): void {
      const doc = new Y.Doc()
      stick(doc, session, text)
      socket.write(masked(syncUpdate(Y.encodeStateAsUpdate(doc))))
    },
  }
}

/** One binary frame as a client sends it, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  const head = [0x82, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]
  return Buffer.concat([Buffer.from(head), payload])
}

test('[F20] a scribe and a co-facilitator are taken away in full flight: nothing enters after the answer, and they stay away', async () => {
  const hall = await givenHall()
  const ada = await hall.board.join('Groupe A')
  const [scribe, helper] = [await scribeOf(hall, ada), await byLink(hall, { role: 'facilitator' })]
  const wallId = documentOf(helper, 'wall')
  const witness = openStock(hall, ada)
  const wall = openStock(hall, hall.board.facilitator, { documentId: wallId })
  const writing = openStock(hall, scribe)
  const sorting = openStock(hall, helper, { documentId: wallId })
  const away = openStock(hall, scribe)
  const deaf = await openDeaf(hall, scribe)
  const all = [witness, wall, writing, sorting, away]
  await until('all are in', () => all.every(({ provider }) => provider.synced))
  away.provider.disconnect()
  stick(away.doc, scribe, 'Après : hors ligne')

  let when = 'Avant'
  const write = () => {
    stick(writing.doc, scribe, `${when} : en vol`)
    deaf.send(`${when} : sourd`)
    createTheme(sorting.doc, {
      themeId: createId(random),
      title: when,
      columnId: 'apporte',
      order: 'm',
    })
  }
  write()
  await until('they write', () =>
    [witness.doc.getMap('cards').size === 2, wall.doc.getMap('themes').size === 1].every(Boolean),
  )
  const revoked = Promise.all([revoke(hall, scribe), revoke(hall, helper)]).then(() => {
    when = 'Après'
  })
  let writes = 0
  await until('both are gone', () => {
    if (writes < 100) write()
    writes += 1
    return when === 'Après' && [writing, sorting].every(({ codes }) => codes.length > 0)
  })
  await revoked
  for (let round = 0; round < 5; round++) write()
  expect([writing.codes, sorting.codes]).toEqual([[CLOSE.forbidden], [CLOSE.forbidden]])

  // Who was away is told at the door, as often as they ask; who was closed does not even ask.
  away.provider.connect()
  await until('the door is shut', () => away.attempts() >= 6)
  expect([writing, sorting].map(({ attempts }) => attempts())).toEqual([1, 1])
  expect([writing, sorting].map(({ provider }) => provider.shouldConnect)).toEqual([false, false])
  const bearer = [BEARER_PREFIX + scribe.token]
  const groupId = documentOf(scribe, 'group', scribe.groupId)
  expect(await upgradeStatus(hall, scribe, groupId, bearer)).toBe(401)
  expect(away.provider.synced).toBe(false)

  // Whatever was under way is through: an honest note is, that came later.
  stick(witness.doc, ada, 'Honnête')
  const reader = openStock(hall, await hall.board.join('Groupe A'))
  await until('an honest note is there', () => notes(reader.doc).join().includes('Honnête'))
  const late = openStock(hall, hall.board.facilitator, { documentId: wallId })
  await until('the wall is read', () => late.provider.synced)
  const titles = [...themesRoot(late.doc).values()].map((theme) => String(theme.get('title')))
  for (const text of [...notes(reader.doc), ...notes(witness.doc), ...titles])
    expect(text).not.toContain('Après')
  const known = notes(reader.doc).length
  await hall.server.kill()
  expect(await notesInStore(hall.server.dataDir, hall.board)).toHaveLength(known)
})

/** Eleven UTF-16 units that are one sign to who reads it. */
const FAMILY = '👨‍👩‍👧‍👦'

test('[F16] split pairs, families, NUL, right to left; owner and scribe in one text: the same bytes everywhere, nobody refused', async () => {
  const hall = await givenHall()
  const adaSession = await hall.board.join('Groupe A')
  const samSession = await scribeOf(hall, adaSession)
  const [ada, sam] = [openStock(hall, adaSession), openStock(hall, samSession)]
  await until('both are in', () => ada.provider.synced && sam.provider.synced)
  const families = FAMILY.repeat(500)
  expect(families).toHaveLength(5_500)
  const strange = [
    families,
    'avant\u0000après',
    'שלום \u202Eعربي\u202C fin',
    'e\u0301\u200D\uFEFF',
    '',
  ]
  const cards = strange.map((text) => stick(ada.doc, adaSession, text))
  const split = stick(ada.doc, adaSession, `a😀b${FAMILY}`)
  const shared = stick(ada.doc, adaSession, '')
  const textIn = ({ doc }: Pick<Stock, 'doc'>, cardId: string): Y.Text | undefined =>
    doc.getMap<Y.Map<Y.Text>>('cards').get(cardId)?.get('text')
  await until('Sam has them all', () => textIn(sam, shared) !== undefined)

  // Both cut into the same pairs, neither knowing of the other, while they type into one text.
  ada.provider.disconnect()
  textIn(ada, split)?.insert(2, 'x')
  textIn(sam, split)?.delete(2, 1)
  textIn(sam, split)?.insert(5, '\u0000')
  ada.provider.connect()
  for (let sign = 0; sign < 400; sign++) {
    textIn(ada, shared)?.insert(sign, sign % 10 === 0 ? '👩' : 'a')
    textIn(sam, shared)?.insert(textIn(sam, shared)?.length ?? 0, sign % 10 === 5 ? 'ש' : 's')
    if (sign % 50 === 0) await until('a breath', () => ada.provider.synced)
  }
  const reader = openStock(hall, await hall.board.join('Groupe A'))
  const bytes = ({ doc }: Stock) => Buffer.from(notes(doc).join('\n'), 'utf16le').toString('hex')
  const length = ({ doc }: Stock) => textIn({ doc }, shared)?.length
  // Each of Ada's signs beyond the plane has two units.
  await until('all is everywhere', () =>
    [ada, sam, reader].every((stock) => length(stock) === 800 + 40),
  )
  await until('the same everywhere', () =>
    [sam, reader].every((stock) => bytes(stock) === bytes(ada)),
  )
  for (const stock of [ada, sam, reader]) {
    expect(cards.map((cardId) => textIn(stock, cardId)?.toString())).toEqual(strange)
    expect([...stock.doc.store.clients.keys()].length).toBe(2)
    expect(stock.came(MESSAGE.auth)).toEqual([])
    const text = textIn(stock, split)
    expect(text?.length).toBe(text?.toString().length)
  }
  expect(await refusals(hall)).toBe(0)
  expect(await readMetric(hall.server.url, 'murmure_pending_documents')).toBe(0)
})

test('[F19] too many signs, too many notes, a forged flag, a thousand updates a second: refused or slowed, an honest neighbour is not', async () => {
  const hall = await givenHall()
  const open = async () => {
    const client = groupClient(hall.server.url, await hall.board.join('Groupe A'))
    onTestFinished(() => client.vanish())
    await client.open()
    return client
  }
  const refused = (client: Awaited<ReturnType<typeof open>>) => client.count(MESSAGE.refused)
  const honest = await open()
  const [wordy, busy, forger, mad] = [await open(), await open(), await open(), await open()]

  wordy.stick('x'.repeat(10_000))
  await until('10,000 units are taken', () => wordy.isSaved())
  expect(refused(wordy)).toBe(0)
  wordy.stick('x'.repeat(10_001))

  busy.doc.transact(() => {
    for (let note = 0; note < 500; note++) busy.stick('')
  })
  await until('500 notes are taken', () => busy.isSaved())
  expect(refused(busy)).toBe(0)
  busy.stick('une de trop')

  const own = forger.stick('À moi')
  await until('it is taken', () => forger.isSaved())
  removeCard(forger.doc, own, { at: 1, by: honest.session.participantId })
  await until('all three are refused', () =>
    [wordy, busy, forger].every((client) => refused(client) === 1),
  )

  // So many bytes that one reading of the socket does not hold what goes beyond the allowance.
  const typed = mad.stick('x'.repeat(1_000))
  const text = mad.doc.getMap<Y.Map<Y.Text>>('cards').get(typed)?.get('text')
  const startedAt = performance.now()
  for (let round = 1; round <= 1_400; round++) {
    mad.doc.transact(() => {
      text?.delete(0, 1_000)
      text?.insert(0, String(round).padStart(1_000, 'x'))
    })
  }
  honest.stick('Entre-temps')
  await until('the honest note is SAVED', () => honest.isSaved())
  expect(mad.isSaved()).toBe(false)
  await until('the flood is through, all of it', () => mad.isSaved(), 20_000)
  // A thousand at once, then a hundred a second, but for what one reading brings.
  expect(performance.now() - startedAt).toBeGreaterThan(1_500)
  expect([refused(mad), refused(honest)]).toEqual([0, 0])

  const reader = await open()
  const read = readCards(reader.doc, '')
  expect(read).toHaveLength(1 + 500 + 1 + 1 + 1)
  expect(read.filter(({ removed }) => removed)).toEqual([])
  expect(read.find(({ cardId }) => cardId === typed)?.text).toBe('1400'.padStart(1_000, 'x'))
  expect(await refusals(hall)).toBe(3)
})

type Entry = { readonly id: number; readonly clock: number; readonly state: unknown }

function presenceFrame(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, entries.length)
  for (const { id, clock, state } of entries) {
    encoding.writeVarUint(body, id)
    encoding.writeVarUint(body, clock)
    encoding.writeVarString(body, JSON.stringify(state))
  }
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, MESSAGE.awareness)
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body))
  return new Uint8Array(encoding.toUint8Array(frame))
}

/** What this client knows of who is there, by the id of their `Y.Doc`. */
const shownTo = ({ provider }: Stock): ReadonlyMap<number, Record<string, unknown>> =>
  provider.awareness.getStates()

const GROUP_A = 'Groupe A'

/** A facilitator looks into group A. */
function openFacilitator(hall: RealHall, session: CreatedSession): Stock {
  const groupId = hall.board.created.groups.find(({ name }) => name === GROUP_A)?.groupId
  return openStock(hall, session, { documentId: documentOf(session, 'group', groupId) })
}

test('[F32] thirty phones move ten times a second and echo each other: facilitators hear of it 20 times a second at most, phones never', async () => {
  const hall = await givenHall()
  const helper = await byLink(hall, { role: 'facilitator' })
  const facilitators = [hall.board.facilitator, helper].map((who) => openFacilitator(hall, who))
  const sessions = await Promise.all(Array.from({ length: 30 }, () => hall.board.join(GROUP_A)))
  const phones = sessions.map((session) => openStock(hall, session))
  await until('all are in', () =>
    [...facilitators, ...phones].every(({ provider }) => provider.synced),
  )
  // A stock client leaves out whoever never showed anything.
  for (const { provider } of facilitators) provider.awareness.setLocalState({ here: true })
  const move = ({ provider }: Stock, step: number) => {
    provider.awareness.setLocalStateField('step', step)
    const everybody = phones.map(({ doc, provider: { awareness } }) => ({
      id: doc.clientID,
      clock: awareness.meta.get(doc.clientID)?.clock ?? 0,
      state: awareness.getLocalState(),
    }))
    provider.ws?.send(presenceFrame(everybody))
  }
  const steps = 25
  const moves = steps * phones.length
  const startedAt = performance.now()
  let moved = 0
  await until('all have moved', () => {
    // One after the other, as people do: each ten times a second, together three hundred times.
    const due = Math.min(moves, (performance.now() - startedAt) * (phones.length / 100))
    for (; moved < due; moved++) {
      const phone = phones[moved % phones.length]
      if (phone) move(phone, 1 + Math.floor(moved / phones.length))
    }
    return moved === moves
  })
  const seen = (facilitator: Stock) =>
    shownTo(facilitator).size === phones.length + facilitators.length &&
    phones.every(({ doc }) => shownTo(facilitator).get(doc.clientID)?.['step'] === steps)
  await until('the last move is seen', () => facilitators.every(seen))
  const tookMs = performance.now() - startedAt
  for (const facilitator of facilitators) {
    const frames = facilitator.came(MESSAGE.awareness).filter((at) => at >= startedAt)
    expect(frames.length).toBeGreaterThanOrEqual(steps / 2)
    // Two more: the one that was due when it began, and one that came late.
    expect(frames.length).toBeLessThanOrEqual(tookMs / 50 + 2)
    expect(shownTo(facilitator).size).toBe(phones.length + facilitators.length)
  }
  expect(phones.flatMap(({ came }) => came(MESSAGE.awareness))).toEqual([])
  for (const phone of phones) expect(shownTo(phone).size).toBe(1)
})

test('[F33] another’s id, a megabyte, ten thousand ids, a clock of 2⁵³, a forged name: only the own id is shown, under the token’s name', async () => {
  const hall = await givenHall()
  const omarSession = await byLink(hall, { role: 'facilitator' })
  const [nadia, omar] = [hall.board.facilitator, omarSession].map((who) =>
    openFacilitator(hall, who),
  ) as [Stock, Stock]
  const adaSession = await hall.board.join(GROUP_A)
  const ada = openStock(hall, adaSession)
  const bob = openStock(hall, await hall.board.join(GROUP_A))
  const all = [nadia, omar, ada, bob]
  await until('all are in', () => all.every(({ provider }) => provider.synced))
  // A stock client leaves out whoever never showed anything.
  for (const { provider } of all) provider.awareness.setLocalState({ mine: true })
  const { participantId: omarId } = omarSession
  await until('Omar is seen', () => shownTo(nadia).get(omar.doc.clientID)?.['mine'] === true)
  await until('so is everybody', () =>
    [nadia, omar].every((facilitator) => shownTo(facilitator).size === 4),
  )

  const own = ada.doc.clientID
  const clock = () => ada.provider.awareness.meta.get(own)?.clock ?? 0
  const who = { participantId: omarId, role: 'facilitator' }
  const send = (...entries: readonly Entry[]) => ada.provider.ws?.send(presenceFrame(entries))
  send({ id: omar.doc.clientID, clock: 1_000, state: { stolen: true } })
  send({ id: omar.doc.clientID, clock: 1_001, state: null })
  send({ id: own, clock: clock() + 1, state: { big: 'x'.repeat(1_000_000) } })
  send({ id: own, clock: clock() + 1, state: { big: 'x'.repeat(512) } })
  send({ id: own, clock: Number.MAX_SAFE_INTEGER, state: { late: true } })
  const many = Array.from({ length: 10_000 }, (_, id) => ({ id, clock: 1, state: { id } }))
  send(...many)
  send({ id: own, clock: clock() + 2, state: { note: 'x', who } })
  await until('her own is seen', () => shownTo(nadia).get(own)?.['note'] === 'x')
  const known = [nadia, omar, ada, bob].map(({ doc }) => doc.clientID).sort((a, b) => a - b)
  for (const facilitator of [nadia, omar]) {
    await until('by both', () => shownTo(facilitator).get(own)?.['note'] === 'x')
    expect([...shownTo(facilitator).keys()].sort((a, b) => a - b)).toEqual(known)
    expect(shownTo(facilitator).get(own)).toEqual({
      note: 'x',
      who: { participantId: adaSession.participantId, role: 'participant' },
    })
  }
  expect(shownTo(nadia).get(omar.doc.clientID)).toEqual({
    mine: true,
    who: { participantId: omarId, role: 'facilitator' },
  })

  // Her place is hers as long as she is there; it is taken by nobody, and goes with her.
  expect(ada.attempts()).toBe(1)
  ada.provider.destroy()
  await until('she is gone', () => !shownTo(nadia).has(own))
  expect(shownTo(nadia).size).toBe(3)
  for (const phone of [ada, bob]) expect(phone.came(MESSAGE.awareness)).toEqual([])
})
