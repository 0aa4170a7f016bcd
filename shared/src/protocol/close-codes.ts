/**
 * 4400–4499: do not come back under this id (y-websocket 3.1 stops on these and on nothing else).
 * Everything else: come back later.
 */
export const CLOSE = {
  /** The server stops or restarts. */
  restart: 1012,
  /** Overloaded, or this client reads too slowly. */
  tryLater: 1013,
  /** The token is not valid (any more). */
  authentication: 4401,
  /** The role was taken away. */
  forbidden: 4403,
  /** The board was deleted. */
  gone: 4404,
  /** This document id is retired: ask `POST /api/sessions` for the new one. */
  retired: 4410,
  /** Abuse. */
  abuse: 4413,
} as const
