import { correctCard } from '@murmure/shared/actions/edit-card'
import { MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, test } from 'vitest'

import { until } from '../support/until.ts'
import { givenHall, refusals, revoke } from './given.ts'
import { notes, openStock, stick } from './stock.ts'
import { notesInStore } from './stored.ts'

test('[F13] two tabs that speak with each other, one is refused: its act enters by the other neither at once nor with all that it has', async () => {
  const hall = await givenHall()
  const [ada, bob] = [await hall.board.join('Groupe A'), await hall.board.join('Groupe A')]
  const witness = openStock(hall, bob)
  const [one, two] = [openStock(hall, ada, { tabs: true }), openStock(hall, ada, { tabs: true })]
  await until('all are in', () =>
    [witness, one, two].every(({ provider }) => provider.synced && provider.wsconnected),
  )
  const foreign = stick(witness.doc, bob, 'De Bob')
  await until('both have it', () => [one, two].every(({ doc }) => notes(doc).length === 1))

  correctCard(one.doc, foreign, 'De Bob, volée')
  await until('she is refused', () => one.came(MESSAGE.auth).length > 0)
  await until('the other tab has heard of it', () => notes(two.doc)[0]?.endsWith('volée') === true)
  stick(two.doc, ada, 'Du second onglet')
  await until('what is hers is taken', () => notes(witness.doc).length === 2)
  // Asked for all that it has, it brings what it heard from the other: as its own, and is judged so.
  two.provider.disconnect()
  two.provider.connect()
  await until('it is refused as well', () => two.came(MESSAGE.auth).length > 0)
  expect(await refusals(hall.server.url)).toBe(2)
  const reader = openStock(hall, await hall.board.join('Groupe A'))
  await until('a newcomer is in', () => reader.provider.synced)
  for (const { doc } of [witness, reader])
    expect(
      notes(doc)
        .map((note) => note.split(' ').slice(1).join(' '))
        .sort(),
    ).toEqual(['De Bob', 'Du second onglet'])
})

test('[F13] two participants in one browser, one is sent out: nothing of hers enters through his tab, and his own does', async () => {
  const hall = await givenHall()
  const [ada, bob] = [await hall.board.join('Groupe A'), await hall.board.join('Groupe A')]
  const witness = openStock(hall, await hall.board.join('Groupe A'))
  const [hers, his] = [openStock(hall, ada, { tabs: true }), openStock(hall, bob, { tabs: true })]
  await until('all are in', () =>
    [witness, hers, his].every(({ provider }) => provider.synced && provider.wsconnected),
  )
  await revoke(hall, ada)
  await until('she is out', () => hers.codes.length > 0)
  stick(his.doc, bob, 'De Bob')
  stick(hers.doc, ada, 'D’Ada, trop tard')
  await until('his tab has heard of it', () => notes(his.doc).length === 2)
  await until('his is taken', () => notes(witness.doc).length === 1)
  his.provider.disconnect()
  his.provider.connect()
  await until('he is not let through with hers', () => his.came(MESSAGE.auth).length > 0)
  expect(notes(witness.doc)).toHaveLength(1)
  expect(notes(witness.doc)[0]).toContain('De Bob')

  // A page without hers, as ours heals: his note is there, and he goes on.
  const healed = openStock(hall, bob)
  await until('he is in again', () => healed.provider.synced)
  stick(healed.doc, bob, 'Encore de Bob')
  await until('he goes on', () => notes(witness.doc).length === 2)
  await hall.server.kill()
  const kept = await notesInStore(hall.server.dataDir, hall.board)
  expect(kept).toHaveLength(2)
  expect(kept.every((cardId) => cardId.startsWith(bob.participantId))).toBe(true)
})
