import { createUndoStack } from '@murmure/client/documents/undo'
import { correctCard, removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const CARD = 'adaadaadaadaadaa.0000000000000001'
const GROUP = { kind: 'group', groupId: 'groupA' } as const

/** Ada has stuck a note and corrected it; both are steps that she may take back. */
function given() {
  const page = { doc: new Y.Doc() }
  const stack = createUndoStack<string>(() => page.doc)
  stickCard(page.doc, { cardId: CARD, columnId: 'apporte', text: 'Un lieu', at: 1 })
  stack.push('correct', GROUP, correctCard(page.doc, CARD, 'Un lieu ouvert'))
  const [words, removed] = [
    () => readCards(page.doc, GROUP.groupId)[0]?.text,
    () => readCards(page.doc, GROUP.groupId)[0]?.removed,
  ]
  return { page, stack, words, removed }
}

test('[F51] a correction that a scribe has corrected since: said, and nothing is touched', () => {
  const { page, stack, words } = given()
  correctCard(page.doc, CARD, 'Un lieu ouvert à tous')
  expect(stack.undo()).toEqual({ kind: 'overwritten', name: 'correct' })
  expect(words()).toBe('Un lieu ouvert à tous')
})

test('[F51] taking a removal back leaves a correction that came between', () => {
  const { page, stack, words, removed } = given()
  stack.push('remove', GROUP, removeCard(page.doc, CARD, { at: 2, by: 'adaadaadaadaadaa' }))
  correctCard(page.doc, CARD, 'Corrigée par la table')
  expect(stack.undo()).toEqual({ kind: 'reverted', name: 'remove' })
  expect([words(), removed()]).toEqual(['Corrigée par la table', undefined])
  expect(stack.undo()).toEqual({ kind: 'overwritten', name: 'correct' })
})

test('[F51] after healing the stack goes on, on a document that never knew the old one', () => {
  const { page, stack, words } = given()
  const healed = new Y.Doc()
  stickCard(healed, { cardId: CARD, columnId: 'apporte', text: 'Un lieu ouvert', at: 1 })
  page.doc.destroy()
  page.doc = healed
  expect(stack.undo()).toEqual({ kind: 'reverted', name: 'correct' })
  expect(words()).toBe('Un lieu')
  expect(stack.undo()).toEqual({ kind: 'nothing' })
})
