import { useId, useRef, useState } from 'react'

import { Button } from '../../ui/button.tsx'
import css from './copy-field.module.css'

type CopyFieldProps = {
  readonly label: string
  readonly value: string
  readonly copyLabel: string
  readonly copiedLabel: string
  /** A text with several lines, as high as all of it; without this, one line. */
  readonly isLong?: boolean
}

/** A link to take along. The field is selected as well: on plain http a browser may refuse to copy. */
export function CopyField({
  label,
  value,
  copyLabel,
  copiedLabel,
  isLong = false,
}: CopyFieldProps) {
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = (): void => {
    field.current?.select()
    // `navigator.clipboard` needs https; this does not, and what it cannot do is left selected.
    setCopied(document.execCommand('copy'))
  }
  const Field = isLong ? 'textarea' : 'input'
  return (
    <div className={css.copy}>
      <label htmlFor={id}>{label}</label>
      <div className={css.field} data-text={isLong ? value : undefined}>
        <Field ref={field} id={id} readOnly value={value} onFocus={() => field.current?.select()} />
      </div>
      <Button look={isLong ? 'strong' : 'plain'} onClick={copy}>
        {isCopied ? copiedLabel : copyLabel}
      </Button>
    </div>
  )
}
