import { connectDocument, type DocumentConnection } from '@murmure/client/documents/connect'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import * as Y from 'yjs'

/** Our own pages' connection to the person's own group document, without the page. */
export function openOwnClient(options: {
  /** The server, or a network before it. */
  readonly origin: string
  readonly session: CreatedSession
  readonly random: () => number
}): DocumentConnection {
  const { origin, session, random } = options
  const document = session.documents.find(
    ({ kind, groupId }) => kind === 'group' && groupId === session.groupId,
  )
  if (!document) throw new Error('the session has no group')
  return connectDocument({
    origin: origin.replace('http', 'ws'),
    boardId: session.boardId,
    token: session.token,
    document,
    doc: new Y.Doc(),
    now: () => performance.now(),
    random,
    onStatus: () => undefined,
    onFailedOpens: () => undefined,
    onEnded: () => undefined,
    onRefused: () => undefined,
  })
}
