import { ScreenPresence, type ScreenShows } from '@murmure/shared/protocol/screen-shows'

import type { Awareness } from './connect.ts'

/** What the screens of a board show: told by them, heard by those who lead. Without websockets, nothing is. */
export type RoomPresence = {
  /** A connection of the room document, at its making; it takes the place of the one before. */
  readonly attach: (awareness: Awareness) => void
  readonly show: (shows: ScreenShows | undefined) => void
  /** The same list until one comes, changes or goes. */
  readonly screens: () => readonly ScreenPresence[]
  readonly subscribe: (listener: () => void) => () => void
}

const NONE: readonly ScreenPresence[] = []

export function createRoomPresence(): RoomPresence {
  const listeners = new Set<() => void>()
  let present: Awareness | undefined
  let own: ScreenShows | null = null
  let screens = NONE

  function read(): void {
    screens = [...(present?.getStates().values() ?? [])].flatMap((state) => {
      const screen = ScreenPresence.safeParse(state)
      return screen.success ? [screen.data] : []
    })
    for (const listener of listeners) listener()
  }

  return {
    attach: (awareness) => {
      present?.off('change', read)
      present = awareness
      awareness.setLocalState(own)
      awareness.on('change', read)
      read()
    },
    show: (shows) => {
      own = shows ?? null
      present?.setLocalState(own)
    },
    screens: () => screens,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
