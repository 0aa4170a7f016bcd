import type { BoardConnectionState } from './board-store.ts'
import type { DocumentConnection } from './connect.ts'
import { worstOf } from './worst-state.ts'

const NOBODY: readonly never[] = []

/** A board is as well as its worst document; what waits is the sum; who is there is told with the room. */
export function boardStateOf(
  connections: readonly DocumentConnection[],
): Pick<
  BoardConnectionState,
  'state' | 'waiting' | 'synced' | 'isReadOnly' | 'people' | 'editing'
> {
  const statuses = connections.map((connection) => connection.status())
  const room = connections.find(({ document }) => document.kind === 'room')
  return {
    state: worstOf(statuses.map(({ state }) => state)),
    waiting: statuses.reduce((sum, { pending }) => sum + pending, 0),
    synced: statuses.length > 0 && statuses.every(({ synced }) => synced),
    isReadOnly: statuses.some(({ notice }) => notice?.isReadOnly === true),
    people: room?.status().notice?.groups ?? NOBODY,
    // What was last heard before the network went may be over.
    editing: statuses.flatMap(({ state, notice }) =>
      state === 'online' ? (notice?.editing ?? NOBODY) : NOBODY,
    ),
  }
}
