/** Shorter words fit into any column of a screen at the smallest size. */
const LONG_WORD = /\p{L}{13,}/gu
/**
 * The end of a syllable, as French and English mostly have it: a vowel, before a consonant and its vowel.
 * Without a look behind, which Safari 15 does not even read.
 */
const SYLLABLE_END =
  /[aeiouyà-öø-ÿœ](?=(?:[bcdfgptv][lr]|[cpstg]h|gn|qu|[b-df-hj-np-tv-xzç])[aeiouyà-öø-ÿœ])/giu
const SIGNS_BEFORE = 3
const SIGNS_AFTER = 4

/**
 * Long words may be parted at the end of a line, with a hyphen: few browsers know French syllables by
 * themselves, and a word broken anywhere reads as two.
 */
export function hyphenate(text: string): string {
  return text.replace(LONG_WORD, (word) =>
    word.replace(SYLLABLE_END, (vowel, at: number) =>
      at + 1 < SIGNS_BEFORE || at + 1 > word.length - SIGNS_AFTER ? vowel : `${vowel}\u00AD`,
    ),
  )
}
