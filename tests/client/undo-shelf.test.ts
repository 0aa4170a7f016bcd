import { createUndoShelf } from '@murmure/client/documents/undo-shelf'
import { createUndoStack } from '@murmure/client/documents/undo'
import { setValue } from '@murmure/shared/actions/change'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

type Name = 'place' | 'merge'
const isName = (name: string): name is Name => name === 'place' || name === 'merge'

function makeTab() {
  const kept = new Map<string, string>()
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const doc = new Y.Doc()
  const open = (key = 'board/person') =>
    createUndoStack<Name>(
      () => doc,
      () => undefined,
      createUndoShelf<Name>({ key, isName, store }),
    )
  const place = (stack: ReturnType<typeof open>, where: string) =>
    stack.push('place', { kind: 'wall' }, setValue(doc, ['placements', 'card'], where))
  return { kept, doc, open, place, present: () => doc.getMap('placements').get('card') }
}

test('who comes back to the page takes back what was done before, in its order', () => {
  const tab = makeTab()
  const before = tab.open()
  tab.place(before, 'here')
  tab.place(before, 'there')

  const after = tab.open()
  expect(after.undo()).toEqual({ kind: 'reverted', name: 'place' })
  expect(tab.present()).toBe('here')
  expect(after.undo()).toEqual({ kind: 'reverted', name: 'place' })
  expect(tab.present()).toBeUndefined()
  expect(tab.open().undo()).toEqual({ kind: 'nothing' })
})

test('what somebody changed meanwhile stays as they left it', () => {
  const tab = makeTab()
  tab.place(tab.open(), 'here')
  setValue(tab.doc, ['placements', 'card'], 'elsewhere')

  expect(tab.open().undo()).toEqual({ kind: 'overwritten', name: 'place' })
  expect(tab.present()).toBe('elsewhere')
})

test('another person on this device, and what is no step, find nothing', () => {
  const tab = makeTab()
  tab.place(tab.open(), 'here')
  expect(tab.open('board/somebody').next()).toBeUndefined()

  const [key = ''] = tab.kept.keys()
  for (const damaged of [
    '{',
    '{}',
    '[1]',
    '[{"name":"dance","target":{"kind":"wall"},"changes":[]}]',
  ]) {
    tab.kept.set(key, damaged)
    expect(tab.open().next()).toBeUndefined()
  }
})
