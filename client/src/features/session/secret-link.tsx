import type { CreateSecret } from '@murmure/shared/protocol/http'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { CopyField } from './copy-field.tsx'
import css from './secret-link.module.css'
import { useSecretLink } from './use-secret-link.ts'

type SecretLinkPanelProps = {
  readonly request: CreateSecret
  readonly texts: WallTexts
  readonly label: string
  readonly hint: string
  readonly button: string
}

/** Makes a link, and gives it in the two ways it travels: photographed or copied. */
export function SecretLinkPanel({ request, texts, label, hint, button }: SecretLinkPanelProps) {
  const { link, problem, isAsking, make } = useSecretLink(request)
  return (
    <div className={css.panel}>
      <p>{hint}</p>
      {link === undefined && (
        <Button look="strong" disabled={isAsking} onClick={() => void make()}>
          {button}
        </Button>
      )}
      {link !== undefined && (
        <>
          <QrCode text={link} label={texts.qrOf(label)} />
          <CopyField label={label} value={link} copyLabel={texts.copy} copiedLabel={texts.copied} />
        </>
      )}
      {problem && <p role="alert">{[problem.title, problem.detail].filter(Boolean).join('. ')}</p>}
    </div>
  )
}
