import { createTheme } from '@murmure/shared/actions/edit-theme'
import { createId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { BEARER_PREFIX, syncUpdate } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { themesRoot } from '@murmure/shared/wall-doc'
import { expect, test } from 'vitest'

import { documentOf } from '../support/board.ts'
import { until } from '../support/until.ts'
import { byLink, givenHall, revoke, scribeOf, upgradeStatus } from './given.ts'
import type { RealHall } from './hall.ts'
import { openRawSocket } from './raw-socket.ts'
import { notes, noteUpdate, openStock, stick } from './stock.ts'
import { notesInStore } from './stored.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A scribe's socket that takes no notice of being closed, and goes on sending. */
async function openDeaf({ server }: RealHall, session: CreatedSession) {
  const documentId = documentOf(session, 'group', session.groupId)
  const deaf = openRawSocket(server.port, { ...session, documentId })
  expect(await deaf.answer).toMatch(/^HTTP\/1.1 101/)
  return { send: (text: string) => deaf.send(syncUpdate(noteUpdate(session, text))) }
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
  expect(await upgradeStatus(hall.server.url, scribe, groupId, bearer)).toBe(401)
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
