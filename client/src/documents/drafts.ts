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
  /** Corrections that a document, just opened, does not know yet. */
  readonly claimCorrections: (groupId: GroupId, textOf: TextInDocument) => readonly KeptNote[]
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
      write(kept().map((note) => (note.cardId === cardId ? { ...note, ...change } : note)))
    },
    settle: (groupId, textOf) => {
      const left = kept().filter((note) => note.groupId !== groupId || !isSettled(note, textOf))
      if (left.length < kept().length) write(left)
    },
    claim: (groupId, textOf) =>
      claimThose(
        (note) =>
          note.groupId === groupId && note.base === undefined && textOf(note.cardId) === undefined,
      ),
    claimCorrections: (groupId, textOf) =>
      claimThose((note) => {
        if (note.groupId !== groupId || note.base === undefined) return false
        const text = textOf(note.cardId)
        return text !== undefined && text !== note.text
      }),
    dropUndone: (groupId, textOf) => {
      const isUndone = (note: KeptNote): boolean =>
        note.groupId === groupId && note.tab === tab && textOf(note.cardId) === note.base
      const left = kept().filter((note) => note.base === undefined || !isUndone(note))
      if (left.length < kept().length) write(left)
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

/** A note is settled once it is there at all, a correction once it is what the note says. */
function isSettled({ cardId, text, base }: KeptNote, textOf: TextInDocument): boolean {
  const present = textOf(cardId)
  return base === undefined ? present !== undefined : present === text
}

function readNotes(text: string | null): readonly KeptNote[] {
  const list = z.array(z.unknown()).safeParse(parseJson(text))
  const notes = (list.data ?? []).flatMap((entry) => {
    const note = KeptNote.safeParse(entry)
    return note.success ? [note.data] : []
  })
  return notes.length === 0 ? NONE : notes
}
