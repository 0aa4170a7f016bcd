/** The value that this share of all values does not exceed, e.g. 0.99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** One line of the table: a figure of ours, the peer's, and how they are expected to compare. */
export type Row = {
  readonly what: string
  readonly unit: string
  readonly ours: number
  readonly peer: number
  /** Ours is at most this many times the peer's. */
  readonly expected: number
}

const HEAD = ['measure', 'ours', 'peer', 'ratio', 'expected', '']

/** The rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, unit, ours, peer, expected }) => {
    const ratio = ours / peer
    const verdict = ratio <= expected ? 'as expected' : '**missed**'
    return [
      what,
      `${digits(ours)} ${unit}`,
      `${digits(peer)} ${unit}`,
      digits(ratio),
      `≤ ${expected}`,
      verdict,
    ]
  })
  return [HEAD, HEAD.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** Three significant digits: more would be noise. */
function digits(value: number): string {
  return value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
