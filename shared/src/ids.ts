import * as z from 'zod/mini'

/** A source of random bytes, e.g. `(n) => crypto.getRandomValues(new Uint8Array(n))`: works on plain http too. */
export type RandomBytes = (length: number) => Uint8Array

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 16 characters of base64url, 96 bits: URL-safe, never guessed, never doubled. */
export function createId(random: RandomBytes): string {
  return Array.from(random(ID_LENGTH), (byte) => ALPHABET[byte & 63]).join('')
}

const ID_LENGTH = 16
const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))

export const ParticipantId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
export type ParticipantId = z.infer<typeof ParticipantId>

export const BoardId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
export type BoardId = z.infer<typeof BoardId>

/** Opaque; the part after the dot is the generation. Handed out by `POST /api/sessions`, never guessed. */
export const DocumentId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}\.[0-9]{1,9}$/))
export type DocumentId = z.infer<typeof DocumentId>

/** Of a wall that was never put back to an earlier state. */
export const FIRST_GENERATION = 1
/** Nine digits. */
const LAST_GENERATION = 999_999_999

/** The part of a document id after the dot. There is no order among generations. */
export function generationOf(documentId: DocumentId): number {
  return Number(documentId.slice(documentId.indexOf('.') + 1))
}

/** The same document in another generation. */
export function inGeneration(documentId: DocumentId, generation: number): DocumentId {
  return `${documentId.slice(0, documentId.indexOf('.'))}.${generation}`
}

/**
 * A generation that no client has met. By chance and not by counting: who restores a copy onto an empty disk
 * does not know how far the lost store had counted, and one number twice would merge two histories.
 */
export function drawGeneration(random: RandomBytes, used: ReadonlySet<number> = new Set()): number {
  for (;;) {
    const drawn = random(4).reduce((number, byte) => number * 256 + byte, 0)
    const generation = FIRST_GENERATION + 1 + (drawn % (LAST_GENERATION - FIRST_GENERATION))
    if (!used.has(generation)) return generation
  }
}

export const SectionId = Id
export type SectionId = z.infer<typeof SectionId>

export const ColumnId = Id
export type ColumnId = z.infer<typeof ColumnId>

export const GroupId = Id
export type GroupId = z.infer<typeof GroupId>

export const ThemeId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
export type ThemeId = z.infer<typeof ThemeId>

export const DecisionId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
export type DecisionId = z.infer<typeof DecisionId>

/** `<participantId>.<random>`: the prefix is what the relay admits a writer by. */
export const CardId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{16}$/))
export type CardId = z.infer<typeof CardId>

export function createCardId(participantId: ParticipantId, random: RandomBytes): CardId {
  return `${participantId}.${createId(random)}`
}

/** Who wrote the card: the part of its id before the dot. */
export function authorOf(cardId: CardId): ParticipantId {
  return cardId.slice(0, cardId.indexOf('.'))
}
