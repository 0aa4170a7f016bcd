import type { Stage } from '@murmure/shared/stage'
import { createContext, useEffect, useState } from 'react'
import * as z from 'zod/mini'

/** Where what is paged says how many pages it has. */
export const PageCountContext = createContext<(count: number) => void>(() => undefined)

const Message = z.union([
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('pages'), from: z.string(), shown: z.string(), count: z.number() }),
  z.object({ kind: z.literal('gone'), from: z.string() }),
])
type Message = z.infer<typeof Message>

type Telling = {
  readonly boardId: string
  readonly screenId: string
  readonly stage: Pick<Stage, 'mode' | 'targetId'> | undefined
  readonly count: number
}

/**
 * How many pages something has, only a screen knows: they follow from its size. It tells the wall in the same
 * browser, where the projector most often is a second window. A screen elsewhere turns pages unseen.
 */
export function useTellPages({ boardId, screenId, stage, count }: Telling): void {
  const shown = shownKey(stage)
  useEffect(() => {
    const channel = openChannel(boardId, (message) => {
      if (message.kind === 'ask') tell({ kind: 'pages', from: screenId, shown, count })
    })
    const tell = (message: Message): void => channel?.postMessage(message)
    const leave = (): void => tell({ kind: 'gone', from: screenId })
    tell({ kind: 'pages', from: screenId, shown, count })
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      channel?.close()
    }
  }, [boardId, screenId, shown, count])
}

type Told = { readonly shown: string; readonly count: number }

/** The pages of what is shown, on the screens of this browser; undefined where none has told. */
export function usePagesOnScreens(
  boardId: string,
  stage: Pick<Stage, 'mode' | 'targetId'> | undefined,
): number | undefined {
  const [told, setTold] = useState<ReadonlyMap<string, Told>>(new Map())
  useEffect(() => {
    const channel = openChannel(boardId, (message) => {
      if (message.kind === 'ask') return
      setTold((before) => {
        const after = new Map(before)
        if (message.kind === 'gone') after.delete(message.from)
        else after.set(message.from, message)
        return after
      })
    })
    channel?.postMessage({ kind: 'ask' } satisfies Message)
    return () => channel?.close()
  }, [boardId])
  const shown = shownKey(stage)
  const counts = [...told.values()].flatMap((each) => (each.shown === shown ? [each.count] : []))
  return counts.length > 0 ? Math.max(...counts) : undefined
}

const shownKey = (stage: Pick<Stage, 'mode' | 'targetId'> | undefined): string =>
  `${stage?.mode ?? 'wall'}/${stage?.targetId ?? ''}`

/** Undefined in a browser that has none: the wall then knows as little as about a screen elsewhere. */
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
