/** What the interface allows in one note, counted by grapheme. The relay's own guards are higher. */
export const NOTE_MAX_GRAPHEMES = 500
/** From here on the composer hints at one idea per note. */
export const NOTE_HINT_GRAPHEMES = 120
/** Titles of boards, columns, themes; names of groups. UTF-16 units. */
export const TITLE_MAX_UNITS = 200
/** A column's question. UTF-16 units. */
export const QUESTION_MAX_UNITS = 300
/** A first name. UTF-16 units; never enters a document. */
export const NAME_MAX_UNITS = 60
/** Groups on one board, remote centres included. */
export const GROUPS_MAX = 40
export const COLUMNS_MAX = 12
/** The address of a video meeting. UTF-16 units. */
export const VISIO_MAX_UNITS = 500
/** Hands raised at once. */
export const HANDS_MAX = 200
/** People one declaration can stand for: a table's shared phone, a scribe. */
export const DECLARED_MAX = 500
