import type { BoardGroup } from '@murmure/shared/board'
import type { GroupId } from '@murmure/shared/ids'
import { useMemo } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { CopyField } from '../../features/session/copy-field.tsx'
import { isPrivateAddress } from '../../features/session/private-address.ts'
import { useSecretLink } from '../../features/session/use-secret-link.ts'
import { centreEn } from '../../texts/centre.en.ts'
import { centreFr } from '../../texts/centre.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/modal.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './centre-dialog.module.css'
import type { JoinWay } from './wall-dialogs.tsx'

type CentreDialogProps = {
  readonly groupId: GroupId
  readonly texts: WallTexts
  readonly join: JoinWay
  readonly onVisio: () => void
  readonly onClose: () => void
}

/** All that a remote centre's room needs, as one message to whoever prepares it. */
export function CentreDialog(props: CentreDialogProps) {
  const { groupId, texts, onVisio, onClose } = props
  const words = useTexts({ fr: centreFr, en: centreEn })
  const group = useBoard((board) => board.groups.find((each) => each.groupId === groupId))
  const visio = useBoard((board) => board.meta.visio)
  const request = useMemo(() => ({ role: 'screen', groupId }) as const, [groupId])
  const { link, problem, isAsking, make } = useSecretLink(request)
  const message = useMessage({ ...props, group, screen: link ?? '' })
  if (!group) return null
  return (
    <Modal title={words.openOf(group.name)} closeLabel={texts.close} onClose={onClose}>
      <div className={css.centre}>
        <p>{words.hint(group.name, visio !== undefined)}</p>
        {isPrivateAddress(props.join.link) && (
          <div className={css.missing}>
            <p>{words.onlyHere(group.name)}</p>
          </div>
        )}
        {!visio && (
          <div className={css.missing}>
            <p>{words.noVisio(group.name)}</p>
            <Button onClick={onVisio}>{texts.addVisio}</Button>
          </div>
        )}
        {link === undefined ? (
          <Button look="strong" icon="send" disabled={isAsking} onClick={() => void make()}>
            {words.prepare}
          </Button>
        ) : (
          <>
            <CopyField
              label={words.message}
              value={message}
              isLong
              copyLabel={texts.copy}
              copiedLabel={texts.copied}
            />
            <figure>
              <QrCode text={link} label={texts.qrOf(words.square(group.name))} />
              <figcaption>{words.onTheSpot}</figcaption>
            </figure>
          </>
        )}
        {problem && (
          <p role="alert">{[problem.title, problem.detail].filter(Boolean).join('. ')}</p>
        )}
      </div>
    </Modal>
  )
}

type MessageParts = Pick<CentreDialogProps, 'groupId' | 'join'> & {
  readonly group: BoardGroup | undefined
  readonly screen: string
}

function useMessage({ groupId, join, group, screen }: MessageParts): string {
  const words = useTexts({ fr: centreFr, en: centreEn })
  const { title, visio } = useBoard((board) => board.meta)
  const phones = `${join.link}?group=${encodeURIComponent(groupId)}`
  const parts = [
    [`${title} – ${group?.name ?? ''}`],
    [words.screen, screen],
    [words.phones, phones, words.orCode(new URL(join.link).host, spacedCode(join.code))],
    visio && [words.visio, visio.url, visio.label],
    [words.beside],
  ]
  return parts
    .flatMap((part) => (part ? [part.filter((line) => line !== undefined).join('\n')] : []))
    .join('\n\n')
}
