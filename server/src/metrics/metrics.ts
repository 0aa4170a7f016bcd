import { monitorEventLoopDelay } from 'node:perf_hooks'

import { Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { RelayMeter, RelayStats } from '../relay/contract.ts'

export type Metrics = {
  /** Where the relay counts. */
  readonly meter: RelayMeter
  /** A request was answered with this status; an upgrade that was let through is none. */
  answered(status: number): void
  /** Everything, in the text format of Prometheus. `stats` is what stands now. */
  text(stats: RelayStats): Promise<string>
  readonly contentType: string
  /** Ends its watch on the event loop. */
  stop(): void
}

const NS_PER_S = 1e9
/** A tick is a few milliseconds; a commit is one fsync, or a disk in trouble. */
const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5]

/** A lone note is one; a busy hall's tick takes hundreds. */
const FRAMES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

/** What an operator may want to be woken by. Numbers only: no board, no person, no word of anybody's. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const histogram = (name: string, help: string, buckets = SECONDS) =>
    new Histogram({ name, help, buckets, registers })
  const count = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers })

  const commits = histogram('murmure_commit_seconds', 'Time that the store took for a commit')
  const ticks = histogram('murmure_tick_seconds', 'Time to gate and apply what waited, all rooms')
  const taken = histogram('murmure_tick_frames', 'What a tick took from all inboxes', FRAMES)
  const answers = count('murmure_http_answers_total', 'Answers over HTTP', 'status')
  const frames = count('murmure_frames_sent_total', 'Frames put into sockets', 'kind')
  const bytes = count('murmure_bytes_sent_total', 'Bytes put into sockets', 'kind')
  const refusals = count('murmure_refusals_total', 'Writers refused', 'reason')
  const gaps = count('murmure_gaps_total', 'Updates that built on what the server lacked')
  const frozen = count('murmure_frozen_total', 'Frames dropped, each of which freezes SAVED')
  const reloads = count('murmure_reloads_total', 'Rooms put back on what is committed', 'why')
  const gauges = createGauges(registers)

  return {
    contentType: registry.contentType,
    meter: {
      committed: (ms) => commits.observe(ms / 1000),
      ticked(ms, length) {
        ticks.observe(ms / 1000)
        taken.observe(length)
      },
      sent(kind, length) {
        frames.inc({ kind })
        bytes.inc({ kind }, length)
      },
      refused: (reason) => refusals.inc({ reason }),
      gap: () => gaps.inc(),
      dropped: () => frozen.inc(),
      reloaded: (why) => reloads.inc({ why }),
    },
    answered: (status) => answers.inc({ status }),
    async text(stats) {
      for (const [name, gauge] of Object.entries(gauges.ofStats)) {
        gauge.set(stats[name as keyof RelayStats])
      }
      gauges.loop.set(delay.percentile(99) / NS_PER_S)
      // One long stop of the loop is one sample, which a percentile does not show.
      gauges.loopMax.set(delay.max / NS_PER_S)
      delay.reset()
      return registry.metrics()
    },
    stop: () => void delay.disable(),
  }
}

function createGauges(registers: Registry[]) {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const ofStats: Readonly<Record<keyof RelayStats, Gauge>> = {
    connections: gauge('murmure_connections', 'Connections to documents, by socket or without'),
    peers: gauge('murmure_http_people', 'People whose network lets no websocket through'),
    polls: gauge('murmure_http_polls', 'Long-polls that wait'),
    rooms: gauge('murmure_rooms', 'Documents that are live'),
    lagging: gauge('murmure_lagging_sockets', 'Sockets that fell behind'),
    frozen: gauge('murmure_frozen_writers', 'Writers whose SAVED stands still'),
    readOnly: gauge('murmure_read_only_rooms', 'Documents that the store does not take'),
    inboxBytes: gauge('murmure_inbox_bytes', 'Bytes of frames that wait for their tick'),
    pending: gauge('murmure_pending_documents', 'Documents that hold what cannot be integrated: 0'),
  }
  const loop = gauge(
    'murmure_event_loop_p99_seconds',
    '99th percentile of the event loop delay since the last reading',
  )
  const loopMax = gauge(
    'murmure_event_loop_max_seconds',
    'Longest event loop delay since the last reading',
  )
  return { ofStats, loop, loopMax }
}
