import type { BoardId } from '@murmure/shared/ids'

import { type ConnectOptions, connectDocument, type DocumentConnection } from './connect.ts'
import type { HttpPage } from './http-page.ts'

/** How this page reaches the relay: by websockets, or by requests where a network strips them. */
export type Ways = {
  readonly connect: (options: ConnectOptions) => DocumentConnection
  /** Two sockets in a row did not open. */
  readonly failed: () => void
  /** The server answers requests. */
  readonly answered: () => Promise<void>
  readonly close: () => void
}

export type WaysOptions = {
  readonly boardId: BoardId
  readonly token: () => string
  readonly now: () => number
  readonly random: () => number
  readonly isAnyoneOnline: () => boolean
  /** Sockets are to be tried at once. */
  readonly hurry: () => void
  /** Every document is to be connected anew, the other way. */
  readonly onChange: () => void
}

/** So often sockets fail while requests are answered: once may be a server that was just starting. */
const ROUNDS = 2

/** Nobody has to know or to choose: the page changes over by itself, and back. */
export function createWays(options: WaysOptions): Ways {
  let page: HttpPage | undefined
  let hasFailed = false
  let rounds = 0
  let isLoading = false
  let isClosed = false

  async function changeOver(): Promise<void> {
    isLoading = true
    // Does not come: the network is gone altogether, or the server was replaced; the next round tries again.
    const loaded = await import('./http-page.ts').catch(() => undefined)
    isLoading = false
    if (!loaded || isClosed || options.isAnyoneOnline()) return
    page = loaded.openHttpPage({
      ...options,
      origin: location.origin,
      token: options.token(),
      onSockets: () => {
        page?.close()
        page = undefined
        rounds = 0
        options.onChange()
      },
    })
    options.onChange()
  }

  return {
    connect: (own) => (page ?? { connectDocument }).connectDocument(own),
    failed: () => {
      hasFailed = true
    },
    answered: async () => {
      if (options.isAnyoneOnline()) rounds = 0
      else if (hasFailed && !page && !isLoading) {
        rounds++
        if (rounds < ROUNDS) options.hurry()
        else await changeOver()
      }
      hasFailed = false
    },
    close: () => {
      isClosed = true
      page?.close()
    },
  }
}
