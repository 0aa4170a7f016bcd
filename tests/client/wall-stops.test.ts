import { nextPlace, nextStop, type Stop } from '@murmure/client/features/wall/stops'
import { expect, test } from 'vitest'

const head = (zone: number): Stop => ({ zone, rank: -1 })
const note = (zone: number, rank: number): Stop => ({ zone, rank })

/** Two themes and « À ranger »; an empty column; one theme with a single note. */
const COLUMNS = [
  [head(0), note(0, 0), note(0, 1), head(1), note(1, 0), head(2)],
  [],
  [head(0), note(0, 0), head(1), head(2)],
]

test('up and down walk through a column and stop at its ends', () => {
  expect(nextStop(COLUMNS, { column: 0, index: 0 }, 'ArrowDown')).toEqual({ column: 0, index: 1 })
  expect(nextStop(COLUMNS, { column: 0, index: 0 }, 'ArrowUp')).toEqual({ column: 0, index: 0 })
  expect(nextStop(COLUMNS, { column: 0, index: 5 }, 'ArrowDown')).toEqual({ column: 0, index: 5 })
  expect(nextStop(COLUMNS, { column: 0, index: 2 }, 'Home')).toEqual({ column: 0, index: 0 })
  expect(nextStop(COLUMNS, { column: 0, index: 2 }, 'End')).toEqual({ column: 0, index: 5 })
})

test('left and right keep the rank of the theme and of the note, and pass over an empty column', () => {
  expect(nextStop(COLUMNS, { column: 0, index: 1 }, 'ArrowRight')).toEqual({ column: 2, index: 1 })
  expect(nextStop(COLUMNS, { column: 0, index: 3 }, 'ArrowRight')).toEqual({ column: 2, index: 2 })
  expect(nextStop(COLUMNS, { column: 2, index: 3 }, 'ArrowLeft')).toEqual({ column: 0, index: 5 })
})

test('a shorter theme gives its last note, a theme without notes its head', () => {
  expect(nextStop(COLUMNS, { column: 0, index: 2 }, 'ArrowRight')).toEqual({ column: 2, index: 1 })
  expect(nextStop(COLUMNS, { column: 0, index: 4 }, 'ArrowRight')).toEqual({ column: 2, index: 2 })
})

test('there is nothing beyond the first and the last column', () => {
  expect(nextStop(COLUMNS, { column: 0, index: 4 }, 'ArrowLeft')).toEqual({ column: 0, index: 4 })
  expect(nextStop(COLUMNS, { column: 2, index: 1 }, 'ArrowRight')).toEqual({ column: 2, index: 1 })
})

test('what stands in no zone, between the themes and « À ranger », has its like beside it', () => {
  const add: Stop = { zone: 2, rank: -1 }
  const columns = [
    [head(0), add, head(1), note(1, 0)],
    [head(0), note(0, 0), add, head(1), note(1, 0), note(1, 1)],
  ]
  expect(nextStop(columns, { column: 0, index: 1 }, 'ArrowRight')).toEqual({ column: 1, index: 2 })
  expect(nextStop(columns, { column: 1, index: 2 }, 'ArrowLeft')).toEqual({ column: 0, index: 1 })
  expect(nextStop(columns, { column: 1, index: 4 }, 'ArrowLeft')).toEqual({ column: 0, index: 3 })
})

test('with a note in hand the arrows go from place to place', () => {
  expect(nextPlace([3, 0, 2], { column: 0, index: 2 }, 'ArrowRight')).toEqual({
    column: 2,
    index: 1,
  })
  expect(nextPlace([3, 0, 2], { column: 0, index: 1 }, 'ArrowDown')).toEqual({
    column: 0,
    index: 2,
  })
})
