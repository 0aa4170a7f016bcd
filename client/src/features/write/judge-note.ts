import { NOTE_HINT_GRAPHEMES, NOTE_MAX_GRAPHEMES } from '@murmure/shared/limits'

/** From here on the composer counts down. */
const COUNTDOWN_GRAPHEMES = 60

/** What is to be said about a text as a note. Only the button refuses, never the typing. */
export type NoteVerdict =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fits'; readonly hint: 'none' | 'one-idea' }
  | { readonly kind: 'nearly-full'; readonly left: number }
  | { readonly kind: 'too-long'; readonly over: number }

export function judgeNote(text: string, countSigns: (text: string) => number): NoteVerdict {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'empty' }
  const count = countSigns(trimmed)
  const left = NOTE_MAX_GRAPHEMES - count
  if (left < 0) return { kind: 'too-long', over: -left }
  if (left <= COUNTDOWN_GRAPHEMES) return { kind: 'nearly-full', left }
  return { kind: 'fits', hint: count >= NOTE_HINT_GRAPHEMES ? 'one-idea' : 'none' }
}
