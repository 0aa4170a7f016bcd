import * as z from 'zod/mini'

import { DocumentKind, Role } from '../access.ts'
import { Column, Question, Section } from '../column.ts'
import { Department, Group, GroupKind } from '../group.ts'
import { Hand, HandId } from '../hand.ts'
import { BoardId, ColumnId, DocumentId, GroupId, ParticipantId, SectionId } from '../ids.ts'
import { COLUMNS_MAX, DECLARED_MAX, GROUPS_MAX, NAME_MAX_UNITS } from '../limits.ts'
import { Locale, Meta } from '../room.ts'
import { Phase, Session } from '../session.ts'
import { TEMPLATE_IDS } from '../template-ids.ts'
import { Title } from '../title.ts'
import { Visio } from '../visio.ts'

const Secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{32}$/))

/** Six digits, with or without the blank of « 482 915 ». */
export const JoinCode = z.string().check(
  z.overwrite((text) => text.replace(/\s/g, '')),
  z.regex(/^[0-9]{6}$/),
)
export type JoinCode = z.infer<typeof JoinCode>

const DeclarationId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))

const NewGroupRequest = z.strictObject({ name: Title, kind: GroupKind })

/** `POST /api/boards` */
export const CreateBoard = z.strictObject({
  template: z.optional(z.enum(TEMPLATE_IDS)),
  title: Title,
  place: z.optional(Title),
  date: z.optional(z.iso.date()),
  locale: z.optional(Locale),
  groups: z.optional(z.array(NewGroupRequest).check(z.minLength(1), z.maxLength(GROUPS_MAX))),
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
    name: z.optional(z.string().check(z.trim(), z.maxLength(NAME_MAX_UNITS))),
    /** What this phone declared: it follows into another group, and is linked to nobody by it. */
    declarationId: z.optional(DeclarationId),
  }),
  z.strictObject({ boardId: BoardId, secret: Secret }),
  /** Asks again with the bearer alone: a new token and the documents as they are now. */
  z.strictObject({ boardId: BoardId }),
])
export type CreateSession = z.infer<typeof CreateSession>

export const SessionDocument = z.object({
  documentId: DocumentId,
  kind: DocumentKind,
  groupId: z.optional(GroupId),
  access: z.enum(['read', 'write']),
})
export type SessionDocument = z.infer<typeof SessionDocument>

/** 201 of `POST /api/sessions`. */
export const CreatedSession = z.object({
  token: z.string(),
  role: Role,
  participantId: ParticipantId,
  boardId: BoardId,
  groupId: z.optional(GroupId),
  documents: z.array(SessionDocument),
  /** For screens: the way in, which they show to the room. */
  join: z.optional(z.object({ code: z.string(), link: z.url() })),
})
export type CreatedSession = z.infer<typeof CreatedSession>

/** `POST /api/boards/:id/session` */
export const SessionCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('phase'), phase: Phase }),
  z.strictObject({ type: z.literal('open'), sectionId: SectionId }),
  z.strictObject({ type: z.literal('close'), sectionId: SectionId }),
  z.strictObject({ type: z.literal('reveal') }),
  /** Seconds from now; null stops it. */
  z.strictObject({
    type: z.literal('timer'),
    seconds: z.nullable(z.int().check(z.minimum(1), z.maximum(86_400))),
  }),
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
  declarationId: z.optional(DeclarationId),
  kind: z.enum(['volunteer', 'employee', 'other']),
  department: z.optional(Department),
  count: z._default(z.int().check(z.minimum(0), z.maximum(DECLARED_MAX)), 1),
  /** For facilitators; participants and scribes declare for their own group. */
  groupId: z.optional(GroupId),
})
export type DeclareHeadcount = z.infer<typeof DeclareHeadcount>

export const DeclaredHeadcount = z.object({ declarationId: z.string() })
export type DeclaredHeadcount = z.infer<typeof DeclaredHeadcount>

const NewColumn = { title: Title, question: Question }

/**
 * `PATCH /api/boards/:id`. What is named here is changed or added, what is not stays; it takes no section, column
 * or group away. An entry without an id is a new one.
 */
