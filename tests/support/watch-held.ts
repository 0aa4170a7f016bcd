import { WebSocket } from 'ws'

/**
 * Loaded into the server's process by `NODE_OPTIONS=--import`, for tests: what its sockets hold that nobody took
 * is seen from nowhere else. Says each new maximum on stderr, see `mostHeldIn` in `tests/fault/slow-readers.ts`.
 */
// oxlint-disable-next-line typescript/unbound-method -- called with the socket that it is called on
const { send } = WebSocket.prototype
let most = 0

WebSocket.prototype.send = function (this: WebSocket, ...sent: unknown[]): void {
  Reflect.apply(send, this, sent)
  if (this.bufferedAmount <= most) return
  most = this.bufferedAmount
  process.stderr.write(`most held: ${most} bytes\n`)
}
