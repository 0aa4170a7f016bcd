import { describe, test } from 'vitest'

import { sized } from '../support/seed.ts'
import { knockWhileUnavailable } from './outage.ts'
import { roomsComeAndGo } from './rooms-come-and-go.ts'
import { stayInSilence } from './silence.ts'
import { burstOverSlowLines, stopReading } from './slow-readers.ts'
import { vanishAndReturn } from './vanishing.ts'

/** Longer than a stock client endures silence, and than a dead socket lives. */
const QUIET_S = sized(45, 600)
const LIMIT_MS = 120_000 + QUIET_S * 1000

/** Seconds that F26 and F31 take. */
const BURST_S = sized(20, 60)
const OUTAGE_S = sized(20, 60)
const KNOCKERS = sized(10, 167)
const ROOMS = sized(504, 10_000)

// Each waits for what takes its time; they wait together.
describe.concurrent('a quiet minute', { timeout: LIMIT_MS }, () => {
  test(
    '[F34] [F28] who vanishes without FIN is a ghost for no longer than 45 s, and takes nobody along who is back',
    vanishAndReturn,
  )

  test(`[F29] [F30] ${QUIET_S} s of silence: stock clients without awareness stay, and hear the next note at once`, (context) =>
    stayInSilence(context, QUIET_S))

  test(
    '[F27] who stops reading is given no more, presence first, is cut within 45 s, and comes back to all of it',
    stopReading,
  )

  test(`[F26] phones at 64 kbit/s, 600 ms and 2 % loss, ${BURST_S} s of 30 notes a second: the others are served, nobody is cut, all catch up`, (context) =>
    burstOverSlowLines(context, BURST_S))

  test(`[F31] 503 for ${OUTAGE_S} s: nobody knocks more often than 0.4 times a second, and all are back`, (context) =>
    knockWhileUnavailable(context, { outageS: OUTAGE_S, knockers: KNOCKERS }))

  test(`[F39] [F40] ${ROOMS} rooms are opened and closed by clients that offer to deflate: none is left, no handle, no timer, no memory`, async ({
    expect,
  }) => {
    const { before, after, deflated } = await roomsComeAndGo(ROOMS, { isHurried: true })
    expect(after.handles).toBeLessThanOrEqual(before.handles)
    expect(after.timers).toBeLessThanOrEqual(before.timers)
    // A room that stayed, without its document, would be 11 KB.
    expect(after.heapKb - before.heapKb).toBeLessThan(3 * 1024)
    expect(after.rssMb - before.rssMb).toBeLessThan(64)
    expect(deflated).toBe(0)
  })
})
