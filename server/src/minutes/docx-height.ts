import type { MinutesColumn, MinutesNote } from '@murmure/shared/minutes/tree'

/** Lines of text that an upright page holds under a group's heading, with room to spare for wide letters. */
const LINES_MAX = 40
/** Signs in one line of a column that has the sheet's width to itself; cautious, as above. */
const SIGNS_IN_LINE = 84

/**
 * Do a group's notes fit on one page, whichever font the reader has? Then their row stays whole. One that cannot
 * fit must be allowed to break: what some word processors do with a whole row taller than a page is to cut it.
 */
export function fitsOnPage(columns: readonly MinutesColumn[]): boolean {
  const signs = Math.floor(SIGNS_IN_LINE / Math.max(1, columns.length))
  return columns.every((column) => linesOf(column, signs) <= LINES_MAX)
}

function linesOf({ notes, themes }: MinutesColumn, signs: number): number {
  const said = [...notes, ...themes.flatMap((theme) => theme.notes)]
  // A heading and the room above it.
  return themes.length * 2 + 2 + said.reduce((sum, note) => sum + linesOfNote(note, signs), 0)
}

const linesOfNote = ({ text, alsoSaid }: MinutesNote, signs: number): number =>
  [text, ...alsoSaid.map((also) => also.groupName + also.text)]
    .flatMap((part) => part.split('\n'))
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / signs)), 0)
