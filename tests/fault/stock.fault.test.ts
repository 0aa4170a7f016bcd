import { correctCard } from '@murmure/shared/actions/edit-card'
import { MESSAGE, SUBPROTOCOL } from '@murmure/shared/protocol/frames'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import { givenHall, refusals, scribeOf, upgradeStatus } from './given.ts'
import { notes, openStock, stick, type Stock } from './stock.ts'

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
  expect(await refusals(hall.server.url)).toBe(0)
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
    expect(await upgradeStatus(hall.server.url, adaSession, documentId, protocols)).toBe(401)
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
  expect(await refusals(hall.server.url)).toBe(0)
  expect(await readMetric(hall.server.url, 'murmure_pending_documents')).toBe(0)
})
