import { once } from 'node:events'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import {
  BEARER_PREFIX,
  MESSAGE,
  SUBPROTOCOL,
  SYNC,
  syncStep2,
  syncUpdate,
} from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import type { Author } from '@murmure/server/relay/policy'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

import { residentBytes } from '../bench/usage.ts'
import { type Attacker, diceOf } from '../fuzz/attacker.ts'
import { GROUP_ATTACKS } from '../fuzz/attacks.ts'
import { defectIn, objectionTo, plainOf, viewOf } from '../fuzz/oracle.ts'
import { documentOf } from '../support/board.ts'
import { cardOf, copyOf, textOf } from '../support/gate-case.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { runs, runSeed } from '../support/seed.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { givenClient, givenHall, refusals, scribeOf } from './given.ts'
import type { RealHall } from './hall.ts'
import { openStock } from './stock.ts'
import { readStored } from './stored.ts'

/** Of each kind of attack, together, over a socket each: who is refused is read no more. */
const AT_ONCE = 6
/** What the process may have grown by after the first round: frames of 64 KB, six at once, and their garbage. */
const RSS_GROWTH_BYTES = 48 * 1024 * 1024

const NOTHING = syncStep2(Y.encodeStateAsUpdate(new Y.Doc()))

/** One frame over a socket of its own. Resolves when the server has answered it: taken, refused, or cut. */
async function strike(
  { server }: RealHall,
  { boardId, token, documents, groupId }: CreatedSession,
  frame: Uint8Array,
): Promise<void> {
  const documentId = documents.find((document) => document.groupId === groupId)?.documentId
  const url = `${server.url.replace('http', 'ws')}/sync/${boardId}/${documentId}`
  const socket = new WebSocket(url, [SUBPROTOCOL, BEARER_PREFIX + token])
  let [sent, isAnswered] = [0, false]
  const send = (bytes: Uint8Array) => {
    socket.send(bytes)
    sent += 1
  }
  socket.on('message', (data: Buffer) => {
    if (data[0] === MESSAGE.refused) isAnswered = true
    // It builds on what the server lacks: asked for that, there is nothing.
    if (data[0] === MESSAGE.sync && data[1] === SYNC.step1) send(NOTHING)
    if (data[0] === MESSAGE.saved && data[2] === sent) isAnswered = true
  })
  socket.on('close', () => (isAnswered = true))
  await once(socket, 'open')
  send(frame)
  await until('it is answered', () => isAnswered)
  socket.terminate()
}

const authorOf = ({ participantId, role }: CreatedSession): Author => ({ participantId, role })

/** Sticks the note that the attacks take for this person's own. */
async function enter(hall: RealHall, session: CreatedSession): Promise<BareClient> {
  const client = givenClient(hall, session)
  await client.open()
  const cardId = cardOf(authorOf(session))
  stickCard(client.doc, { cardId, columnId: 'apporte', text: 'À moi', at: 1 })
  await until('it is SAVED', () => client.isSaved())
  return client
}

/** What a stock client that comes now is given. */
async function readAsNewcomer(hall: RealHall, session: CreatedSession): Promise<Y.Doc> {
  const doc = new Y.Doc()
  // No chance in it: the oracle looks at how far each clientID is.
  doc.clientID = 1
  const { provider } = openStock(hall, session, { doc })
  await until('a newcomer has all', () => provider.synced)
  provider.destroy()
  return doc
}

test.for(['participant', 'scribe'] as const)(
  '[F18] hundreds of crafted updates of a %s, of every known kind: nothing foreign changes, no other client stumbles, the process has no more in memory',
  async (role) => {
    const stumbles = vi.spyOn(console, 'error')
    const hall = await givenHall()
    const { pid, url, dataDir } = hall.server
    const ada = await enter(hall, await hall.board.join('Groupe A'))
    const reader = await hall.board.join('Groupe A')
    const witness = openStock(hall, reader)
    const leases = new Map([[ada.doc.clientID, ada.session.participantId]])
    let strikes = 0
    let rssEarly = 0

    for (let round = 0; round < runs(2); round++) {
      const joined = await hall.board.join('Groupe A')
      const session = role === 'scribe' ? await scribeOf(hall, joined) : joined
      const own = await enter(hall, session)
      const author = authorOf(session)
      const copy = await readAsNewcomer(hall, reader)
      let before = viewOf({ kind: 'group', author, room: { doc: copy, leases } })
      for (const [kind, [name, attack]] of Object.entries(GROUP_ATTACKS).entries()) {
        const known = await readAsNewcomer(hall, reader)
        const frames = Array.from({ length: AT_ONCE }, (_, number) => {
          const dice = diceOf(runSeed() + (round * 1_000 + kind) * AT_ONCE + number)
          const attacker: Attacker = {
            author,
            victim: authorOf(ada.session),
            copy: copyOf(known),
            victimClient: ada.doc.clientID,
            futureClient: 3_000_000_000 + dice(1_000),
            dice,
          }
          attacker.copy.clientID = 10_000 + dice(1_000_000_000)
          return (number % 2 === 0 ? syncUpdate : syncStep2)(attack(attacker))
        })
        await Promise.all(frames.map((frame) => strike(hall, session, frame)))
        strikes += frames.length
        const doc = await readAsNewcomer(hall, reader)
        const seen = { kind: 'group', author, room: { doc, leases } } as const
        const after = viewOf(seen)
        expect([name, objectionTo(before, after, author), defectIn(seen)]).toEqual([
          name,
          undefined,
          undefined,
        ])
        before = after
      }
      own.vanish()
      if (round === 0) rssEarly = await residentBytes(pid)
    }
    expect(await refusals(url)).toBeGreaterThan(strikes / 4)
    // The alarm behind the gate had nothing to ring for.
    expect((await readMetrics(url)).get('murmure_reloads_total{why="update"}') ?? 0).toBe(0)
    expect(await readMetric(url, 'murmure_pending_documents')).toBe(0)
    expect((await residentBytes(pid)) - rssEarly).toBeLessThan(RSS_GROWTH_BYTES)

    // The victim goes on under the clientID that was struck at, and all have the same.
    correctCard(ada.doc, cardOf(authorOf(ada.session)), 'Encore moi')
    await until('hers is SAVED', () => ada.isSaved())
    const heard = () => textOf(witness.doc, cardOf(authorOf(ada.session))).toString()
    await until('a neighbour has it', () => heard() === 'Encore moi')
    const last = await readAsNewcomer(hall, reader)
    const all = [ada.doc, witness.doc, last].map((doc) => plainOf(doc, 'group'))
    expect(new Set(all).size).toBe(1)
    expect([ada.closed(), ada.count(MESSAGE.refused), witness.codes]).toEqual([undefined, 0, []])
    expect(stumbles).not.toHaveBeenCalled()
    await hall.server.kill()
    const documentId = documentOf(ada.session, 'group', ada.session.groupId)
    expect(plainOf((await readStored(dataDir, documentId)).doc, 'group')).toBe(all[0])
  },
)
