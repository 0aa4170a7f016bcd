import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

import { createFrameSplitter } from './server-frames.ts'

/** How a link carries bytes, each way. */
export type Line = {
  readonly delayMs?: number
  readonly bytesPerSecond?: number
  /** This share of the pieces is lost, and comes once more after `RESEND_MS`; what follows waits for it. */
  readonly loss?: number
}

/** One connection through the proxy. */
export type Link = {
  /**
   * From now on nothing passes, neither bytes nor FIN nor RST: a phone without a network. The server's bytes are
   * taken and forgotten, so that its buffers never tell.
   */
  freeze(): void
  /** Takes nothing more from the server until `read`: the server's window closes. What the client sends passes. */
  stopReading(): void
  read(): void
  /** Forgets the next frame of the server with such a payload. Resolves when that happened. */
  dropFrame(isIt: (payload: Buffer) => boolean): Promise<void>
  /** Bytes from the server that the client was given. */
  delivered(): number
}

export type TcpProxy = {
  readonly port: number
  /** `http://127.0.0.1:port` */
  readonly url: string
  /** Every connection so far, the oldest first. */
  links(): readonly Link[]
  /** When each connection came, in ms of `performance.now`. */
  readonly arrivals: readonly number[]
  /** Answers every new connection with this text instead of the server; undefined = the server again. */
  answer(text: string | undefined): void
  close(): Promise<void>
}

export type ProxyOptions = {
  readonly port: number
  readonly line?: Line
  /** 0 to 1, of a seed: which pieces are lost. */
  readonly random?: () => number
}

/** What TCP waits before it sends again, where the way there and back takes 600 ms. */
const RESEND_MS = 1_200
/** More is not taken in while so much is under way: a slow line has no endless cable. */
const UNDER_WAY_MAX = 64 * 1024

/** A network between clients and a server on 127.0.0.1, as bad as a test wants it. */
export async function startTcpProxy(options: ProxyOptions): Promise<TcpProxy> {
  const links: Link[] = []
  const arrivals: number[] = []
  const sockets = new Set<Socket>()
  let text: string | undefined
  const server = createServer({ allowHalfOpen: true }, (client) => {
    arrivals.push(performance.now())
    keep(client)
    if (text !== undefined) return refuse(client, text)
    const upstream = connect({ host: '127.0.0.1', port: options.port, allowHalfOpen: true })
    keep(upstream)
    links.push(createLink(client, upstream, options))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    links: () => links,
    arrivals,
    answer(next) {
      text = next
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As a proxy does whose server is away: the request is read, then answered. */
function refuse(client: Socket, text: string): void {
  client.on('error', () => client.destroy())
  client.once('data', () => client.end(text))
}

function createLink(
  client: Socket,
  upstream: Socket,
  { line = {}, random = () => 1 }: ProxyOptions,
): Link {
  let isFrozen = false
  let delivered = 0
  let drop: { readonly isIt: (payload: Buffer) => boolean; readonly done: () => void } | undefined
  const split = createFrameSplitter()
  const isDropped = (payload: Buffer | undefined): boolean => {
    if (!payload || !drop?.isIt(payload)) return false
    drop.done()
    drop = undefined
    return true
  }
  const down = createPipe(upstream, client, line, random)
  const up = createPipe(client, upstream, line, random)
  client.on('data', (piece: Buffer) => {
    if (!isFrozen) up.put(piece)
  })
  upstream.on('data', (piece: Buffer) => {
    if (isFrozen) return
    for (const { bytes, payload } of split(piece)) {
      if (isDropped(payload)) continue
      delivered += bytes.length
      down.put(bytes)
    }
  })
  for (const [from, to, pipe] of [
    [client, upstream, up],
    [upstream, client, down],
  ] as const) {
    from.on('end', () => !isFrozen && pipe.end())
    // A reset passes as a reset; « error » says nothing that « close » does not.
    from.on('error', () => undefined)
    from.on('close', () => !isFrozen && to.destroy())
  }

  return {
    freeze() {
      isFrozen = true
      up.forget()
      down.forget()
      upstream.resume()
      client.resume()
    },
    stopReading: () => down.hold(),
    read: () => down.release(),
    dropFrame: (isIt) => new Promise((done) => (drop = { isIt, done })),
    delivered: () => delivered,
  }
}

type Pipe = {
  readonly put: (piece: Buffer) => void
  readonly end: () => void
  /** What is under way never arrives. */
  readonly forget: () => void
  readonly hold: () => void
  readonly release: () => void
}

/** One direction: in order, late, and no faster than its line. */
function createPipe(from: Socket, to: Socket, line: Line, random: () => number): Pipe {
  const { delayMs = 0, bytesPerSecond = Number.POSITIVE_INFINITY, loss = 0 } = line
  const isPlain = delayMs === 0 && loss === 0 && bytesPerSecond === Number.POSITIVE_INFINITY
  const coming: { readonly at: number; readonly task: () => void }[] = []
  let timer: NodeJS.Timeout | undefined
  let freeAt = 0
  let underWay = 0
  let isHeld = false

  const flow = () => {
    if (isHeld || underWay > UNDER_WAY_MAX || to.writableNeedDrain) from.pause()
    else from.resume()
  }
  const arrive = (piece: Buffer) => {
    if (to.writable) to.write(piece)
    flow()
  }
  to.on('drain', flow)

  /** Runs it when a piece that leaves now has come through. One queue and one timer: nothing overtakes. */
  function later(bytes: number, task: () => void): void {
    const resent = random() < loss ? RESEND_MS : 0
    freeAt = Math.max(freeAt, performance.now()) + (bytes / bytesPerSecond) * 1000 + resent
    coming.push({ at: freeAt + delayMs, task })
    arm()
  }

  function arm(): void {
    const [next] = coming
    if (timer !== undefined || !next) return
    timer = setTimeout(() => {
      timer = undefined
      while ((coming[0]?.at ?? Number.POSITIVE_INFINITY) <= performance.now())
        coming.shift()?.task()
      arm()
    }, next.at - performance.now())
  }

  return {
    put(piece) {
      if (isPlain) return arrive(piece)
      underWay += piece.length
      flow()
      later(piece.length, () => {
        underWay -= piece.length
        arrive(piece)
      })
    },
    end: () => (isPlain ? to.end() : later(0, () => to.end())),
    forget() {
      clearTimeout(timer)
      timer = undefined
      coming.length = 0
      isHeld = false
      underWay = 0
    },
    hold() {
      isHeld = true
      flow()
    },
    release() {
      isHeld = false
      flow()
    },
  }
}
