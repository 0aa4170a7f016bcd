import type { Role } from '@murmure/shared/access'

/** Where a session is kept. Apart from `session-store.ts`, so that the join page loads no schema library. */
export const sessionKey = (boardId: string, role: Role): string =>
  `murmure:session:${boardId}:${role}`

/** The cookie in which the server hands the session over when the join form was sent without script. */
export const SESSION_COOKIE = 'murmure_session'

/** The code that led to a board: the way back to its join page. */
export const joinCodeKey = (boardId: string): string => `murmure:join-code:${boardId}`

/** The first name given last, on any board, and on this one. It never leaves the browser by itself. */
export const FIRST_NAME_KEY = 'murmure:first-name'
export const firstNameKey = (boardId: string): string => `murmure:first-name:${boardId}`

/** Changes of group that are not finished: `moves.ts`. */
export const movesKey = (boardId: string): string => `murmure:moves:${boardId}`

/** Notes that came along: `carried.ts`. */
export const carriedKey = (boardId: string): string => `murmure:carried:${boardId}`

/** What this phone declared for the headcount: `declaration.ts`. */
export const declarationKey = (boardId: string): string => `murmure:declaration:${boardId}`
