import type { Headcount } from '../group.ts'
import { compare } from '../order.ts'
import { printable } from './printable.ts'
import type { Minutes } from './tree.ts'
import type { MinutesWords } from './words.fr.ts'

/** « Le Blanc (36) – 14 juin 2012 »; one of the two alone, or undefined where the board knows neither. */
export function placeAndDate(minutes: Minutes, words: MinutesWords): string | undefined {
  const parts = [minutes.place, minutes.date && longDate(minutes.date, words)]
  return parts.filter((part) => part !== undefined && part !== '').join(' – ') || undefined
}

/**
 * « Bénévoles : 5, salariés : 7 » and « Départements : 36, 37, 45 »: what somebody declared, and no zero that
 * nobody said.
 */
export function headcountLines(headcount: Headcount, words: MinutesWords): readonly string[] {
  const people = [
    [words.volunteers, headcount.volunteers],
    [words.employees, headcount.employees],
    [words.other, headcount.other],
  ] as const
  const counts = people.flatMap(([who, count]) =>
    count > 0 ? [`${who}${words.colon}${count}`] : [],
  )
  const departments = sortDepartments(Object.keys(headcount.departments))
  return [
    ...(counts.length > 0 ? [capitalized(counts.join(', '))] : []),
    ...(departments.length > 0
      ? [`${words.departments(departments.length)}${words.colon}${departments.join(', ')}`]
      : []),
  ]
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a note says, or that it says nothing: a bullet without words would look like a fault of the document. */
export function spoken({ text }: { readonly text: string }, words: MinutesWords): string {
  return printable(text).trim() || words.emptyNote
}

/** Did anybody declare anything, or correct it to something that can be said? */
export function isDeclared({ volunteers, employees, other, departments }: Headcount): boolean {
  return volunteers + employees + other > 0 || Object.keys(departments).length > 0
}

/** By code, Corsica where it stands in the national list: 19, 2A, 2B, 21. */
export function sortDepartments(codes: readonly string[]): readonly string[] {
  return [...codes].sort((a, b) => rankOf(a) - rankOf(b) || compare(a, b))
}

const CORSICA: Readonly<Record<string, number>> = { '2A': 20.1, '2B': 20.2 }

const rankOf = (code: string): number => CORSICA[code] ?? Number(code)

/** A date that is none (the schema lets none through) stands as it was given. */
function longDate(date: string, words: MinutesWords): string {
  const [year, month, day] = date.split('-').map(Number)
  return year && month && day ? words.longDate(day, month - 1, year) : date
}
