/**
 * Where the arrows stop in a column, from top to bottom: a zone's head (`rank: -1`), its notes by rank, and
 * what stands in no zone, which counts as one more. `zone` counts from the top of the column.
 */
export type Stop = { readonly zone: number; readonly rank: number }

export type StopAt = { readonly column: number; readonly index: number }

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End'

/** The stop that an arrow leads to; the same one at the end of the way. */
export function nextStop(
  columns: readonly (readonly Stop[])[],
  { column, index }: StopAt,
  arrow: Arrow,
): StopAt {
  const last = (columns[column]?.length ?? 1) - 1
  switch (arrow) {
    case 'ArrowUp':
      return { column, index: Math.max(0, index - 1) }
    case 'ArrowDown':
      return { column, index: Math.min(last, index + 1) }
    case 'Home':
      return { column, index: 0 }
    case 'End':
      return { column, index: last }
    case 'ArrowLeft':
      return besides(columns, { column, index }, -1)
    case 'ArrowRight':
      return besides(columns, { column, index }, 1)
  }
}

/** The next column that has a stop, at the zone of the same rank, and there at the note of the same rank. */
function besides(
  columns: readonly (readonly Stop[])[],
  { column, index }: StopAt,
  step: 1 | -1,
): StopAt {
  const from = columns[column]?.[index]
  let beside = column + step
  while (columns[beside]?.length === 0) beside += step
  const stops = columns[beside]
  if (!from || !stops) return { column, index }
  const zone = Math.min(from.zone, Math.max(...stops.map((stop) => stop.zone)))
  const inZone = stops.flatMap((stop, at) => (stop.zone === zone ? [{ at, rank: stop.rank }] : []))
  const same = inZone.filter(({ rank }) => rank <= from.rank)
  return { column: beside, index: (same[same.length - 1] ?? inZone[0])?.at ?? 0 }
}

/** The place that an arrow leads to while a note is in hand; columns by their number of places. */
export function nextPlace(
  places: readonly number[],
  { column, index }: StopAt,
  arrow: Arrow,
): StopAt {
  const columns = places.map((count) =>
    Array.from({ length: count }, (_, zone) => ({ zone, rank: -1 })),
  )
  return nextStop(columns, { column, index }, arrow)
}
