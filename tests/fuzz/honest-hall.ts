import { cardsRoot, readCards } from '@murmure/shared/group-doc'
import type { judge } from '@murmure/server/relay/gate'
import { createRelay } from '@murmure/server/relay/relay'
import { createSectionPolicy } from '@murmure/server/room-doc/section-policy'
import type { Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { writeSession } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import * as Y from 'yjs'

import { createTestBoard, DOCUMENTS } from '../support/hall.ts'
import { diceOf } from './attacker.ts'
import { createFaultyStore, isHeldBy, isReachedBy, NO_FAULTS, someFaults } from './durable.ts'
import { actInGroup, actOnWall, sectionOf, SECTIONS } from './honest-acts.ts'
import { AFTER_REVEAL, disturb, isQuiet, SEATS, sitDown, stickAgain } from './honest-seats.ts'
import { plainOf } from './oracle.ts'
import { connect, deliverDown, disconnect, type Tab, type Watch } from './tab.ts'

const BOARD_ID = DOCUMENTS.a.boardId
const NOON = 1_780_000_000_000
/** After this long on its way a frame is lost with its connection: nobody's round trip is longer. */
const ROUND_TRIP_MS = 1_500
/** What a person still finishes after their page told them that a section closes. */
const FINISH_MS = 2_000

/** What may be replaced, to see whether it would be noticed. */
export type HallSubject = {
  readonly gate?: typeof judge
  /** Around the store that one process sees. */
  readonly storeOf?: (store: Store) => Store
}

export type Tally = Map<string, number>

export type HallOptions = {
  readonly seed: number
  /** So many acts of people, each a change of a document. */
  readonly acts: number
  readonly tally: Tally
  readonly subject?: HallSubject
  readonly store?: Store
  /** What stands in group A before anybody comes. */
  readonly begin?: (doc: Y.Doc) => void
}

/**
 * An assembly over the real relay, in one process: who acts, what the network lets through and when, when the
 * store fails and when the process is killed falls as the dice do. Resolves to what went wrong, if anything.
 */
export async function playHall(options: HallOptions): Promise<string | undefined> {
  const hall = await openHall(options)
  try {
    while (hall.acts() < options.acts && hall.problem() === undefined) await hall.step()
    if (hall.problem() === undefined) await hall.finish()
    return hall.problem()
  } finally {
    await hall.close()
  }
}

async function openHall({
  seed,
  tally,
  subject = {},
  store = createMemoryStore(),
  begin,
}: HallOptions) {
  const dice = diceOf(seed)
  const clock = { now: NOON }
  const now = () => clock.now
  const faulty = createFaultyStore(store)
  const saved: { readonly documentId: string; readonly frame: Uint8Array }[] = []
  const tabs: Tab[] = []
  const closedSince = new Map<string, number>()
  let problem: string | undefined
  let acts = 0
  let isRevealed = false

  const count = (name: string) => void tally.set(name, (tally.get(name) ?? 0) + 1)
  const object = (text: string) => {
    problem ??= `seed ${seed}, act ${acts}: ${text}`
  }
  const watch: Watch = {
    onSaved(tab, frames) {
      const { documentId } = tab.admission
      for (const frame of frames) {
        saved.push({ documentId, frame })
        if (!isHeldBy(faulty.durable(documentId), frame)) object(`${tab.name}: SAVED too early`)
      }
    },
    onUpdate(tab, update) {
      if (!isHeldBy(faulty.durable(tab.admission.documentId), update))
        object(`${tab.name} was sent what is not durable`)
    },
    onStateVector(tab, stateVector) {
      if (!isReachedBy(faulty.durable(tab.admission.documentId), stateVector))
        object(`${tab.name} was asked for what is not durable`)
    },
  }
  function startProcess() {
    const { store: own, kill } = faulty.newProcess()
    const policy = createSectionPolicy({ now, store: own, onLate: () => count('late note') })
    const relay = createRelay({
      store: subject.storeOf?.(own) ?? own,
      now,
      log: {
        warn: (details, message) => noteLog(details, message),
        error: (_details, message) => {
          count(`log: ${message}`)
          if (message === 'a tick broke a room') object(message)
        },
      },
      writing: policy,
      timing: { sweepMs: 40, idleUnloadMs: 200, storeLimitMs: 200, loadLimitMs: 200 },
      rate: GENEROUS,
      ...(subject.gate && { gate: subject.gate }),
    })
    return { relay, policy, kill }
  }

  function noteLog(details: object, message: string): void {
    count(`log: ${message}`)
    if ('why' in details) object(`refused: ${JSON.stringify(details)}`)
  }

  async function tellSections(): Promise<void> {
    const open = Object.keys(SECTIONS).filter((sectionId) => !closedSince.has(sectionId))
    const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
    const meta = { schema: 1, title: 'Essai', locale: 'fr' } as const
    const session = { ...NEW_SESSION, open, revealed: isRevealed }
    const room = { meta, sections, columns, groups: [], session }
    const row = await store.getBoard(BOARD_ID)
    if (row) await store.updateBoard({ ...row, version: row.version + 1, room }, [])
    running.policy.learn(BOARD_ID, room)
    const written = running.relay.write(DOCUMENTS.room.documentId, (doc) =>
      writeSession(doc, { open, revealed: isRevealed }),
    )
    // A store that fails takes the server's own writing with it; who asked is told.
    written.catch(() => count('the server’s writing failed'))
  }

  await createTestBoard(store)
  let running = startProcess()
  if (begin) await running.relay.write(DOCUMENTS.a.documentId, begin)
  tabs.push(...sitDown(SEATS))
  for (const section of Object.keys(SECTIONS)) closedSince.delete(section)
  await tellSections()
  faulty.setFaults(someFaults(dice))

  const isOpenFor = (tab: Tab) => (columnId: string) => {
    if (tab.person.role !== 'participant' || !tab.line?.isOpen()) return true
    const since = closedSince.get(sectionOf(columnId) ?? '')
    return since === undefined || now() < Math.max(since, tab.openedAt) + FINISH_MS
  }

  function actAs(tab: Tab): void {
    const before = tab.doc
    const listener = () => void (acts += 1)
    before.on('update', listener)
    if (tab.admission.kind === 'group') actInGroup(tab, dice, isOpenFor(tab))
    else actOnWall(tab, cardIds(), dice)
    before.off('update', listener)
  }

  const cardIds = (): readonly string[] => [
    ...cardsRoot(faulty.durable(DOCUMENTS.a.documentId)).keys(),
  ]

  /** Each way as far as the dice say; what waits for longer than a round trip comes through whole. */
  function carry(tab: Tab): void {
    const { line } = tab
    if (!line) return
    const isOverdue = now() - (line.waitingSince() ?? now()) > ROUND_TRIP_MS
    line.deliverUp(isOverdue ? Number.POSITIVE_INFINITY : dice(4))
    deliverDown(tab, isOverdue ? 1_000_000 : dice(5))
    const code = line.closedWith()
    if (code !== undefined && code >= 4400) object(`${tab.name} was closed with ${code}`)
    if (tab.refused !== undefined) object(`${tab.name} was refused: ${tab.refused}`)
    if (tab.synced) stickAgain(tab, isOpenFor(tab), count)
  }

  async function happen(): Promise<void> {
    const what = dice(400)
    if (what < 6) {
      const sectionId = Object.keys(SECTIONS)[dice(2)] ?? 'bilan'
      if (closedSince.has(sectionId)) closedSince.delete(sectionId)
      else closedSince.set(sectionId, now())
      count('section opened or closed')
      await tellSections()
    } else if (what < 8 && !isRevealed && acts > 100) {
      isRevealed = true
      count('revealed')
      tabs.push(...sitDown(AFTER_REVEAL))
      await tellSections()
    } else if (what < 10) await kill()
    else if (what === 10) await restart()
  }

  async function kill(): Promise<void> {
    count('killed')
    running.kill()
    for (const tab of tabs) {
      if (dice(2) === 0) deliverDown(tab, dice(4))
      disconnect(tab)
    }
    void running.relay.stop()
    await checkStored()
    running = startProcess()
  }

  async function restart(): Promise<void> {
    count('restarted')
    await running.relay.stop()
    running.kill()
    for (const tab of tabs) disconnect(tab)
    await checkStored()
    running = startProcess()
  }

  /** What the store gives to the next process is what was durable, and all that was ever SAVED. */
  async function checkStored(): Promise<void> {
    for (const { documentId, kind } of Object.values(DOCUMENTS)) {
      const stored = await store.load(documentId)
      const doc = new Y.Doc()
      if (stored?.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
      for (const row of stored?.rows ?? []) Y.applyUpdate(doc, row.bytes)
      if (plainOf(doc, kind) !== plainOf(faulty.durable(documentId), kind))
        object(`${documentId}: the store does not hold what was committed`)
      for (const told of saved) {
        if (told.documentId === documentId && !isHeldBy(doc, told.frame))
          object(`${documentId}: something SAVED is not in the store`)
      }
    }
    saved.length = 0
  }

  async function pause(): Promise<void> {
    clock.now += 20 + dice(80)
    await new Promise((resolve) => setTimeout(resolve, dice(10)))
  }

  return {
    acts: () => acts,
    problem: () => problem,
    async step() {
      const tab = tabs[dice(tabs.length)] as Tab
      if (!tab.line && dice(6) === 0) connect(tab, running.relay, now, watch)
      if (tab.isWriter && dice(10) < 7) actAs(tab)
      if (dice(3) === 0) for (const each of tabs) carry(each)
      if (dice(25) === 0) disturb(tab, { dice, count, durable: (id) => faulty.durable(id) })
      await happen()
      if (dice(6) === 0) await pause()
    },
    /** The network and the store are well again: everybody comes to hold the same, and to know it. */
    async finish() {
      faulty.setFaults(NO_FAULTS)
      for (let round = 0; round < 600 && problem === undefined; round++) {
        for (const tab of tabs) {
          if (!tab.line) connect(tab, running.relay, now, watch)
          tab.line?.deliverUp(Number.POSITIVE_INFINITY)
          carry(tab)
        }
        await pause()
        if (round > 20 && tabs.every(isQuiet)) break
      }
      for (const tab of tabs) {
        if (!isQuiet(tab)) object(`${tab.name} never knows: ${JSON.stringify(tab.saved)}`)
      }
      await checkStored()
      for (const tab of tabs) compare(tab)
    },
    async close() {
      for (const tab of tabs) disconnect(tab)
      await running.relay.stop()
      await store.close()
    },
  }

  function compare(tab: Tab): void {
    const { documentId, kind } = tab.admission
    const wanted = faulty.durable(documentId)
    if (plainOf(tab.doc, kind) !== plainOf(wanted, kind)) object(`${tab.name} has something else`)
    if (!Y.equalSnapshots(Y.snapshot(tab.doc), Y.snapshot(wanted)))
      object(`${tab.name} has another history`)
    for (const { text } of kind === 'group' ? readCards(tab.doc, 'a') : []) {
      if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text))
        object(`${tab.name} has half a sign`)
    }
  }
}

/** How fast a person may be is another test's matter. */
const GENEROUS = {
  framesPerSecond: 1e6,
  framesAtOnce: 1e6,
  bytesPerSecond: 1e9,
  bytesAtOnce: 1e9,
}
