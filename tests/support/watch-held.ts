import { WebSocket } from 'ws'

/** From here on the server leaves out what somebody can do without. */
const MUCH_BYTES = 16 * 1024

/**
 * Loaded into the server's process by `NODE_OPTIONS=--import`, for tests: what its sockets hold that nobody took
 * is seen from nowhere else. Says on stderr how many of them hold much, and the most that one has held, whenever
 * it is more than before; see `heldIn` in `tests/fault/slow-readers.ts`.
 */
// oxlint-disable-next-line typescript/unbound-method -- called with the socket that it is called on
const { send } = WebSocket.prototype
const holding = new Set<WebSocket>()
let [sockets, most] = [0, 0]

WebSocket.prototype.send = function (this: WebSocket, ...sent: unknown[]): void {
  Reflect.apply(send, this, sent)
  const held = this.bufferedAmount
  if (held > MUCH_BYTES) holding.add(this)
  else holding.delete(this)
  if (held <= most && holding.size <= sockets) return
  sockets = Math.max(sockets, holding.size)
  most = Math.max(most, held)
  process.stderr.write(`held: ${sockets} sockets, ${most} bytes\n`)
}
