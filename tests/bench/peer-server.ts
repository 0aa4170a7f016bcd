import { once } from 'node:events'
import { createServer } from 'node:http'
import { registerHooks } from 'node:module'
import type { AddressInfo } from 'node:net'

import { WebSocketServer } from 'ws'

/**
 * `@y/websocket-server`, the reference server for Yjs 13, in a process of its own. The same Yjs and the same
 * `ws` with the same options as ours, so that what differs is the server. In memory, its fastest mode: it
 * imports its store even then, hence the stand-in, which is never made.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'y-leveldb'
      ? { url: 'data:text/javascript,export class LeveldbPersistence {}', shortCircuit: true }
      : next(specifier, context),
})

const { setupWSConnection } = await import('@y/websocket-server/utils')

const http = createServer()
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', setupWSConnection)
http.listen(0, '127.0.0.1')
await once(http, 'listening')
const { port } = http.address() as AddressInfo
process.stdout.write(`http://localhost:${port}\n`)
process.on('SIGTERM', () => process.exit(0))
