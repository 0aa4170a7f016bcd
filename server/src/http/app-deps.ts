import type { RandomBytes } from '@murmure/shared/ids'
import type { FastifyBaseLogger } from 'fastify'

import type { HandIds } from '../auth/hand-ids.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Relay } from '../relay/contract.ts'
import type { RoomProjection } from '../room-doc/project-room.ts'
import type { Store } from '../storage/contract.ts'

/** Whose `X-Forwarded-*` headers are believed: nobody's, everybody's, those of these addresses or networks. */
export type TrustProxy = boolean | readonly string[]

/** Everything that the HTTP side stands on. Time, chance and the store come in here and nowhere else. */
export type AppDeps = {
  readonly store: Store
  readonly relay: Relay
  readonly projection: RoomProjection
  readonly tokens: Tokens
  readonly handIds: HandIds
  readonly now: () => number
  readonly random: RandomBytes
  readonly log: FastifyBaseLogger
  /** The built client: html pages and `assets/`. */
  readonly clientDir: string
  /** `PUBLIC_URL`, without a slash at its end. */
  readonly publicOrigin: string | undefined
  /** Where this machine is reached on the local network, once it listens there. */
  readonly lanOrigin: () => string | undefined
  readonly trustProxy: TrustProxy
  /** Without them there is no `/metrics`. */
  readonly metrics?: Metrics
  readonly metricsToken?: string | undefined
}
