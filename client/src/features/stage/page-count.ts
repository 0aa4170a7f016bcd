import { ScreenShows } from '@murmure/shared/protocol/screen-shows'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import * as z from 'zod/mini'

import { createRoomPresence } from '../../documents/room-presence.ts'

/** How many pages what is shown has; and what was made of the wall, where that is shown. */
export type PageCount = { readonly count: number; readonly as?: ScreenShows['as'] }
export const ONE_PAGE: PageCount = { count: 1 }

/** Where what is paged says how many pages it has. */
export const PageCountContext = createContext<(pages: PageCount) => void>(() => undefined)

/** Where a screen tells it, and the wall hears it. */
export const RoomPresenceContext = createContext(createRoomPresence())

const Message = z.union([
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('shows'), from: z.string(), shows: ScreenShows }),
  z.object({ kind: z.literal('gone'), from: z.string() }),
])
type Message = z.infer<typeof Message>

type Telling = {
  readonly boardId: string
  readonly screenId: string
  /** Undefined: it looks around by itself, at nothing that it is to be shown. */
  readonly stage: Pick<Stage, 'mode' | 'targetId' | 'page'> | undefined
  readonly pages: PageCount
}

/**
 * How many pages something has, only a screen knows: they follow from its size. It tells those who lead, by
 * presence; and the wall in the same browser, where the projector most often is a second window, also where
 * presence is not told.
 */
export function useTellPages({ boardId, screenId, stage, pages: { count, as } }: Telling): void {
  const presence = useContext(RoomPresenceContext)
  const shown = stage && shownKey(stage)
  const page = (stage?.page ?? 0) % count
  useEffect(() => {
    const shows = shown === undefined ? undefined : { shown, pages: count, page, ...(as && { as }) }
    presence.show(shows)
    const channel = openChannel(boardId, (message) => {
      if (message.kind === 'ask') tell()
    })
    const post = (message: Message): void => channel?.postMessage(message)
    const leave = (): void => post({ kind: 'gone', from: screenId })
    const tell = (): void => (shows ? post({ kind: 'shows', from: screenId, shows }) : leave())
    tell()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      channel?.close()
    }
  }, [presence, boardId, screenId, shown, count, page, as])
}

/** What is shown, as the screens that follow it tell; undefined where none has told. */
export function usePagesOnScreens(
  boardId: string,
  screenId: string,
  stage: Pick<Stage, 'mode' | 'targetId'> | undefined,
): ScreenShows | undefined {
  const presence = useContext(RoomPresenceContext)
  const present = useSyncExternalStore(presence.subscribe, presence.screens)
  const told = new Map<string, ScreenShows>(useToldHere(boardId))
  for (const screen of present) told.set(screen.who.participantId, screen)
  const shown = shownKey(stage ?? { mode: 'wall' })
  return [...told].reduce<ScreenShows | undefined>((most, [id, shows]) => {
    const isMeant = (screenId === ALL_SCREENS || screenId === id) && shows.shown === shown
    // For all of them: the one that needs the most pages.
    return isMeant && shows.pages > (most?.pages ?? 0) ? shows : most
  }, undefined)
}

function useToldHere(boardId: string): ReadonlyMap<string, ScreenShows> {
  const [told, setTold] = useState<ReadonlyMap<string, ScreenShows>>(new Map())
  useEffect(() => {
    const channel = openChannel(boardId, (message) => {
      if (message.kind === 'ask') return
      setTold((before) => {
        const after = new Map(before)
        if (message.kind === 'gone') after.delete(message.from)
        else after.set(message.from, message.shows)
        return after
      })
    })
    channel?.postMessage({ kind: 'ask' } satisfies Message)
    return () => channel?.close()
  }, [boardId])
  return told
}

const shownKey = ({ mode, targetId }: Pick<Stage, 'mode' | 'targetId'>): string =>
  `${mode}/${targetId ?? ''}`

/** Undefined in a browser that has none: the wall then hears of screens by presence only. */
function openChannel(
  boardId: string,
  onMessage: (message: Message) => void,
): BroadcastChannel | undefined {
  if (!('BroadcastChannel' in window)) return undefined
  const channel = new BroadcastChannel(`murmure:pages:${boardId}`)
  channel.addEventListener('message', ({ data }) => {
    const message = Message.safeParse(data)
    if (message.success) onMessage(message.data)
  })
  return channel
}
