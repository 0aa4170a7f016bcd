import type { Admission, Person, Relay } from '@murmure/server/relay/contract'
import {
  decodeRefused,
  decodeSaved,
  MESSAGE,
  SYNC,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '@murmure/shared/protocol/frames'
import {
  isWaiting,
  NOTHING_SENT,
  reduceSaved,
  type SavedCount,
} from '@murmure/client/documents/saved'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

import { createLine, type Line } from './line.ts'

/** A page that has one document open, as y-websocket and `connect.ts` behave on it. */
export type Tab = {
  readonly name: string
  readonly person: Person
  readonly admission: Admission
  readonly isWriter: boolean
  doc: Y.Doc
  line: Line | undefined
  /** The server's content came, on this line. */
  synced: boolean
  saved: SavedCount
  /** What it sent as Update since this replica began, the newest last: a network may send it again. */
  sent: Uint8Array[]
  /** Write frames of this line, in order, and how many of them the server said were SAVED. */
  frames: Uint8Array[]
  told: number
  openedAt: number
  refused: string | undefined
  stuck: number
  /** A fresh page: what it kept is offered to the document once that is there. */
  isReloaded: boolean
  /** Notes that this page keeps until they are SAVED, to stick them again after a reload. */
  kept: { readonly cardId: string; readonly text: string; readonly columnId: string }[]
}

/** What the tests want to see of what the server says, the moment it says it. */
export type Watch = {
  onSaved(tab: Tab, frames: readonly Uint8Array[], count: number): void
  onUpdate(tab: Tab, update: Uint8Array): void
  onStateVector(tab: Tab, stateVector: Uint8Array): void
}

export function createTab(name: string, person: Person, admission: Admission): Tab {
  const tab: Tab = {
    name,
    person,
    admission,
    isWriter: admission.access === 'write',
    doc: new Y.Doc(),
    line: undefined,
    synced: false,
    saved: NOTHING_SENT,
    sent: [],
    frames: [],
    told: 0,
    openedAt: 0,
    refused: undefined,
    stuck: 0,
    isReloaded: false,
    kept: [],
  }
  listen(tab)
  return tab
}

function listen(tab: Tab): void {
  tab.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'server') return
    if (!tab.line?.isOpen()) {
      tab.saved = reduceSaved(tab.saved, { kind: 'changed-offline' })
      return
    }
    tab.sent = [...tab.sent.slice(-20), update]
    sendWrite(tab, 'update', update)
  })
}

export function sendWrite(tab: Tab, frame: 'update' | 'step2', update: Uint8Array): void {
  if (!tab.line?.isOpen()) return
  tab.line.send(frame === 'update' ? syncUpdate(update) : syncStep2(update))
  tab.frames.push(update)
  tab.saved = reduceSaved(tab.saved, { kind: 'sent', frame })
}

export function connect(tab: Tab, relay: Relay, now: () => number, watch: Watch): void {
  tab.frames = []
  tab.told = 0
  tab.synced = false
  tab.openedAt = now()
  tab.saved = reduceSaved(tab.saved, { kind: 'opened' })
  const line = createLine(now, (frame) => watchFrame(tab, frame, watch))
  tab.line = line
  relay.connect(line.socket, tab.person, tab.admission)
  line.send(syncStep1(Y.encodeStateVector(tab.doc)))
}

export function disconnect(tab: Tab): void {
  tab.line?.cut()
  tab.line = undefined
  tab.synced = false
  tab.saved = reduceSaved(tab.saved, { kind: 'closed' })
}

/** Another replica: everything from the local store under a new clientID, or nothing at all. */
export function reload(tab: Tab, keeps: 'all' | 'drafts'): void {
  disconnect(tab)
  const fresh = new Y.Doc()
  if (keeps === 'all') Y.applyUpdate(fresh, Y.encodeStateAsUpdate(tab.doc))
  else tab.saved = NOTHING_SENT
  tab.isReloaded = keeps === 'drafts'
  tab.doc = fresh
  tab.sent = []
  listen(tab)
}

/** Lets frames through to the page. */
export function deliverDown(tab: Tab, count: number): void {
  for (const frame of tab.line?.deliverDown(count) ?? []) take(tab, frame)
  if (tab.line && !tab.line.isOpen() && tab.line.waiting().down === 0) disconnect(tab)
}

function take(tab: Tab, frame: Uint8Array): void {
  const decoder = decoding.createDecoder(frame)
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync: {
      const step = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (step === SYNC.step1) {
        sendWrite(tab, 'step2', Y.encodeStateAsUpdate(tab.doc, body))
        return
      }
      Y.applyUpdate(tab.doc, body, 'server')
      if (step === SYNC.step2) tab.synced = true
      return
    }
    case MESSAGE.saved: {
      const count = decodeSaved(decoding.readVarUint8Array(decoder))
      tab.saved = reduceSaved(tab.saved, { kind: 'saved', count })
      if (!isWaiting(tab.saved)) tab.kept = []
      return
    }
    case MESSAGE.refused:
      tab.refused = decodeRefused(decoding.readVarUint8Array(decoder)) ?? 'unknown'
  }
}

const seen = new WeakSet<Uint8Array>()

/** At the moment the server lets go of a frame: a `kill -9` may follow at once. */
function watchFrame(tab: Tab, frame: Uint8Array, watch: Watch): void {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE.saved) {
    const count = decodeSaved(decoding.readVarUint8Array(decoder))
    watch.onSaved(tab, tab.frames.slice(tab.told, count), count)
    tab.told = count
  }
  if (type !== MESSAGE.sync) return
  const step = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  if (step === SYNC.step1) watch.onStateVector(tab, body)
  else if (!seen.has(frame)) {
    // One buffer for all sockets, and what is durable stays so.
    seen.add(frame)
    watch.onUpdate(tab, body)
  }
}
