import { TITLE_MAX_UNITS, VISIO_MAX_UNITS } from '@murmure/shared/limits'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import { Visio } from '@murmure/shared/visio'
import { type FormEvent, useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import css from './visio-form.module.css'

type VisioFormProps = {
  readonly visio: Visio | undefined
  readonly texts: WallTexts
  readonly onSave: (patch: Pick<PatchBoard, 'visio'>) => void
}

/** The video meeting beside the wall: any provider's address, over https. */
export function VisioForm({ visio, texts, onSave }: VisioFormProps) {
  const [url, setUrl] = useState(visio?.url ?? '')
  const [label, setLabel] = useState(visio?.label ?? '')
  const [isRefused, setRefused] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const parsed = Visio.safeParse({
      url: url.trim(),
      ...(label.trim() !== '' && { label: label.trim() }),
    })
    setRefused(!parsed.success)
    if (parsed.success) onSave({ visio: parsed.data })
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {visio && <VisioWay url={visio.url} texts={texts} />}
      <p className={css.hint}>{texts.visioHint}</p>
      <label>
        {texts.visioUrl}
        <input
          type="url"
          inputMode="url"
          maxLength={VISIO_MAX_UNITS}
          placeholder={texts.visioExample}
          aria-invalid={isRefused}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      {isRefused && (
        <p className={css.refused} role="alert">
          <Icon name="alert" />
          {texts.visioRefused}
        </p>
      )}
      <label>
        {texts.visioLabel}
        <input
          maxLength={TITLE_MAX_UNITS}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      </label>
      <p className={css.answers}>
        {visio && <Button onClick={() => onSave({ visio: null })}>{texts.removeVisio}</Button>}
        <Button type="submit" look="strong">
          {texts.save}
        </Button>
      </p>
    </form>
  )
}

function VisioWay({ url, texts }: { readonly url: string; readonly texts: WallTexts }) {
  return (
    <div className={css.way}>
      <QrCode text={url} label={texts.qrOf(texts.joinVisio)} />
      <a
        className={buttonClass({ look: 'strong' })}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
      >
        <Icon name="voice" />
        {texts.joinVisio}
      </a>
    </div>
  )
}
