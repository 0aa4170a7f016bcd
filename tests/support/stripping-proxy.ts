import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** What an office's proxy does to what passes. Read at each request: a test changes it as it goes. */
export type StrippingRules = {
  /** Upgrades lose their header: the server sees a plain GET, and says so. */
  strips: boolean
  /** Passes an answer on only when all of it is there. */
  readonly buffers?: boolean
  /** Cuts what has been silent for so long, in either direction. */
  readonly idleMs?: number
  /** After the server has answered this request: shall the answer be lost on its way back? */
  loses: (method: string, path: string) => boolean
}

export type StrippingProxy = {
  readonly url: string
  readonly port: number
  readonly rules: StrippingRules
  /** Requests by method and kind of path, e.g. `POST /sync`, `GET /sync upgrade`. */
  readonly counts: Map<string, number>
  /** When each upgrade was asked for, in ms of `performance.now`. */
  readonly upgrades: readonly number[]
  /** Answers that were lost on their way back. */
  lost(): number
  /** Most polls that one moment saw. */
  pollsAtOnce(): number
  close(): Promise<void>
}

/** A proxy between browsers and a server on 127.0.0.1, of the kind that breaks websockets. */
export async function startStrippingProxy(
  targetPort: number,
  changes: Partial<StrippingRules> = {},
): Promise<StrippingProxy> {
  const rules: StrippingRules = { strips: true, loses: () => false, ...changes }
  const counts = new Map<string, number>()
  const upgrades: number[] = []
  const tally = { lost: 0, polls: 0, pollsMost: 0 }
  const sockets = new Set<Duplex>()
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1)

  const server = createServer((incoming, answer) => {
    const path = new URL(incoming.url ?? '/', 'http://proxy').pathname
    const method = incoming.method ?? 'GET'
    count(`${method} /${path.split('/')[1]}`)
    const isPoll = method === 'GET' && /^\/sync\/[^/]+$/.test(path)
    if (isPoll) {
      tally.polls++
      tally.pollsMost = Math.max(tally.pollsMost, tally.polls)
      answer.once('close', () => tally.polls--)
    }
    forward({ incoming, answer, targetPort, rules, onLost: () => tally.lost++ })
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    count('GET /sync upgrade')
    upgrades.push(performance.now())
    if (rules.strips) refuseUpgrade(incoming, socket, targetPort)
    else tunnel(incoming, socket, head, targetPort)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (rules.idleMs !== undefined) socket.setTimeout(rules.idleMs, () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    rules,
    counts,
    upgrades,
    lost: () => tally.lost,
    pollsAtOnce: () => tally.pollsMost,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function forward({
  incoming,
  answer,
  targetPort,
  rules,
  onLost,
}: {
  readonly incoming: IncomingMessage
  readonly answer: ServerResponse
  readonly targetPort: number
  readonly rules: StrippingRules
  readonly onLost: () => void
}): void {
  const { method = 'GET', url = '/' } = incoming
  const onward = request(
    { host: '127.0.0.1', port: targetPort, method, path: url, headers: plainHeaders(incoming) },
    (received) => {
      const pieces: Buffer[] = []
      const isLost = rules.loses(method, url)
      if (!rules.buffers && !isLost) {
        answer.writeHead(received.statusCode ?? 502, received.headers)
        received.pipe(answer)
        return
      }
      received.on('data', (piece: Buffer) => pieces.push(piece))
      received.on('end', () => {
        if (isLost) {
          onLost()
          incoming.socket.destroy()
          return
        }
        answer.writeHead(received.statusCode ?? 502, received.headers)
        answer.end(Buffer.concat(pieces))
      })
    },
  )
  onward.on('error', () => incoming.socket.destroy())
  // Whoever hangs up here hangs up there.
  answer.once('close', () => onward.destroy())
  incoming.pipe(onward)
}

/** What a proxy that knows nothing of upgrades passes on. */
function plainHeaders({ headers }: IncomingMessage): IncomingMessage['headers'] {
  const { upgrade: _upgrade, connection: _connection, ...plain } = headers
  return plain
}

function refuseUpgrade(incoming: IncomingMessage, socket: Duplex, targetPort: number): void {
  const onward = request(
    {
      host: '127.0.0.1',
      port: targetPort,
      path: incoming.url,
      headers: { ...plainHeaders(incoming), connection: 'close' },
    },
    (received) => {
      received.resume()
      received.on('end', () => {
        socket.end(`HTTP/1.1 ${received.statusCode} Refused\r\nContent-Length: 0\r\n\r\n`)
      })
    },
  )
  onward.on('error', () => socket.destroy())
  socket.on('error', () => onward.destroy())
  onward.end()
}

function tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer, targetPort: number): void {
  const onward = connect(targetPort, '127.0.0.1', () => {
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`]
    const { rawHeaders } = incoming
    for (let at = 0; at < rawHeaders.length; at += 2)
      lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
    onward.write(`${lines.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  })
  onward.on('error', () => socket.destroy())
  socket.on('error', () => onward.destroy())
  socket.on('close', () => onward.destroy())
}
