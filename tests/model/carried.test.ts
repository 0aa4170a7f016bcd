import { removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import type { CardId } from '@murmure/shared/ids'
import { readBoard } from '@murmure/shared/read-board'
import { writeRoom } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import { buildGroups, templateIn } from '@murmure/shared/templates'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const ADA = 'adaadaadaadaadaa'
const NOTE: CardId = `${ADA}.0000000000000001`
const OFFLINE: CardId = `${ADA}.0000000000000002`

/** Ada's note is filed; then she goes from the first group to the second, after the writing was closed. */
function givenCarried() {
  const { sections, columns, groups: named } = templateIn('fr', 'bilan-et-perspectives')
  let serial = 0
  const groups = buildGroups(named, () => `group${serial++}`.padEnd(16, '_'))
  const [from, to] = [groups[0]?.groupId ?? '', groups[1]?.groupId ?? '']
  const columnId = columns[0]?.columnId ?? ''
  const room = new Y.Doc()
  const session = { ...NEW_SESSION, revealed: true, late: [NOTE, OFFLINE] }
  const meta = { schema: 1 as const, title: 'Essai', locale: 'fr' as const }
  writeRoom(room, { meta, sections, columns, groups, session })
  const docs = new Map(groups.map(({ groupId }) => [groupId, new Y.Doc()]))
  const stick = (groupId: string, cardId: CardId) =>
    stickCard(docs.get(groupId) as Y.Doc, { cardId, columnId, text: cardId, at: 1 })
  const wall = new Y.Doc()
  wall.getMap('placements').set(NOTE, [columnId, null, 'a1'])
  wall.getMap('asides').set(OFFLINE, 'une autre fois')
  stick(from, NOTE)
  stick(to, NOTE)
  stick(to, OFFLINE)
  return { board: () => readBoard(room, wall, docs), docs, from, to }
}

test('a note that is on its way is one note; once through it is the new group’s, where it was filed', () => {
  const { board, docs, from, to } = givenCarried()
  expect(board().cards.filter(({ cardId }) => cardId === NOTE)).toHaveLength(1)
  removeCard(docs.get(from) as Y.Doc, NOTE, { at: 2, by: ADA })
  expect(board().cards.find(({ cardId }) => cardId === NOTE)).toMatchObject({
    groupId: to,
    order: 'a1',
    outcome: { kind: 'kept' },
  })
})

test('a note that came along is not late; one that came without network is', () => {
  expect(givenCarried().board().session.late).toEqual([OFFLINE])
})
