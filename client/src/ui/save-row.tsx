import { type ReactNode, useState } from 'react'

import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import css from './settings.module.css'

type SaveRowProps = {
  /** On the button. */
  readonly save: string
  readonly saved: string
  /** Nothing is typed that does not stand there already. */
  readonly isSame: boolean
  readonly isSaved: boolean
}

/** « Enregistrer », which has nothing to do while nothing changed, and what became of it: seen and heard. */
export function SaveRow({ save, saved, isSame, isSaved }: SaveRowProps): ReactNode {
  return (
    <div className={css.save}>
      <span role="status" className={css.saved}>
        {isSaved && (
          <>
            <Icon name="check" />
            {saved}
          </>
        )}
      </span>
      <Button type="submit" disabled={isSame}>
        {save}
      </Button>
    </div>
  )
}

/** Said once it is saved, until something else is typed. */
export function useSaved(typed: string): {
  readonly isSaved: boolean
  readonly settle: (isDone: boolean) => void
} {
  const [saved, setSaved] = useState<string>()
  return {
    isSaved: saved === typed,
    settle: (isDone) => setSaved(isDone ? typed : undefined),
  }
}
