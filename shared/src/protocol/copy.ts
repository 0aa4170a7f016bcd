import * as z from 'zod/mini'

import { Department } from '../group.ts'
import { GroupId, ParticipantId } from '../ids.ts'
import { DECLARED_MAX } from '../limits.ts'
import { Room } from '../room.ts'

/** The version of the file. Raised when an older server could not restore it; older files stay readable. */
export const COPY_VERSION = 1
/** What `POST /api/boards/copy` takes: an assembly of 3,000 notes is about one megabyte. */
export const COPY_MAX_BYTES = 16 * 1024 * 1024

/** Read before anything else, so that a newer file is refused as such and not as a broken one. */
export const CopyHead = z.object({ format: z.literal('murmure'), version: z.int() })

const CLIENT_ID_MAX = 2 ** 32 - 1

/** One document: its whole committed state, and who owns which Yjs clientID in it. */
export const CopiedDocument = z.strictObject({
  /** A Yjs update, base64. */
  state: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  leases: z.array(
    z.strictObject({
      clientId: z.int().check(z.minimum(0), z.maximum(CLIENT_ID_MAX)),
      participantId: ParticipantId,
    }),
  ),
})
export type CopiedDocument = z.infer<typeof CopiedDocument>

/**
 * « Sauvegarder une copie »: a whole board as one JSON file. Without code, secrets, tokens or raised hands; the
 * room document is left out, being made from `room` and what the documents hold.
 */
export const BoardCopy = z.strictObject({
  format: z.literal('murmure'),
  version: z.literal(COPY_VERSION),
  /** Server time, ms. */
  savedAt: z.int().check(z.nonnegative()),
  room: Room,
  wall: CopiedDocument,
  groups: z.record(GroupId, CopiedDocument),
  declarations: z.array(
    z.strictObject({
      declarationId: z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/)),
      groupId: GroupId,
      kind: z.enum(['volunteer', 'employee', 'other']),
      department: z.optional(Department),
      count: z.int().check(z.minimum(0), z.maximum(DECLARED_MAX)),
    }),
  ),
})
export type BoardCopy = z.infer<typeof BoardCopy>
