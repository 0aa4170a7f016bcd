import { createCounters } from '@murmure/server/room-doc/counters'
import type { DocumentRow } from '@murmure/server/storage/contract'
import { setCardAside } from '@murmure/shared/actions/arrange-cards'
import { readRoom, writeSession } from '@murmure/shared/room-doc'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'

const BOARD = 'AAAAAAAAAAAAAAAA'
const AUTHOR = 'PPPPPPPPPPPPPPPP'
const [FIRST, SECOND] = ['GGGGGGGGGGGGGGGG', 'HHHHHHHHHHHHHHHH']
const ROOM: DocumentRow = { documentId: 'RRRRRRRRRRRRRRRR.1', boardId: BOARD, kind: 'room' }
const WALL: DocumentRow = { documentId: 'WWWWWWWWWWWWWWWW.1', boardId: BOARD, kind: 'wall' }
const [ONE, OTHER] = [groupRow('CCCCCCCCCCCCCCCC.1', FIRST), groupRow('DDDDDDDDDDDDDDDD.1', SECOND)]

let docs: Map<string, Y.Doc>
let reads: string[]
let counted: () => Promise<unknown>
let count: (document: DocumentRow) => void

beforeEach(() => {
  const rows = [ROOM, WALL, ONE, OTHER]
  docs = new Map(rows.map(({ documentId }) => [documentId, new Y.Doc()]))
  reads = []
  const due: (() => void)[] = []
  count = createCounters({
    store: { listDocuments: () => Promise.resolve(rows) },
    relay: {
      read(documentId, read) {
        reads.push(documentId)
        return Promise.resolve(read(docOf(documentId)))
      },
      write(documentId, write) {
        docOf(documentId).transact(() => write(docOf(documentId)))
        return Promise.resolve()
      },
    },
    log: { error: fail, warn: fail },
    later: (task) => due.push(task),
  })
  counted = async () => {
    for (const task of due.splice(0)) task()
    await new Promise((resolve) => setImmediate(resolve))
    return readRoom(docOf(ROOM.documentId)).session.counters
  }
})

test('a note is counted until it is set aside, taken back or removed, and again when it is put back', async () => {
  stick(ONE, 1)
  const [aside, removed] = [stick(ONE, 2), stick(ONE, 3)]
  stick(OTHER, 4)
  count(ONE)
  count(OTHER)
  expect(await counted()).toEqual({ [FIRST]: { apporte: 3 }, [SECOND]: { apporte: 1 } })

  docOf(ONE.documentId)
    .getMap<Y.Map<unknown>>('cards')
    .get(removed)
    ?.set('removed', by('QQQQQQQQQQQQQQQQ'))
  count(ONE)
  setCardAside(docOf(WALL.documentId), aside, 'hors sujet')
  count(WALL)
  expect(await counted()).toEqual({ [FIRST]: { apporte: 1 }, [SECOND]: { apporte: 1 } })

  docOf(WALL.documentId).getMap('asides').delete(aside)
  count(WALL)
  expect(await counted()).toEqual({ [FIRST]: { apporte: 2 }, [SECOND]: { apporte: 1 } })
})

test('what is done on a wall that is unveiled counts no group again', async () => {
  stick(ONE, 1)
  writeSession(docOf(ROOM.documentId), { revealed: true })
  count(WALL)
  await counted()
  expect(reads).toContain(ROOM.documentId)
  expect(reads).not.toContain(ONE.documentId)
})

function groupRow(documentId: string, groupId: string): DocumentRow {
  return { documentId, boardId: BOARD, kind: 'group', groupId }
}

function docOf(documentId: string): Y.Doc {
  const doc = docs.get(documentId)
  if (!doc) throw new Error(`no document ${documentId}`)
  return doc
}

const fail = (_details: object, message: string) => expect.unreachable(message)
const by = (participantId: string) => ({ at: 1, by: participantId })

function stick({ documentId }: DocumentRow, number: number): string {
  const cardId = `${AUTHOR}.${'note'.padEnd(15, '_')}${number}`
  const card = new Y.Map<unknown>([['columnId', 'apporte']])
  docOf(documentId).getMap('cards').set(cardId, card)
  return cardId
}
