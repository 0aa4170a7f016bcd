import * as z from 'zod/mini'

import { CardId, ColumnId, GroupId } from '@murmure/shared/ids'

import { parseJson } from './json.ts'
import type { KeyValueStore } from './storage.ts'

/** The note being written. It has its card id from the first sign: stuck twice, it is one card. */
export const Draft = z.object({ cardId: CardId, columnId: z.nullable(ColumnId), text: z.string() })
export type Draft = z.infer<typeof Draft>

/** A note that was stuck and is not known to be durable. */
export const KeptNote = z.object({
  cardId: CardId,
  groupId: GroupId,
  columnId: ColumnId,
  text: z.string(),
  at: z.number(),
  /** A correction: what a durable note said before it. Without it, the note itself is what waits. */
  base: z.optional(z.string()),
  /** Own words that it had in between, any of which may be durable already. */
  was: z.optional(z.array(z.string())),
  /** The tab that sends it, and when that tab was last alive: two tabs must not both re-stick it. */
  tab: z.string(),
  aliveAt: z.number(),
})
export type KeptNote = z.infer<typeof KeptNote>

/** What the document says under this id; undefined where it has no such note. */
export type TextInDocument = (cardId: CardId) => string | undefined

export type NoteToKeep = Omit<KeptNote, 'tab' | 'aliveAt'>

/** What this browser holds for one person on one board, so that a reload or a crash loses nothing. */
export type Drafts = {
  readonly draft: () => Draft | undefined
  readonly saveDraft: (draft: Draft) => void
  readonly dropDraft: () => void
  /** The notes of this person that wait; the same list until one comes or goes. */
  readonly kept: () => readonly KeptNote[]
  /** Before it is stuck: what comes first must be the copy. */
  readonly keep: (note: NoteToKeep) => void
  /** A kept note got other words before it was durable. */
  readonly amend: (cardId: CardId, change: Partial<Pick<KeptNote, 'text' | 'columnId'>>) => void
  /** Everything that the group's document holds is durable: what stands in it need not be kept. */
  readonly settle: (groupId: GroupId, textOf: TextInDocument) => void
  /** Kept notes that the synced document lacks and that are ours to stick again, under the same id. */
  readonly claim: (groupId: GroupId, textOf: TextInDocument) => readonly KeptNote[]
  /** Corrections that a document, just opened, does not know yet: it says what was corrected. */
  readonly claimCorrections: (groupId: GroupId, textOf: TextInDocument) => readonly KeptNote[]
  /** Corrections that came too late, for somebody else has changed the words since: no longer kept. */
  readonly takeConflicts: (groupId: GroupId, textOf: TextInDocument) => readonly KeptNote[]
  /** Corrections of this tab that were taken back since. */
  readonly dropUndone: (groupId: GroupId, textOf: TextInDocument) => void
  /** Notes that never reached one group go to another. */
  readonly rehome: (from: GroupId, to: GroupId, textOf: TextInDocument) => void
  /** This tab lives: its notes are not to be claimed by another. */
  readonly beat: () => void
  /** This tab closes: whichever opens next may have its notes at once. */
  readonly leave: () => void
  readonly subscribe: (listener: () => void) => () => void
}

export type DraftsOptions = {
  readonly store: KeyValueStore
  readonly boardId: string
  readonly participantId: string
  /** Survives a reload of the same tab: its notes are claimed at once, another tab's only when it is gone. */
  readonly tab: string
  readonly now: () => number
}

