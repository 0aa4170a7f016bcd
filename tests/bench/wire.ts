import { once } from 'node:events'

import { MESSAGE, SYNC, syncStep1, syncUpdate } from '@murmure/shared/protocol/frames'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** Where a document is reached, and as whom. */
export type Address = { readonly url: string; readonly protocols: readonly string[] }

/**
 * A socket that speaks the sync protocol and keeps no document: two hundred real clients in this process
 * would measure their own decoding, not the server.
 */
export type Wire = {
  readonly socket: WebSocket
  write(update: Uint8Array): void
  /** Asks for the whole document. Resolves with the size of the answer. */
  pull(): Promise<number>
  close(): Promise<void>
}

export async function openWire({ url, protocols }: Address): Promise<Wire> {
  const socket = new WebSocket(url, [...protocols], { perMessageDeflate: false })
  const pulls: ((bytes: number) => void)[] = []
  socket.on('message', (frame: Buffer) => {
    if (frame[0] === MESSAGE.sync && frame[1] === SYNC.step2) pulls.shift()?.(frame.length)
  })
  await once(socket, 'open')
  return {
    socket,
    write: (update) => socket.send(syncUpdate(update)),
    pull() {
      const answer = new Promise<number>((resolve) => pulls.push(resolve))
      socket.send(syncStep1(NOTHING))
      return answer
    },
    async close() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}

/** The state vector of an empty document. */
const NOTHING = Y.encodeStateVector(new Y.Doc())
