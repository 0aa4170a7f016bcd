import websocket from '@fastify/websocket'
import { BEARER_PREFIX, SUBPROTOCOL } from '@murmure/shared/protocol/frames'
import type { FastifyInstance, FastifyRequest } from 'fastify'

import { bearerOfHeader, bearerOfProtocols } from '../auth/bearer.ts'
import { type Admitted, admitToDocuments } from './admit-documents.ts'
import type { AppDeps } from './app-deps.ts'
import { sendProblem } from './problem.ts'
import type { Screens } from './screens.ts'

/** Above every limit of the relay's own: beyond it `ws` closes with 1009, a transient code. */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024
/** What a socket that was told to go has left to say goodbye, before it is cut. */
const GOODBYE_MS = 1_000

/**
 * `GET /sync/:boardId/:documentId`: everything is decided before the upgrade, with an HTTP status. The
 * handler itself attaches its listeners at once: a client's first frame may come with the handshake.
 */
export async function registerSync(
  app: FastifyInstance,
  deps: AppDeps & { readonly screens: Screens },
): Promise<void> {
  const admitted = new WeakMap<FastifyRequest, Admitted>()

  await app.register(websocket, {
    options: {
      maxPayload: MAX_PAYLOAD_BYTES,
      perMessageDeflate: false,
      handleProtocols: chooseProtocol,
    },
    // A phone out of reach, a frame too large: the relay hears of the end by itself.
    errorHandler: (err, socket, request) => {
      request.log.info({ err }, 'a socket broke')
      socket.terminate()
    },
    preClose: async () => {
      await deps.relay.stop()
      await cutStragglers(app)
    },
  })

  app.route<{ Params: { boardId: string; documentId: string } }>({
    method: 'GET',
    url: '/sync/:boardId/:documentId',
    preValidation: async (request, reply) => {
      const { boardId, documentId } = request.params
      const admission = await admitToDocuments(deps, tokenOf(request), boardId, [documentId])
      if (!admission.ok) return sendProblem(request, reply, admission.error.problem)
      const room = request.ws ? deps.relay.roomFor(admission.value.person) : 'room'
      if (room === 'crowded') return sendProblem(request, reply, 'too-many-requests')
      if (room === 'full') return sendProblem(request, reply, 'store-unavailable')
      const readiness = request.ws ? await deps.relay.prepare(documentId) : 'ready'
      if (readiness === 'absent') return sendProblem(request, reply, 'document-unknown')
      if (readiness === 'unavailable') return sendProblem(request, reply, 'store-unavailable')
      admitted.set(request, admission.value)
      return undefined
    },
    handler: async (request, reply) =>
      sendProblem(request, reply.header('upgrade', 'websocket'), 'upgrade-required'),
    wsHandler: (socket, request) => {
      const entry = admitted.get(request as FastifyRequest)
      if (!entry) return socket.terminate()
      const { person } = entry
      const [admission] = entry.admissions
      if (!admission) return socket.terminate()
      // A screen keeps the room document open as long as it is there.
      if (person.role === 'screen' && admission.kind === 'room')
        socket.once('close', deps.screens.connected(person))
      deps.relay.connect(socket, person, admission)
    },
  })
}

/** A browser closes a socket whose server selects none of the offered protocols. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(SUBPROTOCOL)) return SUBPROTOCOL
  return [...offered].find((protocol) => protocol.startsWith(BEARER_PREFIX)) ?? false
}

/** A browser's websocket sends no header of ours: its token is one of the protocols that it offers. */
const tokenOf = ({ headers }: FastifyRequest): string | undefined =>
  bearerOfProtocols(headers['sec-websocket-protocol']) ?? bearerOfHeader(headers.authorization)

/** Waits for the close frames to be answered, then cuts who does not: a phone that fell asleep stops no server. */
async function cutStragglers(app: FastifyInstance): Promise<void> {
  const clients = [...app.websocketServer.clients]
  const closed = clients.map((client) => new Promise((resolve) => client.once('close', resolve)))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, GOODBYE_MS)
  })
  await Promise.race([Promise.all(closed), late])
  clearTimeout(timer)
  for (const client of app.websocketServer.clients) client.terminate()
}
