/** A clock this wrong is worth correcting; the header counts whole seconds. */
const TOLERANCE_MS = 1500
const HALF_SECOND_MS = 500

let offset = 0

/** Now, as the server counts it: a device whose clock is wrong shows the room's time all the same. */
export const serverNow = (): number => Date.now() + offset

/** What the `Date` header of an answer says. Without one the browser's own clock is believed. */
export function noteServerDate(
  date: string | null | undefined,
  { askedAt, answeredAt }: { readonly askedAt: number; readonly answeredAt: number },
): void {
  const said = Date.parse(date ?? '')
  if (Number.isNaN(said)) return
  const found = said + HALF_SECOND_MS - (askedAt + answeredAt) / 2
  offset = Math.abs(found) > TOLERANCE_MS ? found : 0
}

/** Asks the server what time it is, where no other question is due. */
export async function learnServerTime(): Promise<void> {
  const askedAt = Date.now()
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined)
  noteServerDate(answer?.headers.get('date'), { askedAt, answeredAt: Date.now() })
}
