import { connect, type Socket } from 'node:net'

import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { onTestFinished } from 'vitest'

/** A websocket spoken by hand: it does what no library would. */
export type RawSocket = {
  readonly socket: Socket
  /** The server's answer to the handshake, its first line in front. */
  readonly answer: Promise<string>
  /** One binary frame, whatever the server has said. */
  readonly send: (payload: Uint8Array) => void
}

type Door = Pick<CreatedSession, 'boardId' | 'token'> & { readonly documentId: string }

/** Knocks at this document; `first` rides in the same packet as the handshake. */
export function openRawSocket(
  port: number,
  { boardId, token, documentId }: Door,
  first: readonly Uint8Array[] = [],
): RawSocket {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setEncoding('latin1').on('data', (data: string) => {
      text += data
      if (text.includes('\r\n\r\n')) resolve(text)
    })
    socket.once('error', reject)
  })
  const upgrade = [
    `GET /sync/${boardId}/${documentId} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${BEARER_PREFIX}${token}`,
    '\r\n',
  ].join('\r\n')
  socket.write(Buffer.concat([Buffer.from(upgrade), ...first.map(masked)]))
  return { socket, answer, send: (payload) => void socket.write(masked(payload)) }
}

/** As a client sends it, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  const length = payload.length
  if (length >= 2 ** 16) throw new Error('a frame of this length is not spoken here')
  return Buffer.concat([
    Buffer.from([0x82, 0x80 | 126, length >> 8, length & 255, 0, 0, 0, 0]),
    payload,
  ])
}
