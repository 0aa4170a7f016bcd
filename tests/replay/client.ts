import type { CreatedSession, SessionDocument } from '@murmure/shared/protocol/http'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { ReplayFailure } from './replay-problem.ts'

const CONNECT_LIMIT_MS = 20_000
const LOOK_MS = 25

/** A stock `y-websocket` client on one document, as anybody could write one. */
export type Client = {
  readonly doc: Y.Doc
  /** Resolves when it has the server's state for the first time. */
  readonly ready: Promise<void>
  /** Terminates the raw socket, as a dead network does; the client comes back by itself. */
  readonly cut: () => void
  /** Goes offline until `comeBack`; what is written meanwhile stays here. */
  readonly leave: () => void
  readonly comeBack: () => void
  readonly close: () => void
}

export type Whereabouts = { readonly origin: string; readonly session: CreatedSession }

export function connect(
  { origin, session }: Whereabouts,
  { documentId, kind }: SessionDocument,
): Client {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    `${origin.replace(/^http/, 'ws')}/sync`,
    `${session.boardId}/${documentId}`,
    doc,
    {
      protocols: [BEARER_PREFIX + session.token],
      disableBc: true,
      // ws speaks the browser's interface; its types only do not say so.
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    },
  )
  return {
    doc,
    ready: firstSync(provider, kind),
    cut: () => (provider.ws as unknown as WebSocket | null)?.terminate(),
    leave: () => provider.disconnect(),
    comeBack: () => provider.connect(),
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}

function firstSync(provider: WebsocketProvider, who: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new ReplayFailure({ kind: 'connection', who }))
    // Not a reason to keep the program running: another client may have failed before.
    const limit = setTimeout(refuse, CONNECT_LIMIT_MS).unref()
    provider.on('closed', refuse)
    provider.on('sync', (isSynced: boolean) => {
      if (!isSynced) return
      clearTimeout(limit)
      resolve()
    })
  })
}

/** Everything that a session may read, by kind, connected and synchronised. */
export type Reader = {
  readonly room: Client
  readonly wall: Client
  readonly groups: ReadonlyMap<string, Client>
  readonly close: () => void
}

export async function openReader(whereabouts: Whereabouts): Promise<Reader> {
  const { documents } = whereabouts.session
  const opened = documents.map((document) => ({
    document,
    client: connect(whereabouts, document),
  }))
  const close = () => opened.forEach(({ client }) => client.close())
  const only = (kind: SessionDocument['kind']) => {
    const found = opened.find(({ document }) => document.kind === kind)
    if (!found) throw new ReplayFailure({ kind: 'connection', who: kind })
    return found.client
  }
  try {
    await Promise.all(opened.map(({ client }) => client.ready))
    const groups = new Map(
      opened.flatMap(({ document: { groupId }, client }) =>
        groupId === undefined ? [] : [[groupId, client]],
      ),
    )
    return { room: only('room'), wall: only('wall'), groups, close }
  } catch (error) {
    close()
    throw error
  }
}

/**
 * Resolves with true as soon as `isTrue` holds, looked at again after updates of these documents; with false
 * once nothing has come for `idleMs`: however slow the server is, it is given up only when it is silent.
 */
export function settles(
  docs: readonly Y.Doc[],
  isTrue: () => boolean,
  idleMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    let look: ReturnType<typeof setTimeout> | undefined
    let silence = setTimeout(() => end(isTrue()), idleMs)
    const end = (outcome: boolean) => {
      clearTimeout(look)
      clearTimeout(silence)
      for (const doc of docs) doc.off('update', onUpdate)
      resolve(outcome)
    }
    const check = () => {
      look = undefined
      if (isTrue()) end(true)
    }
    const onUpdate = () => {
      clearTimeout(silence)
      silence = setTimeout(() => end(isTrue()), idleMs)
      // One look for a burst of updates: forty people typing would make thousands.
      look ??= setTimeout(check, LOOK_MS)
    }
    for (const doc of docs) doc.on('update', onUpdate)
    look = setTimeout(check, 0)
  })
}