export const PatchBoard = z.strictObject({
  title: z.optional(Title),
  place: z.optional(z.nullable(Title)),
  date: z.optional(z.nullable(z.iso.date())),
  locale: z.optional(Locale),
  /** null takes the link away. */
  visio: z.optional(z.nullable(Visio)),
  sections: z.optional(
    z
      .array(
        z.union([
          z.strictObject({ sectionId: SectionId, title: Title }),
          /** A section comes with its first columns: without any, nobody could write in it. */
          z.strictObject({
            title: Title,
            columns: z.array(z.strictObject(NewColumn)).check(z.minLength(1)),
          }),
        ]),
      )
      .check(z.maxLength(COLUMNS_MAX)),
  ),
  columns: z.optional(
    z
      .array(
        z.union([
          z.strictObject({
            columnId: ColumnId,
            title: z.optional(Title),
            question: z.optional(Question),
          }),
          /** At the end of this section. */
          z.strictObject({ section: SectionId, ...NewColumn }),
        ]),
      )
      .check(z.maxLength(COLUMNS_MAX)),
  ),
  /** All sections, or all columns, of before this patch, each once. Columns stay in their sections. */
  sectionOrder: z.optional(z.array(SectionId).check(z.maxLength(COLUMNS_MAX))),
  columnOrder: z.optional(z.array(ColumnId).check(z.maxLength(COLUMNS_MAX))),
  groups: z.optional(
    z
      .array(
        z.union([
          z.strictObject({
            groupId: GroupId,
            name: z.optional(Title),
            room: z.optional(z.nullable(Title)),
          }),
          NewGroupRequest,
        ]),
      )
      .check(z.maxLength(GROUPS_MAX)),
  ),
})
export type PatchBoard = z.infer<typeof PatchBoard>

/**
 * A screen as facilitators know it. `screenId` is its participant id, which its token keeps from reload to
 * reload, and the key of its own stage in the wall document; `groupId`: it is that group's own.
 */
export const ScreenStatus = z.object({
  screenId: ParticipantId,
  groupId: z.optional(GroupId),
  connected: z.boolean(),
})
export type ScreenStatus = z.infer<typeof ScreenStatus>

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
  /** Seen since the server started, in the order in which they came. */
  screens: z.array(ScreenStatus),
})
export type BoardSettings = z.infer<typeof BoardSettings>

/**
 * `POST /api/boards/:id/hands`, « Demander la parole ». Everyone has one hand: raising it again answers the
 * same hand, where it stands in the queue. Lowering one that is down already is no error.
 */
export const HandCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raise') }),
  /** One's own; facilitators any. */
  z.strictObject({ type: z.literal('lower'), handId: HandId }),
  /** It is their turn: taken down, and they are told. Facilitators only. */
  z.strictObject({ type: z.literal('give'), handId: HandId }),
  /** Facilitators only. */
  z.strictObject({ type: z.literal('clear') }),
])
export type HandCommand = z.infer<typeof HandCommand>

/** 200 of it: the queue as it now is. `handId`: the caller's own hand, while it is raised. */
export const HandsAnswer = z.object({ hands: z.array(Hand), handId: z.optional(HandId) })
export type HandsAnswer = z.infer<typeof HandsAnswer>

/**
 * `POST /api/boards/:id/secrets`: one more link into the board. A screen that is given a group is that group's
 * own (a remote centre's): it reads its notes before « Dévoiler » too. A scribe writes for one group.
 */
export const CreateSecret = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('facilitator') }),
  z.strictObject({ role: z.literal('screen'), groupId: z.optional(GroupId) }),
  z.strictObject({ role: z.literal('scribe'), groupId: GroupId }),
])
export type CreateSecret = z.infer<typeof CreateSecret>

/** 201 of it. The secret is shown this once. */
export const CreatedSecret = z.object({ secret: Secret, link: z.url() })
export type CreatedSecret = z.infer<typeof CreatedSecret>

/** RFC 9457. `type` is a stable name (`about:blank` never); `title` and `detail` are in the caller's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  /** Paths of the fields that were refused, e.g. `groups.0.name`. */
  fields: z.optional(z.array(z.string())),
})
export type Problem = z.infer<typeof Problem>

/** `POST /api/boards/:id/revocations`: the participant's id is the part of their notes' ids before the dot. */
export const RevokeParticipant = z.strictObject({ participantId: ParticipantId })
export type RevokeParticipant = z.infer<typeof RevokeParticipant>
