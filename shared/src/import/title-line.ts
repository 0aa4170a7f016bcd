/** « AG des centres sociaux - Le Blanc (36) - 14 juin 2012 » in its parts; without a date at its end, a title. */
export function readTitleLine(line: string): {
  readonly title: string
  readonly place?: string
  readonly date?: string
} {
  const parts = line.split(/\s+[-–—]\s+/)
  const date = parts.length > 1 ? readDate(parts[parts.length - 1] ?? '') : undefined
  if (date === undefined) return { title: line }
  const before = parts.slice(0, -1)
  if (before.length === 1) return { title: before[0] ?? '', date }
  return { title: before.slice(0, -1).join(' – '), place: before[before.length - 1] ?? '', date }
}

const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
]

/** « 14 juin 2012 », « 1er juin 2012 », « 14 June 2012 », « 14/06/2012 » or « 2012-06-14 », as ISO. */
export function readDate(text: string): string | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain)
  if (iso) return toIso(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const figures = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(plain)
  if (figures) return toIso(Number(figures[3]), Number(figures[2]), Number(figures[1]))
  const words = /^(?:le )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})$/.exec(plain)
  if (!words) return undefined
  const month = MONTHS.findIndex((names) => names.includes(words[2] ?? ''))
  return toIso(Number(words[3]), month + 1, Number(words[1]))
}

/** Undefined for a day that no calendar has. */
function toIso(year: number, month: number, day: number): string | undefined {
  const time = new Date(Date.UTC(year, month - 1, day))
  const iso = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso) ? iso : undefined
}

const pad = (figure: number): string => String(figure).padStart(2, '0')
