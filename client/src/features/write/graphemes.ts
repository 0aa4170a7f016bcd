/** Counts what a person would call signs: 👨‍👩‍👧‍👦 and « é » are one each. */
export type CountSigns = (text: string) => number

type Segmenter = { segment(text: string): Iterable<unknown> }

/** By grapheme where the browser can (Firefox from 125), else by code point. */
export function createSignCounter(segmenter: Segmenter | undefined): CountSigns {
  return (text) => {
    let count = 0
    for (const _sign of segmenter ? segmenter.segment(text) : text) count++
    return count
  }
}

export const countSigns = createSignCounter(
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined,
)
