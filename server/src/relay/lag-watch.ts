import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { Connection } from './connection.ts'
import type { InboxItem, Room } from './room.ts'

/** How often those who fell behind are looked at, while there are any. */
const LAG_CHECK_MS = 100

export type LagWatch = {
  /** Somebody fell behind. */
  wake(): void
  stop(): void
}

/** Catches up with who fell behind and has drained, and cuts who never will; asleep while nobody is behind. */
export function createLagWatch(options: {
  readonly live: () => Iterable<Room>
  readonly put: (room: Room, item: InboxItem) => void
}): LagWatch {
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    let isAnyone = false
    for (const room of options.live())
      for (const connection of room.connections) isAnyone = help(room, connection) || isAnyone
    if (!isAnyone) stop()
  }

  /** True while it is behind. */
  function help(room: Room, connection: Connection): boolean {
    const { outbox } = connection
    if (!outbox.lag()) return false
    if (outbox.isHopeless()) connection.close(CLOSE.tryLater)
    else if (outbox.isReady()) options.put(room, { kind: 'catch-up', from: connection })
    return true
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    wake() {
      timer ??= setInterval(look, LAG_CHECK_MS).unref()
    },
    stop,
  }
}
