import { z } from 'zod'

import { DocumentKind, Role } from '../access.ts'
import { Column, Section } from '../column.ts'
import { Department, Group, GroupKind } from '../group.ts'
import { BoardId, ColumnId, DocumentId, GroupId, ParticipantId, SectionId } from '../ids.ts'
import {
  COLUMNS_MAX,
  DECLARED_MAX,
  GROUPS_MAX,
  NAME_MAX_UNITS,
  TITLE_MAX_UNITS,
} from '../limits.ts'
import { Locale, Meta } from '../room.ts'
import { Phase, Session } from '../session.ts'
import { TEMPLATE_IDS } from '../templates.ts'

const Title = z.string().trim().min(1).max(TITLE_MAX_UNITS)
const Secret = z.string().regex(/^[A-Za-z0-9_-]{32}$/)

/** Six digits, with or without the blank of « 482 915 ». */
export const JoinCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^[0-9]{6}$/))
export type JoinCode = z.infer<typeof JoinCode>

export const NewGroupRequest = z.strictObject({ name: Title, kind: GroupKind })

/** `POST /api/boards` */
export const CreateBoard = z.strictObject({
  template: z.enum(TEMPLATE_IDS).optional(),
  title: Title,
  place: Title.optional(),
  date: z.iso.date().optional(),
  locale: Locale.optional(),
  groups: z.array(NewGroupRequest).min(1).max(GROUPS_MAX).optional(),
})
export type CreateBoard = z.infer<typeof CreateBoard>

/** 201 of `POST /api/boards`. The secrets are shown this once. */
export const CreatedBoard = z.object({
  boardId: BoardId,
  code: z.string(),
  sections: z.array(Section),
  columns: z.array(Column),
  groups: z.array(Group),
  secrets: z.object({ facilitator: Secret, screen: Secret }),
  links: z.object({ facilitator: z.url(), screen: z.url(), join: z.url() }),
})
export type CreatedBoard = z.infer<typeof CreatedBoard>

/** `POST /api/sessions`. With an earlier token as bearer (also an expired one) the participant id is kept. */
export const CreateSession = z.union([
  z.strictObject({
    code: JoinCode,
    groupId: GroupId,
    name: z.string().trim().max(NAME_MAX_UNITS).optional(),
  }),
  z.strictObject({ boardId: BoardId, secret: Secret }),
  /** Asks again with the bearer alone: a new token and the documents as they are now. */
  z.strictObject({ boardId: BoardId }),
])
export type CreateSession = z.infer<typeof CreateSession>

export const SessionDocument = z.object({
  documentId: DocumentId,
  kind: DocumentKind,
  groupId: GroupId.optional(),
  access: z.enum(['read', 'write']),
})
export type SessionDocument = z.infer<typeof SessionDocument>

/** 201 of `POST /api/sessions`. */
export const CreatedSession = z.object({
  token: z.string(),
  role: Role,
  participantId: ParticipantId,
  boardId: BoardId,
  groupId: GroupId.optional(),
  documents: z.array(SessionDocument),
  /** For screens: the way in, which they show to the room. */
  join: z.object({ code: z.string(), link: z.url() }).optional(),
})
export type CreatedSession = z.infer<typeof CreatedSession>

/** `POST /api/boards/:id/session` */
export const SessionCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('phase'), phase: Phase }),
  z.strictObject({ type: z.literal('open'), sectionId: SectionId }),
  z.strictObject({ type: z.literal('close'), sectionId: SectionId }),
  z.strictObject({ type: z.literal('reveal') }),
  /** Seconds from now; null stops it. */
  z.strictObject({ type: z.literal('timer'), seconds: z.int().min(1).max(86_400).nullable() }),
  z.strictObject({ type: z.literal('publish'), published: z.boolean() }),
])
export type SessionCommand = z.infer<typeof SessionCommand>

/** 200 of every board command: the session as it now is. */
export const SessionAnswer = z.object({ session: Session })
export type SessionAnswer = z.infer<typeof SessionAnswer>

/**
 * `POST /api/boards/:id/headcount`: « we are `count` volunteers here ». The same `declarationId` again
 * replaces what it said: a lost answer is repeated without harm. It is linked to no participant and no note.
 */
export const DeclareHeadcount = z.strictObject({
  declarationId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16}$/)
    .optional(),
  kind: z.enum(['volunteer', 'employee', 'other']),
  department: Department.optional(),
  count: z.int().min(0).max(DECLARED_MAX).default(1),
  /** For facilitators; participants and scribes declare for their own group. */
  groupId: GroupId.optional(),
})
export type DeclareHeadcount = z.infer<typeof DeclareHeadcount>

export const DeclaredHeadcount = z.object({ declarationId: z.string() })
export type DeclaredHeadcount = z.infer<typeof DeclaredHeadcount>

/** `PATCH /api/boards/:id`. Groups and columns named here are changed or added; none is ever taken away. */
export const PatchBoard = z.strictObject({
  title: Title.optional(),
  place: Title.nullable().optional(),
  date: z.iso.date().nullable().optional(),
  locale: Locale.optional(),
  columns: z
    .array(
      z.strictObject({ columnId: ColumnId, title: Title.optional(), question: Title.optional() }),
    )
    .max(COLUMNS_MAX)
    .optional(),
  groups: z
    .array(
      z.union([
        z.strictObject({
          groupId: GroupId,
          name: Title.optional(),
          room: Title.nullable().optional(),
        }),
        NewGroupRequest,
      ]),
    )
    .max(GROUPS_MAX)
    .optional(),
})
export type PatchBoard = z.infer<typeof PatchBoard>

/** 200 of `GET` and `PATCH /api/boards/:id`, for facilitators. */
export const BoardSettings = z.object({
  boardId: BoardId,
  code: z.string(),
  links: z.object({ join: z.url() }),
  meta: Meta,
  sections: z.array(Section),
  columns: z.array(Column),
  groups: z.array(Group),
  session: Session,
})
export type BoardSettings = z.infer<typeof BoardSettings>

/** RFC 9457. `type` is a stable name (`about:blank` never); `title` and `detail` are in the caller's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Paths of the fields that were refused, e.g. `groups.0.name`. */
  fields: z.array(z.string()).optional(),
})
export type Problem = z.infer<typeof Problem>
