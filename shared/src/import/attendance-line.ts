import { Department } from '../group.ts'

type Count = 'volunteers' | 'employees' | 'other'

const KINDS: readonly (readonly [kind: Count, names: RegExp])[] = [
  ['volunteers', /^(?:benevoles?|volunteers?)$/],
  ['employees', /^(?:salarie(?:s|es|e)?|salarie-e-s|salarie·e·s|employees?|staff)$/],
  ['other', /^(?:autres?|others?)$/],
]

/** « Bénévoles : 5, salariés : 7 », with or without commas. Undefined if anything else stands in the line. */
export function readCounts(line: string): Readonly<Partial<Record<Count, number>>> | undefined {
  const counts: Partial<Record<Count, number>> = {}
  const rest = plain(line).replace(
    /([^\s:,;]+)\s*:\s*(\d{1,4})(?=\s|[,;.]|$)/g,
    (whole, name, figure) => {
      const kind = KINDS.find(([, names]) => names.test(String(name)))?.[0]
      if (kind === undefined || counts[kind] !== undefined) return String(whole)
      counts[kind] = Number(figure)
      return ''
    },
  )
  return Object.keys(counts).length > 0 && /^[\s,;.]*$/.test(rest) ? counts : undefined
}

/** « Départements : 45, 37, 36 ». Undefined if it lists anything that is not a département's code. */
export function readDepartments(line: string): readonly string[] | undefined {
  const list = /^departements?\s*:\s*(.*)$/.exec(plain(line))?.[1]
  if (list === undefined) return undefined
  const codes = list
    .split(/[\s,;./]+|\bet\b|\band\b/)
    .filter((code) => code !== '')
    .map((code) => code.toUpperCase())
  const areAll = codes.length > 0 && codes.every((code) => Department.safeParse(code).success)
  return areAll ? [...new Set(codes)] : undefined
}

const plain = (line: string): string =>
  line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
