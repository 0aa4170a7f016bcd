import type { DocumentConnection, DocumentStatus } from '@murmure/client/documents/connect'
import { createHealing, type Healing, placeOf } from '@murmure/client/documents/healing'
import { createUndoStack, type UndoTarget } from '@murmure/client/documents/undo'
import { placeCards, rewordCard } from '@murmure/shared/actions/arrange-cards'
import type { Change } from '@murmure/shared/actions/change'
import { removeCard } from '@murmure/shared/actions/edit-card'
import { createTheme, renameTheme } from '@murmure/shared/actions/edit-theme'
import { reoffer } from '@murmure/shared/actions/reoffer'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { readWall } from '@murmure/shared/wall-doc'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'

const ME = 'participant-0000'
const OTHER = 'participant-0001'
const COLUMN = 'column-000000000'
const GROUP = 'group-0000000000'
const CARD = `${ME}.card-00000000000`
const THEME = 'theme-0000000000'
const WALL: UndoTarget = { kind: 'wall' }
const GROUP_TARGET: UndoTarget = { kind: 'group', groupId: GROUP }

const cardIdOf = (author: string, index: number): string =>
  `${author}.card-${String(index).padStart(11, '0')}`

/** A document's connection, as far as healing looks at it. */
function connectionOf(target: UndoTarget, doc: Y.Doc, access: 'read' | 'write' = 'write') {
  const status: { -readonly [Key in keyof DocumentStatus]: DocumentStatus[Key] } = {
    state: 'online',
    waiting: true,
    pending: 1,
    synced: true,
    notice: undefined,
  }
  const connection: DocumentConnection = {
    document: {
      documentId: 'document-0000000.0',
      kind: target.kind,
      access,
      ...(target.kind === 'group' && { groupId: target.groupId }),
    },
    doc,
    status: () => status,
    renew: () => undefined,
    probe: () => undefined,
    wait: () => undefined,
    correcting: () => undefined,
    close: () => undefined,
  }
  return { connection, status }
}

