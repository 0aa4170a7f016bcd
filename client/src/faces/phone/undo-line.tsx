import { type ReactNode, useEffect, useState } from 'react'

import type { ActionName } from '../../documents/writer-actions.ts'
import { useActCount, useWriterActions, useUndoable } from '../../documents/use-actions.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import css from './undo-line.module.css'

/** How long it stays to be read; as long as the focus is on « Annuler » it stays anyway. */
const SHOWN_MS = 8000

/** Enough to know it again. */
const QUOTED_SIGNS = 40

/** What was done last, to which note, and the way back; always at the same place, over the end of the list. */
export function UndoLine({ note }: { readonly note: string }): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).undo
  const next = useUndoable()
  const { undo } = useWriterActions()
  const acts = useActCount()
  const [passed, setPassed] = useState(acts)
  const [said, setSaid] = useState<string | undefined>(undefined)
  const [isHeld, setHeld] = useState(false)
  const isFresh = acts > passed
  useEffect(() => {
    if (isHeld || (said === undefined && !isFresh)) return undefined
    const timer = window.setTimeout(() => {
      setSaid(undefined)
      setPassed(acts)
    }, SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [acts, isFresh, isHeld, said])
  const done = isFresh && next ? doneText(next, quote(note), texts) : undefined
  const text = done ?? said ?? ''
  return (
    <div className={css.place}>
      <div
        className={css.line}
        hidden={text === ''}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <span role="status">{text}</span>
        {done !== undefined && (
          <Button
            look="bare"
            icon="undo"
            onClick={() => {
              const outcome = undo()
              setHeld(false)
              setPassed(acts)
              setSaid(outcome.kind === 'overwritten' ? texts.overwritten : texts.undone)
            }}
          >
            {texts.undo}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A phone does three things; the rest is the facilitators'. */
function doneText(name: ActionName, note: string, texts: typeof phoneFr.undo): string | undefined {
  if (name === 'stick') return texts.stuck(note)
  if (name === 'remove') return texts.removed(note)
  return name === 'correct' ? texts.corrected(note) : undefined
}

/** The beginning, on one line. */
function quote(note: string): string {
  const signs = Array.from(note.replace(/\s+/g, ' ').trim())
  return signs.length <= QUOTED_SIGNS
    ? signs.join('')
    : `${signs.slice(0, QUOTED_SIGNS - 1).join('')}…`
}
