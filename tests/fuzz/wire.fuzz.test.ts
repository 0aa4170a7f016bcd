import { accessTo, type DocumentKind, type Role } from '@murmure/shared/access'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { encodeSync, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import {
  decodeFrames,
  decodeParcels,
  decodeSince,
  encodeFrames,
} from '@murmure/shared/protocol/parcels'
import type { Admission, Person } from '@murmure/server/relay/contract'
import { parseFrame } from '@murmure/server/relay/parse'
import { createRelay } from '@murmure/server/relay/relay'
import { createMemoryStore } from '@murmure/server/storage/memory'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { cardOf, copyOf } from '../support/gate-case.ts'
import { createTestBoard, DOCUMENTS, person } from '../support/hall.ts'
import { presenceFrame } from '../support/presence-frame.ts'
import { settledHeap } from '../support/heap.ts'
import { limitMs, runs, runSeed } from '../support/seed.ts'
import { until } from '../support/until.ts'
import { type Attacker, diceOf, type Dice } from './attacker.ts'
import { createLine } from './line.ts'
import { defectIn, objectionTo, type View, viewOf } from './oracle.ts'
import { ATTACKS } from './siege.ts'
import { connect, createTab, deliverDown, type Tab } from './tab.ts'
import { furnishRoom, furnishWall } from './wall-attacks.ts'

const ROLES: readonly Role[] = ['participant', 'scribe', 'facilitator', 'screen']
const KINDS: readonly DocumentKind[] = ['group', 'wall', 'room']
const FRAMES_PER_ROLE = 5_000
const FRAMES_PER_RELAY = 1_000
const BOARD_ID = DOCUMENTS.a.boardId
const HEAP_GROWTH_BYTES = 24 * 1024 * 1024

/** One message as it comes from the network: a sync frame with whatever in it, or no frame at all. */
function message(dice: Dice, update: () => Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  switch (dice(14)) {
    case 0:
      return new Uint8Array()
    case 1:
      return Uint8Array.from({ length: dice(40) }, () => dice(256))
    case 2: {
      // An extension of ours, or one of the future.
      encoding.writeVarUint(
        encoder,
        [MESSAGE.saved, MESSAGE.refused, 124, 2 ** 31, 2 ** 52][dice(5)] ?? 9,
      )
      encoding.writeVarUint8Array(encoder, update())
      return encoding.toUint8Array(encoder)
    }
    case 3: {
      encoding.writeVarUint(encoder, MESSAGE.awareness)
      encoding.writeVarUint8Array(
        encoder,
        Uint8Array.from({ length: dice(60) }, () => dice(256)),
      )
      return encoding.toUint8Array(encoder)
    }
    case 4: {
      // A length that the frame does not have.
      encoding.writeVarUint(encoder, MESSAGE.sync)
      encoding.writeVarUint(encoder, dice(4))
      encoding.writeVarUint(encoder, [1, 2 ** 20, 2 ** 32, 2 ** 53 - 1][dice(4)] ?? 1)
      return encoding.toUint8Array(encoder)
    }
    case 5: {
      const whole = encodeSync([SYNC.step1, SYNC.step2, SYNC.update, 3, 77][dice(5)] ?? 3, update())
      return whole.slice(0, dice(whole.length))
    }
    case 6:
      return encodeSync(
        SYNC.step1,
        Uint8Array.from({ length: dice(20) }, () => dice(256)),
      )
    case 7: {
      // Two messages in one: the second is nobody's.
      const first = encodeSync(SYNC.update, update())
      const both = new Uint8Array(first.length * 2)
      both.set(first)
      both.set(first, first.length)
      return both
    }
    case 8:
      return encodeSync(
        dice(2) === 0 ? SYNC.update : SYNC.step2,
        new Uint8Array(dice(8) === 0 ? 1_100_000 : 0),
      )
    case 9:
    case 10: {
      // A hint, or nearly: of ids that there are or not, with clocks that go back, cut or whole.
      const author = person(['ada', 'bob', 'vera'][dice(3)] ?? '')
      const editing = [cardOf({ participantId: author, role: 'participant' }, dice(4)), 5, null, '']
      const state = [{ editing: editing[dice(4)] }, null, [], { editing: [editing] }][dice(4)]
      const entry = () => ({ id: dice(3), clock: dice(9), state })
      const whole = presenceFrame(Array.from({ length: dice(4) }, entry))
      return dice(4) === 0 ? whole.slice(0, dice(whole.length)) : whole
    }
    default:
      return encodeSync(dice(2) === 0 ? SYNC.update : SYNC.step2, update())
  }
}

async function openBesiegedRelay() {
  const store = createMemoryStore()
  await createTestBoard(store)
  const broken: string[] = []
  const relay = createRelay({
    store,
    now: Date.now,
    log: { warn: () => undefined, error: (_details, text) => void broken.push(text) },
  })
  const ada: Person = { boardId: BOARD_ID, participantId: person('ada'), role: 'participant' }
  const vera: Person = { boardId: BOARD_ID, participantId: person('vera'), role: 'facilitator' }
  const adaTab = createTab('ada', ada, admissionTo('group', 'write'))
  const veraTab = createTab('vera', vera, admissionTo('wall', 'write'))
  const watch = { onSaved: ignore, onUpdate: ignore, onStateVector: ignore }
  await relay.write(DOCUMENTS.room.documentId, furnishRoom)
  for (const tab of [adaTab, veraTab]) connect(tab, relay, Date.now, watch)
  await settle(adaTab)
  await settle(veraTab)
  stickCard(adaTab.doc, { cardId: cardOf(ada), columnId: 'apporte', text: 'À Ada', at: 1 })
  veraTab.doc.transact(() => furnishWall(veraTab.doc, vera))
  await settle(adaTab)
  await settle(veraTab)
  return { store, relay, broken, adaTab, veraTab }
}

const ignore = (): void => undefined

/** Until the server has said that everything of this page is SAVED. */
async function settle(tab: Tab): Promise<void> {
  await until(`${tab.name} is SAVED`, () => {
    tab.line?.deliverUp(1_000)
    deliverDown(tab, 1_000)
    return tab.synced && tab.saved.sent > 0 && tab.saved.saved === tab.saved.sent
  })
}

const rowOf = (kind: DocumentKind) => (kind === 'group' ? DOCUMENTS.a : DOCUMENTS[kind])
const admissionTo = (kind: DocumentKind, access: Admission['access']): Admission => ({
  documentId: rowOf(kind).documentId,
  kind,
  access,
})

type Besieged = Awaited<ReturnType<typeof openBesiegedRelay>>

/** So many messages of one role at one document, by sockets and by requests; what went wrong, if anything. */
async function strikeRound(
  besieged: Besieged,
  role: Role,
  round: number,
  dice: Dice,
): Promise<string | undefined> {
  const { relay, store, broken } = besieged
  const kind = KINDS[dice(KINDS.length)] ?? 'group'
  const access = accessTo({ role, kind, ownGroup: true, revealed: true })
  if (access === 'none') return undefined
  const admission = admissionTo(kind, access)
  const author: Person = { boardId: BOARD_ID, participantId: person(`eve${round}x`), role }
  const victim = (kind === 'wall' ? besieged.veraTab : besieged.adaTab).person
  const leases = async () =>
    new Map(
      (await store.load(admission.documentId))?.leases.map((one) => [
        one.clientId,
        one.participantId,
      ]),
    )
  const see = async (): Promise<{ view: View; defect: string | undefined; doc: Y.Doc }> => {
    const owners = await leases()
    const seen = await relay.read(admission.documentId, (doc) => {
      const seen = { kind, author, room: { doc, leases: owners } }
      return { view: viewOf(seen), defect: defectIn(seen), doc: copyOf(doc) }
    })
    if (!seen) throw new Error('the document is gone')
    return seen
  }
  const before = await see()
  const names = Object.keys(ATTACKS[kind])
  const update = (): Uint8Array => {
    const copy = copyOf(before.doc)
    copy.clientID = 10_000 + dice(1_000_000_000)
    if (kind === 'group') {
      const own = { cardId: cardOf(author), columnId: 'apporte', text: 'À moi', at: 1 }
      stickCard(copy, own)
    }
    const victimClient = besieged[kind === 'wall' ? 'veraTab' : 'adaTab'].doc.clientID
    const attacker: Attacker = {
      author,
      victim,
      copy,
      victimClient,
      futureClient: 3_000_000_000 + dice(1000),
      dice,
    }
    return ATTACKS[kind][names[dice(names.length)] ?? 'noise']?.(attacker) ?? new Uint8Array()
  }
  const lines = Array.from({ length: 12 }, () => {
    const line = createLine(Date.now, ignore)
    relay.connect(line.socket, author, admission)
    for (let frames = 2; frames > 0; frames--) line.send(message(dice, update))
    line.deliverUp(2)
    return line
  })
  const frames = Array.from({ length: 1 + dice(3) }, () => message(dice, update))
  const decoded = decodeFrames(encodeFrames(frames))
  if (decoded?.length !== frames.length) return 'frames were lost on their way'
  await relay.exchange(author, admission, decoded)
  const after = await see()
  for (const line of lines) line.cut()
  if (broken.length > 0) return `the alarm rang: ${broken.join()}`
  if (relay.stats().pending > 0) return 'something is pending'
  return objectionTo(before.view, after.view, author) ?? after.defect
}

test.concurrent.for(ROLES)(
  `[F18] [F19] ${FRAMES_PER_ROLE} messages of a %s over sockets and requests: whatever they are, the relay goes on`,
  { timeout: limitMs(120_000) },
  async (role, context) => {
    const seed = runSeed()
    const dice = diceOf(seed + ROLES.indexOf(role))
    const relays = runs(FRAMES_PER_ROLE / FRAMES_PER_RELAY)
    let heapEarly = 0
    for (let count = 0; count < relays; count++) {
      const besieged = await openBesiegedRelay()
      for (let round = 0; round < FRAMES_PER_RELAY / 25; round++) {
        const wrong = await strikeRound(besieged, role, round, dice)
        context.expect([seed, count, round, wrong]).toEqual([seed, count, round, undefined])
      }
      // Ada and Vera have noticed nothing: they go on, and it is SAVED.
      const { adaTab, veraTab, relay } = besieged
      stickCard(adaTab.doc, {
        cardId: cardOf(adaTab.person, 2),
        columnId: 'apporte',
        text: 'Encore moi',
        at: 2,
      })
      await settle(adaTab)
      await settle(veraTab)
      context.expect([adaTab.refused, veraTab.refused]).toEqual([undefined, undefined])
      await relay.stop()
      await besieged.store.close()
      if (count === 0) heapEarly = settledHeap()
    }
    context.expect(settledHeap() - heapEarly).toBeLessThan(HEAP_GROWTH_BYTES)
  },
)

test('no bytes make a decoder of the wire throw', () => {
  const dice = diceOf(runSeed())
  const update = Y.encodeStateAsUpdate(new Y.Doc())
  const kinds = new Map<string, number>()
  for (let count = runs(40_000); count > 0; count--) {
    const bytes = message(dice, () => update)
    const { kind } = parseFrame(bytes)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const wrapped = encodeFrames([bytes, bytes])
    wrapped[dice(wrapped.length)] = dice(256)
    decodeFrames(wrapped.subarray(0, dice(wrapped.length + 1)))
    decodeParcels(wrapped)
    decodeSince(String.fromCharCode(...wrapped.subarray(0, 40)))
  }
  for (const kind of ['step1', 'write', 'awareness', 'unknown', 'malformed'])
    expect([kind, (kinds.get(kind) ?? 0) > 100]).toEqual([kind, true])
})