/** One place of a hall, whose document can be replaced by what the server has. */
function makePlace(target: UndoTarget) {
  const healing: Healing = createHealing(() => ME)
  const server = new Y.Doc()
  let present = connectionOf(target, copyOf(server))
  return {
    healing,
    server,
    doc: () => present.connection.doc,
    connection: () => present.connection,
    did: (changes: readonly Change[]): void => healing.acted(present.connection, changes),
    save: (): void => {
      Y.applyUpdate(server, Y.encodeStateAsUpdate(present.connection.doc))
      present.status.waiting = false
      healing.advance(present.connection)
      present.status.waiting = true
    },
    /** The fresh document, with the server's content; what it then says. */
    replace: (loss: 'refused' | 'raised' = 'refused'): boolean => {
      if (!healing.keep(present.connection, loss)) return false
      present = connectionOf(target, new Y.Doc())
      present.status.synced = false
      expect(healing.advance(present.connection)).toBe(false)
      expect(healing.isFrozen(placeOf(target))).toBe(true)
      Y.applyUpdate(present.connection.doc, Y.encodeStateAsUpdate(server))
      present.status.synced = true
      expect(healing.advance(present.connection)).toBe(true)
      expect(healing.isFrozen(placeOf(target))).toBe(false)
      return true
    },
  }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

const place = (themeId: string | null, order = 'a0') => ({
  cardId: CARD,
  columnId: COLUMN,
  themeId,
  order,
})
const NEW_THEME = { themeId: THEME, title: 'La veille', columnId: COLUMN, order: 'a0' }
const makeTheme = (doc: Y.Doc): readonly Change[] => [
  { path: ['themes', THEME, 'removed'], before: { at: 1, by: ME }, mine: undefined },
  ...createTheme(doc, NEW_THEME, [{ cardId: CARD, order: 'a0' }]),
]

describe('a facilitator whose wall is refused', () => {
  it('keeps what was not saved: a theme with its title and notes, a place, a wording', () => {
    const hall = makePlace(WALL)
    hall.did(makeTheme(hall.doc()))
    hall.did(renameTheme(hall.doc(), THEME, 'La veille sociale'))
    hall.did(rewordCard(hall.doc(), CARD, 'Mieux dit'))
    hall.replace()
    const wall = readWall(hall.doc())
    expect(wall.themes).toMatchObject([{ themeId: THEME, title: 'La veille sociale' }])
    expect(wall.placements.get(CARD)).toEqual([COLUMN, THEME, 'a0'])
    expect(wall.wordings.get(CARD)).toBe('Mieux dit')
    expect(hall.healing.news()).toMatchObject({ lost: 0 })
  })

  it('offers nothing again that was saved and that others changed since', () => {
    const hall = makePlace(WALL)
    hall.did(rewordCard(hall.doc(), CARD, 'Mieux dit'))
    hall.save()
    rewordCard(hall.server, CARD, undefined)
    hall.replace()
    expect(readWall(hall.doc()).wordings.size).toBe(0)
  })

  it('leaves what others wrote in the meantime, and hands back the words that were not taken', () => {
    const hall = makePlace(WALL)
    hall.did(rewordCard(hall.doc(), CARD, 'Mes mots'))
    rewordCard(hall.server, CARD, 'Ses mots')
    hall.replace()
    expect(readWall(hall.doc()).wordings.get(CARD)).toBe('Ses mots')
    expect(hall.healing.news()).toEqual({ taken: 0, lost: 1, lostWords: ['Mes mots'] })
  })

  it('is not given twice what it had taken back', () => {
    const hall = makePlace(WALL)
    const undo = createUndoStack<string>(
      () => hall.doc(),
      (_target, changes) => hall.did(changes),
    )
    undo.push('place', WALL, placeCards(hall.doc(), [place(null)]))
    undo.undo()
    hall.replace()
    expect(readWall(hall.doc()).placements.size).toBe(0)
  })

  it('undoes after the healing what was done before it', () => {
    const hall = makePlace(WALL)
    const undo = createUndoStack<string>(
      () => (hall.healing.isFrozen(placeOf(WALL)) ? undefined : hall.doc()),
      (_target, changes) => hall.did(changes),
    )
    undo.push('reword', WALL, rewordCard(hall.doc(), CARD, 'Mieux dit'))
    hall.healing.keep(hall.connection(), 'refused')
    expect(undo.undo()).toEqual({ kind: 'nothing' })
    hall.replace()
    expect(undo.undo()).toEqual({ kind: 'reverted', name: 'reword' })
    expect(readWall(hall.doc()).wordings.size).toBe(0)
  })

  it('survives a second refusal, and stops after three that nothing was saved between', () => {
    const hall = makePlace(WALL)
    hall.did(rewordCard(hall.doc(), CARD, 'Mieux dit'))
    for (let refusal = 0; refusal < 3; refusal++) expect(hall.replace()).toBe(true)
    expect(readWall(hall.doc()).wordings.get(CARD)).toBe('Mieux dit')
    expect(hall.replace()).toBe(false)
    expect(hall.healing.words([hall.connection()])).toEqual(['Mieux dit'])
    hall.save()
    expect(hall.replace()).toBe(true)
  })

  it('keeps its words where its place was taken away for good', () => {
    const hall = makePlace(WALL)
    hall.did(makeTheme(hall.doc()))
    hall.did(placeCards(hall.doc(), [place(THEME, 'a1')]))
    hall.healing.keep(hall.connection(), 'refused')
    expect(hall.healing.words([])).toEqual(['La veille'])
  })
})

describe('a generation that was raised', () => {
  it('gets every own note that the copy lacks, saved or not, and none twice', () => {
    const hall = makePlace(GROUP_TARGET)
    const stick = (doc: Y.Doc, author: string, index: number) =>
      stickCard(doc, { cardId: cardIdOf(author, index), columnId: COLUMN, text: 'Note', at: index })
    // In the copy.
    for (const index of [1, 2]) stick(hall.server, ME, index)
    stick(hall.server, OTHER, 1)
    Y.applyUpdate(hall.doc(), Y.encodeStateAsUpdate(hall.server))
    // After it: mine, somebody else's, and one that I took away.
    for (const index of [3, 4]) stick(hall.doc(), ME, index)
    stick(hall.doc(), OTHER, 2)
    removeCard(hall.doc(), cardIdOf(ME, 4), { at: 5, by: ME })
    hall.replace('raised')
    const cards = readCards(hall.doc(), GROUP)
    expect(cards.map(({ cardId }) => cardId).sort()).toEqual([
      cardIdOf(ME, 1),
      cardIdOf(ME, 2),
      cardIdOf(ME, 3),
      cardIdOf(OTHER, 1),
    ])
    hall.save()
    hall.replace('raised')
    expect(readCards(hall.doc(), GROUP)).toHaveLength(4)
  })

  it('leaves a note that is there with the words that it has there', () => {
    const hall = makePlace(GROUP_TARGET)
    stickCard(hall.server, { cardId: CARD, columnId: COLUMN, text: 'Corrigée', at: 1 })
    stickCard(hall.doc(), { cardId: CARD, columnId: COLUMN, text: 'Telle quelle', at: 1 })
    hall.replace('raised')
    expect(readCards(hall.doc(), GROUP)).toMatchObject([{ text: 'Corrigée' }])
  })

  it('is the only reason to bring back a note that was saved', () => {
    const hall = makePlace(GROUP_TARGET)
    stickCard(hall.doc(), { cardId: CARD, columnId: COLUMN, text: 'Note', at: 1 })
    hall.replace('refused')
    expect(readCards(hall.doc(), GROUP)).toEqual([])
  })

  it('leaves the wall as the copy has it, but for what was never saved', () => {
    const hall = makePlace(WALL)
    hall.did(placeCards(hall.doc(), [place(null)]))
    hall.healing.advance({
      ...hall.connection(),
      status: () => ({ ...hall.connection().status(), waiting: false }),
    })
    hall.did(rewordCard(hall.doc(), CARD, 'Pas encore'))
    hall.replace('raised')
    const wall = readWall(hall.doc())
    expect(wall.placements.size).toBe(0)
    expect(wall.wordings.get(CARD)).toBe('Pas encore')
  })
})

describe('what is offered again', () => {
  it('is one update, and nothing where all is there', () => {
    const old = new Y.Doc()
    const unsaved = { made: [], changes: makeTheme(old) }
    let updates = 0
    old.on('update', () => updates++)
    expect(reoffer(old, unsaved).taken).toEqual({ made: [], changes: [] })
    expect(updates).toBe(0)
  })

  it('is not a field of an entry that the document lacks', () => {
    const fresh = new Y.Doc()
    const change: Change = { path: ['themes', THEME, 'order'], before: undefined, mine: 'a1' }
    const { taken, overwritten } = reoffer(fresh, { made: [], changes: [change] })
    expect(taken.changes).toEqual([])
    expect(overwritten).toEqual([change])
  })

  it('is not done where a reader has only the fresh document to look at', () => {
    const healing = createHealing(() => ME)
    const writer = connectionOf(WALL, new Y.Doc())
    healing.acted(writer.connection, rewordCard(writer.connection.doc, CARD, 'Mieux dit'))
    healing.keep(writer.connection, 'refused')
    const reader = connectionOf(WALL, new Y.Doc(), 'read')
    expect(healing.advance(reader.connection)).toBe(true)
    expect(readWall(reader.connection.doc).wordings.size).toBe(0)
  })
})
