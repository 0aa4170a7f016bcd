import * as z from 'zod/mini'

import { Headcount } from './group.ts'
import { Hand, HandId } from './hand.ts'
import { CardId, ColumnId, GroupId, SectionId } from './ids.ts'

/** Écrire → Dévoiler → Regrouper → Conclure. Voting takes its place between the last two when it exists. */
export const Phase = z.enum(['write', 'reveal', 'group', 'conclude'])
export type Phase = z.infer<typeof Phase>

/** Live notes of a group, by column: what screens may show before « Dévoiler ». */
export const Counters = z.record(GroupId, z.record(ColumnId, z.int().check(z.nonnegative())))
export type Counters = z.infer<typeof Counters>

/** The running of the assembly, projected by the server from the board's versioned state row. */
export const Session = z.strictObject({
  phase: Phase,
  /** Sections that people may write in now. */
  open: z.readonly(z.array(SectionId)),
  /** Final: never false again. */
  revealed: z.boolean(),
  /** Server time (ms) at which the timer ends; null = no timer. */
  timerEndsAt: z.nullable(z.int().check(z.nonnegative())),
  /** The minutes may be read by everyone on the board. */
  published: z.boolean(),
  /** « Demander la parole »: one queue, first come first. Rows of before it have none. */
  hands: z._default(z.readonly(z.array(Hand)), []),
  /** The hand that was given the floor last: its owner is told, and nobody whose hand is merely taken down. */
  floor: z.optional(HandId),
  counters: Counters,
  /** Notes that came after their section was closed, written before without a network: kept, to be taken up. */
  late: z.optional(z.readonly(z.array(CardId))),
  headcounts: z.record(GroupId, Headcount),
})
export type Session = z.infer<typeof Session>

/**
 * May screens show people's words? Going back to « Écrire » hides them again, on screens alone: what was
 * revealed can be read by everyone on the board, for good.
 */
export const areNotesShown = ({ revealed, phase }: Pick<Session, 'revealed' | 'phase'>): boolean =>
  revealed && phase !== 'write'

export const NEW_SESSION: Session = {
  phase: 'write',
  open: [],
  revealed: false,
  timerEndsAt: null,
  published: false,
  hands: [],
  counters: {},
  headcounts: {},
}