/** A tab that was silent for so long is gone. Browsers wake hidden tabs at least once a minute. */
export const TAB_GONE_MS = 150_000
const NONE: readonly KeptNote[] = []

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createDrafts({ store, boardId, participantId, tab, now }: DraftsOptions): Drafts {
  const draftKey = `murmure:draft:${boardId}:${participantId}`
  const keptKey = `murmure:kept:${boardId}:${participantId}`
  const listeners = new Set<() => void>()
  let cache: { readonly text: string | null; readonly notes: readonly KeptNote[] } | undefined

  function kept(): readonly KeptNote[] {
    const text = store.getItem(keptKey)
    if (cache?.text !== text) cache = { text, notes: readNotes(text) }
    return cache.notes
  }

  function write(notes: readonly KeptNote[]): void {
    if (notes.length === 0) store.removeItem(keptKey)
    else store.setItem(keptKey, JSON.stringify(notes))
    for (const listener of listeners) listener()
  }

  function mark(aliveAt: number): void {
    if (kept().some((note) => note.tab === tab))
      write(kept().map((note) => (note.tab === tab ? { ...note, aliveAt } : note)))
  }

  /** A note is settled once it is there at all, a correction once its own words are no longer the old ones. */
  function isSettled(note: KeptNote, present: string | undefined): boolean {
    if (present === undefined) return false
    const earlier = earlierWords(note)
    if (earlier.length === 0 || present === note.text) return true
    // This page made it: what else stands there is what became of it, together with what others typed.
    return note.tab === tab && !earlier.includes(present)
  }

  const own = (note: NoteToKeep): KeptNote => ({ ...note, tab, aliveAt: now() })
  const isMine = (note: KeptNote): boolean => note.tab === tab || now() - note.aliveAt > TAB_GONE_MS

  function claimThose(isWanted: (note: KeptNote) => boolean): readonly KeptNote[] {
    const claimed = kept().filter((note) => isMine(note) && isWanted(note))
    // Marked before anything is stuck: another tab that looks in the meantime leaves them alone.
    if (claimed.length > 0) write(kept().map((note) => (claimed.includes(note) ? own(note) : note)))
    return claimed
  }

  return {
    draft: () => Draft.safeParse(parseJson(store.getItem(draftKey))).data,
    saveDraft: (draft) => store.setItem(draftKey, JSON.stringify(draft)),
    dropDraft: () => store.removeItem(draftKey),
    kept,
    keep: (note) => write([...kept().filter(({ cardId }) => cardId !== note.cardId), own(note)]),
    amend: (cardId, change) => {
      if (!kept().some((note) => note.cardId === cardId)) return
      write(kept().map((note) => (note.cardId === cardId ? amended(note, change) : note)))
    },
    settle: (groupId, textOf) => {
      const left = kept().filter(
        (note) => note.groupId !== groupId || !isSettled(note, textOf(note.cardId)),
      )
      if (left.length < kept().length) write(left)
    },
    claim: (groupId, textOf) =>
      claimThose(
        (note) =>
          note.groupId === groupId && note.base === undefined && textOf(note.cardId) === undefined,
      ),
    claimCorrections: (groupId, textOf) =>
      claimThose((note) => {
        const present = note.groupId === groupId ? textOf(note.cardId) : undefined
        return (
          present !== undefined && present !== note.text && earlierWords(note).includes(present)
        )
      }),
    takeConflicts: (groupId, textOf) => {
      const taken = claimThose((note) => {
        const earlier = earlierWords(note)
        const present = note.groupId === groupId ? textOf(note.cardId) : undefined
        const isOthers =
          present !== undefined && present !== note.text && !earlier.includes(present)
        return isOthers && earlier.length > 0
      })
      const ids = taken.map(({ cardId }) => cardId)
      if (taken.length > 0) write(kept().filter(({ cardId }) => !ids.includes(cardId)))
      return taken
    },
    dropUndone: (groupId, textOf) => {
      let isChanged = false
      const left = kept().flatMap((note) => {
        const present =
          note.groupId === groupId && note.tab === tab ? textOf(note.cardId) : undefined
        if (present === undefined || !earlierWords(note).includes(present)) return [note]
        isChanged = true
        // Of a note that waits itself only the correction goes.
        return note.base === undefined ? [{ ...note, text: present, was: [] }] : []
      })
      if (isChanged) write(left)
    },
    rehome: (from, to, textOf) => {
      const isHomeless = (note: KeptNote): boolean =>
        note.groupId === from && note.base === undefined && textOf(note.cardId) === undefined
      if (kept().some(isHomeless))
        write(kept().map((note) => (isHomeless(note) ? { ...note, groupId: to } : note)))
    },
    beat: () => mark(now()),
    leave: () => mark(0),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The words of one person on one board that this browser holds for them: kept notes, and the one being written. */
export function heldWords(
  store: KeyValueStore,
  { boardId, participantId }: Pick<DraftsOptions, 'boardId' | 'participantId'>,
): readonly string[] {
  const { kept, draft } = createDrafts({ store, boardId, participantId, tab: '', now: () => 0 })
  return [...kept(), draft()].flatMap((held) =>
    held && held.text.trim() !== '' ? [held.text] : [],
  )
}

/** What a document may still say in the place of the note's words. */
const earlierWords = ({ base, was = [] }: KeptNote): readonly string[] =>
  base === undefined ? was : [base, ...was]

function amended(note: KeptNote, change: Partial<Pick<KeptNote, 'text' | 'columnId'>>): KeptNote {
  const isReworded = change.text !== undefined && change.text !== note.text
  return { ...note, ...change, ...(isReworded && { was: [...(note.was ?? []), note.text] }) }
}

function readNotes(text: string | null): readonly KeptNote[] {
  const list = z.array(z.unknown()).safeParse(parseJson(text))
  const notes = (list.data ?? []).flatMap((entry) => {
    const note = KeptNote.safeParse(entry)
    return note.success ? [note.data] : []
  })
  return notes.length === 0 ? NONE : notes
}
