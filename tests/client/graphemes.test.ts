import { createSignCounter } from '@murmure/client/features/write/graphemes'
import { judgeNote } from '@murmure/client/features/write/judge-note'
import { describe, expect, it } from 'vitest'

const byGrapheme = createSignCounter(new Intl.Segmenter('fr', { granularity: 'grapheme' }))
const byCodePoint = createSignCounter(undefined)

describe('signs are counted as people count them', () => {
  it.each([
    ['Idée', 4, 4],
    ['e\u0301te\u0301', 3, 5],
    ['👨‍👩‍👧‍👦', 1, 7],
    ['🇫🇷', 1, 2],
    ['', 0, 0],
  ])('%s', (text, graphemes, codePoints) => {
    expect([byGrapheme(text), byCodePoint(text)]).toEqual([graphemes, codePoints])
  })
})

describe('only the button refuses, never the typing', () => {
  it.each([
    ['nothing but blanks', ' \n ', { kind: 'empty' }],
    ['a short note', 'a'.repeat(119), { kind: 'fits', hint: 'none' }],
    ['from 120 on, one idea per note', 'a'.repeat(120), { kind: 'fits', hint: 'one-idea' }],
    ['near the end it counts down', 'a'.repeat(440), { kind: 'nearly-full', left: 60 }],
    ['500 signs fit', '👨‍👩‍👧‍👦'.repeat(500), { kind: 'nearly-full', left: 0 }],
    ['501 do not', 'a'.repeat(501), { kind: 'too-long', over: 1 }],
    ['blanks at the ends do not count', ` ${'a'.repeat(500)} `, { kind: 'nearly-full', left: 0 }],
  ])('%s', (_case, text, verdict) => {
    expect(judgeNote(text, byGrapheme)).toEqual(verdict)
  })
})
