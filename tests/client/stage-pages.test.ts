import { againBefore, packPages } from '@murmure/client/features/stage/pages'
import {
  DEFAULT_ROOM,
  deepestRowM,
  smallestFontVw,
} from '@murmure/client/features/stage/legibility'
import { expect, test } from 'vitest'

const item = (id: string, top: number, bottom: number) => ({ id, top, bottom })

test('what fits on one page stays on it', () => {
  const items = [item('a', 0, 40), item('b', 50, 100)]
  expect([...packPages(items, 100)]).toEqual([
    ['a', 0],
    ['b', 0],
  ])
})

test('a page begins where the next item would be cut, and counts from there', () => {
  const items = [item('a', 0, 60), item('b', 70, 120), item('c', 130, 170), item('d', 180, 230)]
  expect([...packPages(items, 100)]).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 1],
    ['d', 2],
  ])
})

test('notes side by side turn the page together', () => {
  const items = [item('a', 0, 60), item('b', 0, 60), item('c', 70, 130), item('d', 70, 130)]
  expect([...packPages(items, 100)].map(([, page]) => page)).toEqual([0, 0, 1, 1])
})

test('an item higher than a page has one to itself', () => {
  const items = [item('a', 0, 300), item('b', 310, 350)]
  expect([...packPages(items, 100)].map(([, page]) => page)).toEqual([0, 1])
})

test('a row whose second note is too high is not torn apart', () => {
  const items = [item('a', 0, 60), item('b', 70, 95), item('c', 70, 140)]
  expect([...packPages(items, 100)].map(([, page]) => page)).toEqual([0, 1, 1])
})

test('the last row at 8 m reads 44 px on an image of 1920 px that is 2.40 m wide', () => {
  expect(Math.round((smallestFontVw(DEFAULT_ROOM) / 100) * 1920)).toBe(44)
})

test('a heading is repeated on the page on which what it announces goes on', () => {
  const items = [
    item('head', 0, 60),
    { ...item('a', 20, 60), again: 20 },
    { ...item('b', 60, 100), again: 20 },
    { ...item('c', 100, 140), again: 20 },
    { ...item('d', 140, 180), again: 20 },
  ]
  // Without it, b and c would stand on one page.
  expect([...packPages(items, 80)]).toEqual([
    ['head', 0],
    ['a', 0],
    [againBefore('b'), 1],
    ['b', 1],
    [againBefore('c'), 2],
    ['c', 2],
    [againBefore('d'), 3],
    ['d', 3],
  ])
})

test('a heading is not repeated where the item alone fills the page', () => {
  const items = [item('head', 0, 60), { ...item('a', 20, 60), again: 20 }]
  const filling = { ...item('b', 60, 135), again: 20 }
  expect([...packPages([...items, filling], 80)]).toEqual([
    ['head', 0],
    ['a', 0],
    ['b', 1],
  ])
})

test('beyond the deepest row that an image serves the letters grow no more: they would be cut', () => {
  const deepest = deepestRowM(2.4)
  const served = smallestFontVw({ lastRowM: deepest, imageWidthM: 2.4 })
  expect(smallestFontVw({ lastRowM: deepest - 0.1, imageWidthM: 2.4 })).toBeLessThan(served)
  expect(smallestFontVw({ lastRowM: 20, imageWidthM: 2.4 })).toBe(served)
  // The halls that people have told of are served whole.
  for (const [lastRowM, imageWidthM] of [
    [12, 2.4],
    [15, 3],
    [20, 4],
  ] as const)
    expect(lastRowM).toBeLessThanOrEqual(deepestRowM(imageWidthM))
})
