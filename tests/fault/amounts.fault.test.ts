import { removeCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'

import { until } from '../support/until.ts'
import { givenHall, refusals } from './given.ts'
import { groupClient } from './hall.ts'

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
  expect(await refusals(hall.server.url)).toBe(3)
})
