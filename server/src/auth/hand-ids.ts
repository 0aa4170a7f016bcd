import { createHmac } from 'node:crypto'

import type { HandId } from '@murmure/shared/hand'
import type { BoardId, ParticipantId } from '@murmure/shared/ids'

/** Whose hand, and when it was raised. */
export type HandOwner = {
  readonly boardId: BoardId
  readonly participantId: ParticipantId
  readonly at: number
}

export type HandIds = (owner: HandOwner) => HandId

const ID_LENGTH = 16

/**
 * Names a raised hand so that everyone may read the queue and only this server can tell whose it is: it makes
 * the id again from who asks. Nothing is stored, so nothing is lost at a restart, and the time in it keeps two
 * hands of one person unlinked. The key also signs tokens; no token is signed over text that begins like this.
 */
export function createHandIds(key: Uint8Array): HandIds {
  return ({ boardId, participantId, at }) =>
    createHmac('sha256', key)
      .update(`hand ${boardId} ${participantId} ${at}`)
      .digest('base64url')
      .slice(0, ID_LENGTH)
}
