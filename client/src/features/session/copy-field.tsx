import { useId, useRef, useState } from 'react'

import { Button } from '../../ui/button.tsx'
import css from './copy-field.module.css'

type CopyFieldProps = {
  readonly label: string
  readonly value: string
  readonly copyLabel: string
  readonly copiedLabel: string
  /** Of a text with several lines; without it, one line. */
  readonly rows?: number
}

/** A link to take along. The field is selected as well: on plain http a browser may refuse to copy. */
export function CopyField({ label, value, copyLabel, copiedLabel, rows }: CopyFieldProps) {
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = (): void => {
    field.current?.select()
    // `navigator.clipboard` needs https; this does not, and what it cannot do is left selected.
    setCopied(document.execCommand('copy'))
  }
  const Field = rows === undefined ? 'input' : 'textarea'
  return (
    <div className={css.copy}>
      <label htmlFor={id}>{label}</label>
      <Field
        ref={field}
        id={id}
        readOnly
        rows={rows}
        value={value}
        onFocus={() => field.current?.select()}
      />
      <Button look={rows === undefined ? 'plain' : 'strong'} onClick={copy}>
        {isCopied ? copiedLabel : copyLabel}
      </Button>
    </div>
  )
}
