import { KEEP_ALIVE } from '@murmure/shared/protocol/frames'
import type { Connection } from './connection.ts'
import type { Socket } from './contract.ts'

export type PulseTiming = { readonly keepAliveMs: number; readonly beatMs: number }

/** Half of what a stock client endures without a word. */
const KEEP_ALIVE_MS = 15_000
const BEAT_MS = 5_000

/** Beats without a sign after which nobody is there: 35 to 40 s, in which they were asked twice. */
const GONE_AFTER = 8
/** Of somebody who seems to have come back elsewhere: so many are left to show that they are still here, too. */
const DOUBTED_LEFT = 2

/**
 * Is anybody at the other end? A phone that leaves the hall says nothing: no FIN, no RST, and TCP believes in
 * it for a quarter of an hour. Counted in beats, not by a clock: a process that was stopped for a minute, or a
 * machine that slept, has not beaten either, and cuts nobody who had no chance to answer.
 */
export type Pulse = {
  /** A frame or a pong came. */
  readonly heard: () => void
  /** Asks for a sign: browsers answer by themselves, also where the page sleeps. */
  readonly ask: () => void
  /** They seem to be back on another socket: asks at once, and waits less. */
  readonly doubt: () => void
  /** One beat; false = nobody is there. */
  readonly beat: () => boolean
}

/** `isPaused`: we do not read now, so that silence says nothing. */
export function createPulse(socket: Socket, isPaused: () => boolean): Pulse {
  let quiet = 0
  let waiting = 0
  const ask = () => socket.ping?.()
  const heard = () => {
    quiet = 0
  }
  socket.on('pong', heard)

  return {
    heard,
    ask,
    doubt() {
      quiet = Math.max(quiet, GONE_AFTER - DOUBTED_LEFT)
      ask()
    },
    beat() {
      // What drains is taken by somebody: the ping stands behind it in the queue.
      const isDraining = socket.bufferedAmount < waiting
      waiting = socket.bufferedAmount
      quiet = isDraining || isPaused() || !socket.ping ? 0 : quiet + 1
      return quiet < GONE_AFTER
    },
  }
}

/** Says something to everyone before a stock client gives up, asks for a sign, and cuts who gives none. */
export function startPulses(
  connections: ReadonlySet<Connection>,
  { keepAliveMs = KEEP_ALIVE_MS, beatMs = BEAT_MS }: Partial<PulseTiming> = {},
): readonly NodeJS.Timeout[] {
  return [
    setInterval(() => {
      for (const { outbox, pulse } of connections) {
        outbox.send(KEEP_ALIVE)
        pulse.ask()
      }
    }, keepAliveMs),
    setInterval(() => {
      for (const { pulse, cut } of connections) if (!pulse.beat()) cut()
    }, beatMs),
  ]
}
