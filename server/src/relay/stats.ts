import type { Connection } from './connection.ts'
import type { RelayStats } from './contract.ts'
import { hasPending, type Room } from './room.ts'

/** What an operator sees of the relay at this moment. */
export function statsOf(
  connections: ReadonlySet<Connection>,
  live: readonly Room[],
  withoutSockets: Pick<RelayStats, 'peers' | 'polls'>,
): RelayStats {
  return {
    ...withoutSockets,
    connections: connections.size,
    rooms: live.length,
    lagging: [...connections].filter(({ outbox }) => outbox.lag()).length,
    frozen: [...connections].filter((connection) => connection.isFrozen()).length,
    readOnly: live.filter((room) => room.isReadOnly).length,
    inboxBytes: live.reduce((sum, room) => sum + room.inboxBytes, 0),
    pending: live.filter(({ doc }) => hasPending(doc)).length,
  }
}
