import type { Headcount } from '../group.ts'
import { compare } from '../order.ts'
import { printable } from './printable.ts'
import type { Minutes, MinutesAside, MinutesFigures } from './tree.ts'
import type { MinutesWords } from './words.fr.ts'

/**
 * « Le Blanc (36) – 14 juin 2012 », under the title; one of the two alone, or undefined where there is nothing to
 * add to the title.
 */
export function placeAndDate(minutes: Minutes, words: MinutesWords): string | undefined {
  const parts = [minutes.place, dateBesideTitle(minutes, words)]
  return parts.filter((part) => part !== undefined && part !== '').join(' – ') || undefined
}

/** The line at the foot of every page: « Assemblée, Issoudun, 13 juin 2026 », what the board knows of it. */
export const footerLine = (minutes: Minutes, words: MinutesWords): string =>
  footerParts(minutes, words).join(', ')

/**
 * The same for pages on which it may take two lines: place and date stay together, rather than « 2026 » alone
 * on the second.
 */
export function footerLines(minutes: Minutes, words: MinutesWords): string {
  const [title, ...rest] = footerParts(minutes, words)
  const unbroken = rest.join(', ').replaceAll(' ', '\u00a0').replaceAll('-', '\u2060-\u2060')
  // One that fills a line has to be broken somewhere.
  const isShort = unbroken.length <= UNBROKEN_MAX
  return [title, ...(isShort && rest.length > 0 ? [unbroken] : rest)].join(', ')
}

const UNBROKEN_MAX = 70

function footerParts(minutes: Minutes, words: MinutesWords): readonly string[] {
  return [minutes.title, minutes.place, dateBesideTitle(minutes, words)].flatMap((part) =>
    part === undefined || part === '' ? [] : part.replace(/\s+/g, ' '),
  )
}

/**
 * « Bénévoles : 5 · Salarié : 1 · Départements : 36, 37, 45 »: what somebody declared, and no zero that nobody
 * said. Undefined where nothing was.
 */
export function headcountLine(headcount: Headcount, words: MinutesWords): string | undefined {
  const people = [
    [words.volunteers, headcount.volunteers],
    [words.employees, headcount.employees],
    [words.others, headcount.other],
  ] as const
  const departments = sortDepartments(Object.keys(headcount.departments))
  const parts = [
    ...people.flatMap(([who, count]) => (count > 0 ? [`${who(count)}${words.colon}${count}`] : [])),
    ...(departments.length > 0
      ? [`${words.departments(departments.length)}${words.colon}${departments.join(', ')}`]
      : []),
  ]
  // Two lines break before the point, never after it.
  return parts.join(' ·\u00a0') || undefined
}

/** A figure and its word, « 6 » and « groupes, dont 2 à distance ». No zero, except of notes. */
export type FigureLine = { readonly figure: string; readonly label: string }

/** What stands at the head of the minutes. Empty where there is nothing to count. */
export function figureLines(figures: MinutesFigures, words: MinutesWords): readonly FigureLine[] {
  const { people, groups, uncounted, centres, notes, themes } = figures
  if (people + notes === 0) return []
  const line = (count: number, label: string) => ({ figure: String(count), label })
  return [
    ...(people > 0
      ? [
          line(
            people,
            uncounted > 0
              ? words.peopleOfSome(people, groups - uncounted, groups)
              : words.people(people),
          ),
        ]
      : []),
    line(groups, words.groups(groups) + (centres > 0 ? words.ofWhichRemote(centres) : '')),
    line(notes, words.notesCounted(notes)),
    ...(themes > 0 ? [line(themes, words.themes(themes))] : []),
  ]
}

/** What a note says, or that it says nothing: a bullet without words would look like a fault of the document. */
export function spoken({ text }: { readonly text: string }, words: MinutesWords): string {
  return printable(text).trim() || words.emptyNote
}

/** What it says, or that its words are not repeated. */
export function asideWords({ text }: MinutesAside, words: MinutesWords): string {
  return text === null ? words.unquoted : spoken({ text }, words)
}

/** « « Un banc » – Groupe A, Bilan, raison : hors sujet »: a note set aside, in one line. */
export function asideLine(aside: MinutesAside, words: MinutesWords): string {
  const { text, groupName, columnTitle, reason } = aside
  const said = text === null ? words.unquoted : words.quoted(asideWords(aside, words))
  const why = reason === null ? words.noReason : words.reason(reason)
  return `${said} – ${groupName}, ${columnTitle}, ${why}`
}

/** By code, Corsica where it stands in the national list: 19, 2A, 2B, 21. */
export function sortDepartments(codes: readonly string[]): readonly string[] {
  return [...codes].sort((a, b) => rankOf(a) - rankOf(b) || compare(a, b))
}

const CORSICA: Readonly<Record<string, number>> = { '2A': 20.1, '2B': 20.2 }

const rankOf = (code: string): number => CORSICA[code] ?? Number(code)

/** The date in words. Undefined where there is none, or where the title says it already. */
export function dateBesideTitle(
  { title, date }: { readonly title: string; readonly date?: string | undefined },
  words: MinutesWords,
): string | undefined {
  const long = date && longDate(date, words)
  return long && isSaidIn(title, long) ? undefined : long
}

/** « 9 novembre » is not said by « 19 novembre ». */
function isSaidIn(title: string, date: string): boolean {
  const before = title.replace(/\s+/g, ' ').toLowerCase().split(date.toLowerCase()).slice(0, -1)
  return before.some((words) => !/\d$/.test(words))
}

/** A date that is none (the schema lets none through) stands as it was given. */
function longDate(date: string, words: MinutesWords): string {
  const [year, month, day] = date.split('-').map(Number)
  return year && month && day ? words.longDate(day, month - 1, year) : date
}
