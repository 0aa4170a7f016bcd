import type { ReactNode } from 'react'

import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import type { Late } from '../../ui/use-late.ts'
import css from './late-part.module.css'

/** In the place of a part that is still to come, or could not. */
export function LatePart(props: {
  readonly late: Late<unknown>
  readonly onClose?: () => void
}): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).menu
  const { late, onClose } = props
  return (
    <div className={css.late}>
      <p role="status">{late.kind === 'failed' ? texts.failed : texts.loading}</p>
      {late.kind === 'failed' && (
        <Button look="strong" onClick={late.retry}>
          {texts.retry}
        </Button>
      )}
      {onClose && <Button onClick={onClose}>{texts.back}</Button>}
    </div>
  )
}
