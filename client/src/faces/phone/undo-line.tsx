import { type ReactNode, useEffect, useState } from 'react'

import type { ActionName } from '../../documents/writer-actions.ts'
import { useWriterActions, useUndoable } from '../../documents/use-actions.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import css from './undo-line.module.css'

/** How long the outcome of « Annuler » stays to be read. */
const SAID_MS = 6000

/** What was done last, and the way back; always at the same place. */
export function UndoLine(): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).undo
  const next = useUndoable()
  const { undo } = useWriterActions()
  const [said, setSaid] = useState<string | undefined>(undefined)
  useEffect(() => {
    if (said === undefined) return undefined
    const timer = window.setTimeout(() => setSaid(undefined), SAID_MS)
    return () => window.clearTimeout(timer)
  }, [said])
  const text = said ?? (next && doneText(next, texts)) ?? ''
  return (
    <div className={css.line} hidden={text === ''}>
      <span role="status">{text}</span>
      {next && said === undefined && (
        <Button
          look="bare"
          icon="undo"
          onClick={() => {
            const outcome = undo()
            setSaid(outcome.kind === 'overwritten' ? texts.overwritten : texts.undone)
          }}
        >
          {texts.undo}
        </Button>
      )}
    </div>
  )
}

/** A phone does three things; the rest is the facilitators'. */
function doneText(name: ActionName, texts: typeof phoneFr.undo): string | undefined {
  if (name === 'stick') return texts.stuck
  if (name === 'remove') return texts.removed
  return name === 'correct' ? texts.corrected : undefined
}
