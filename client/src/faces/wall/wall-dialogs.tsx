import type { CardId, ThemeId } from '@murmure/shared/ids'

import { useActions } from '../../documents/use-actions.ts'
import { useBoard, useCard } from '../../documents/use-board.ts'
import type { Commands } from '../../features/phase/use-commands.ts'
import { Asides } from '../../features/wall/asides.tsx'
import { EditBoard } from '../../features/wall/edit-board.tsx'
import { FileNote } from '../../features/wall/file-note.tsx'
import type { Announce, WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/modal.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './wall-dialogs.module.css'

export type WallDialog =
  | { readonly kind: 'note'; readonly cardId: CardId }
  | { readonly kind: 'theme'; readonly themeId: ThemeId }
  | { readonly kind: 'join' }
  | { readonly kind: 'asides' }
  | { readonly kind: 'board' }

export type JoinWay = { readonly code: string; readonly link: string }

type WallDialogsProps = {
  readonly dialog: WallDialog
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly patch: Commands['patch']
  readonly join: JoinWay | undefined
  readonly announce: Announce
  readonly onClose: () => void
}

/** The one dialog that is open. */
export function WallDialogs(props: WallDialogsProps) {
  const { dialog, texts, acts, join, onClose } = props
  switch (dialog.kind) {
    case 'note':
      return <NoteDialog {...props} cardId={dialog.cardId} />
    case 'theme':
      return <ThemeDialog {...props} themeId={dialog.themeId} />
    case 'join':
      return join ? <JoinDialog {...props} join={join} /> : null
    case 'board':
      return <BoardDialog {...props} />
    case 'asides':
      return (
        <Modal title={texts.asideTitle} closeLabel={texts.close} onClose={onClose}>
          <Asides texts={texts} acts={acts} />
        </Modal>
      )
  }
}

type Named<Props> = Omit<WallDialogsProps, 'dialog'> & Props

function NoteDialog({ cardId, texts, acts, onClose }: Named<{ readonly cardId: CardId }>) {
  const card = useCard(cardId)
  if (!card) return null
  return (
    <Modal title={card.wording ?? card.text} closeLabel={texts.close} onClose={onClose}>
      <FileNote card={card} texts={texts} acts={acts} onDone={onClose} />
    </Modal>
  )
}

function ThemeDialog(props: Named<{ readonly themeId: ThemeId }>) {
  const { themeId, texts, acts, announce, onClose } = props
  const theme = useBoard((board) => board.themes.find((entry) => entry.themeId === themeId))
  const revealed = useBoard((board) => board.session.revealed)
  const { showOnStage } = useActions()
  if (!theme) return null
  const title = theme.title || texts.untitled
  return (
    <Modal title={title} closeLabel={texts.close} onClose={onClose}>
      <div className={css.choices}>
        {revealed && (
          <Button
            icon="project"
            onClick={() => {
              showOnStage({ mode: 'theme', targetId: themeId, page: 0 })
              announce(texts.shown(title))
              onClose()
            }}
          >
            {texts.showThisTheme}
          </Button>
        )}
        <Button
          icon="close"
          onClick={() => {
            acts.removeTheme(theme)
            onClose()
          }}
        >
          {texts.removeTheme}
        </Button>
        <p>{texts.removeThemeHint}</p>
      </div>
    </Modal>
  )
}

function JoinDialog({ join, texts, onClose }: Named<{ readonly join: JoinWay }>) {
  return (
    <Modal title={texts.join} closeLabel={texts.close} onClose={onClose}>
      <div className={css.join}>
        <p>{texts.joinHint}</p>
        <QrCode text={join.link} label={texts.qr} />
        <p className={css.address}>{addressOf(join.link)}</p>
        <p className={css.code}>{spacedCode(join.code)}</p>
      </div>
    </Modal>
  )
}

function BoardDialog({ texts, patch, onClose }: Named<unknown>) {
  const meta = useBoard((board) => board.meta)
  return (
    <Modal title={texts.editBoard} closeLabel={texts.close} onClose={onClose}>
      <EditBoard
        meta={meta}
        texts={texts}
        onCancel={onClose}
        onSave={(changes) => {
          // Kept open where it was not saved: what was typed is still there.
          void patch(changes).then((saved) => (saved ? onClose() : undefined))
        }}
      />
    </Modal>
  )
}

/** What people type: without scheme, without the code in it. */
const addressOf = (link: string): string => new URL(link).host
