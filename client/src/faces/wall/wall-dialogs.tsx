import type { BoardCard } from '@murmure/shared/board'
import type { CardId, GroupId, ThemeId } from '@murmure/shared/ids'
import type { Problem } from '@murmure/shared/protocol/http'
import { areNotesShown } from '@murmure/shared/session'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { CopyField } from '../../features/session/copy-field.tsx'
import { SecretLinkPanel } from '../../features/session/secret-link.tsx'
import type { Commands } from '../../features/phase/use-commands.ts'
import { Asides } from '../../features/wall/asides.tsx'
import { FileNotes } from '../../features/wall/file-notes.tsx'
import { NoteActs } from '../../features/wall/note-acts.tsx'
import type { NoteSelection } from '../../features/wall/note-selection.ts'
import { NewThemeForm } from '../../features/theme/new-theme-form.tsx'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { Show } from '../../features/stage/use-stage-remote.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/modal.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import { CentreDialog } from './centre-dialog.tsx'
import {
  BoardDialog,
  ColumnsDialog,
  CountsDialog,
  GroupsDialog,
  VisioDialog,
} from './settings-dialogs.tsx'
import css from './wall-dialogs.module.css'

export type WallDialog =
  | { readonly kind: 'notes'; readonly cardIds: readonly CardId[] }
  | { readonly kind: 'new-theme'; readonly cardIds: readonly CardId[] }
  | { readonly kind: 'theme'; readonly themeId: ThemeId }
  | { readonly kind: 'join' }
  | { readonly kind: 'asides' }
  | { readonly kind: 'board' }
  | { readonly kind: 'columns' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'counts' }
  | { readonly kind: 'centre'; readonly groupId: GroupId }
  /** `from`: the centre whose message it is for; that is where it leads back to. */
  | { readonly kind: 'visio'; readonly from?: GroupId }
  | { readonly kind: 'colleague' }
  | { readonly kind: 'published' }

export type JoinWay = { readonly code: string; readonly link: string }

type WallDialogsProps = {
  readonly dialog: WallDialog
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly patch: Commands['patch']
  readonly removeGroup: Commands['removeGroup']
  readonly join: JoinWay | undefined
  /** Why the last change of the settings was not done. */
  readonly problem: Problem | undefined
  readonly selection: NoteSelection
  readonly show: Show
  /** Another one in place of this one. */
  readonly open: (dialog: WallDialog) => void
  readonly onClose: () => void
}

/** The one dialog that is open. */
export function WallDialogs(props: WallDialogsProps) {
  const { dialog, texts, acts, join, open, onClose } = props
  switch (dialog.kind) {
    case 'notes':
      return <NotesDialog {...props} cardIds={dialog.cardIds} />
    case 'new-theme':
      return <NewThemeDialog {...props} cardIds={dialog.cardIds} />
    case 'theme':
      return <ThemeDialog {...props} themeId={dialog.themeId} />
    case 'join':
      return join ? <JoinDialog {...props} join={join} /> : null
    case 'board':
      return <BoardDialog {...props} />
    case 'columns':
      return <ColumnsDialog {...props} />
    case 'groups':
      return <GroupsDialog {...props} joinLink={join?.link} />
    case 'counts':
      return <CountsDialog {...props} />
    case 'centre':
      return join ? (
        <CentreDialog
          key={dialog.groupId}
          {...{ texts, join, onClose }}
          groupId={dialog.groupId}
          onVisio={() => open({ kind: 'visio', from: dialog.groupId })}
        />
      ) : null
    case 'visio': {
      const { from } = dialog
      const back = (groupId: GroupId) => () => open({ kind: 'centre', groupId })
      return <VisioDialog {...props} onClose={from === undefined ? onClose : back(from)} />
    }
    case 'colleague':
      return <ColleagueDialog {...props} />
    case 'published':
      return join ? <PublishedDialog {...props} join={join} /> : null
    case 'asides':
      return (
        <Modal title={texts.asideTitle} closeLabel={texts.close} onClose={onClose}>
          <Asides texts={texts} acts={acts} />
        </Modal>
      )
  }
}

type Named<Props> = Omit<WallDialogsProps, 'dialog'> & Props

type OfNotes = Named<{ readonly cardIds: readonly CardId[] }>

/** The notes as they stand now: some may have gone since they were selected. */
function useCards(cardIds: readonly CardId[]): readonly BoardCard[] {
  const wanted = new Set(cardIds)
  return useBoard(({ cards }) => cards.filter((card) => wanted.has(card.cardId)))
}

function NotesDialog({ cardIds, texts, acts, selection, show, onClose }: OfNotes) {
  const cards = useCards(cardIds)
  const [first] = cards
  if (!first) return null
  const isOne = cards.length === 1
  const done = (): void => {
    selection.clear()
    onClose()
  }
  return (
    <Modal
      title={isOne ? (first.wording ?? first.text) : texts.selected(cards.length)}
      closeLabel={texts.close}
      onClose={onClose}
    >
      <NoteActs
        cards={cards}
        texts={texts}
        selection={selection}
        onRetire={() => {
          acts.retire(cards.map(({ cardId }) => cardId))
          done()
        }}
        onShow={() => {
          show({ mode: 'note', id: first.cardId })
          onClose()
        }}
      />
      <FileNotes cards={cards} texts={texts} acts={acts} onDone={done} />
    </Modal>
  )
}

function NewThemeDialog({ cardIds, texts, acts, selection, onClose }: OfNotes) {
  const cards = useCards(cardIds)
  return (
    <Modal title={texts.newThemeWith(cards.length)} closeLabel={texts.close} onClose={onClose}>
      <NewThemeForm
        texts={texts}
        onCreate={(title) => {
          const target = { columnId: cards[0]?.columnId ?? null, themeId: null }
          acts.createTheme(
            title,
            target,
            cards.map(({ cardId }) => cardId),
          )
          selection.clear()
          onClose()
        }}
      />
    </Modal>
  )
}

function ThemeDialog(props: Named<{ readonly themeId: ThemeId }>) {
  const { themeId, texts, acts, show, onClose } = props
  const theme = useBoard((board) => board.themes.find((entry) => entry.themeId === themeId))
  const isShown = useBoard((board) => areNotesShown(board.session))
  if (!theme) return null
  const title = theme.title || texts.untitled
  return (
    <Modal title={title} closeLabel={texts.close} onClose={onClose}>
      <div className={css.choices}>
        {isShown && (
          <Button
            icon="project"
            onClick={() => {
              show({ mode: 'theme', id: themeId })
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

function JoinDialog({ join, texts, open, onClose }: Named<{ readonly join: JoinWay }>) {
  return (
    <Modal title={texts.join} closeLabel={texts.close} onClose={onClose}>
      <div className={css.join}>
        <p>{texts.joinHint}</p>
        <QrCode text={join.link} label={texts.qr} />
        <p className={css.address}>{addressOf(join.link)}</p>
        <p className={css.code}>{spacedCode(join.code)}</p>
        <Button onClick={() => open({ kind: 'colleague' })}>{texts.runTogether}</Button>
      </div>
    </Modal>
  )
}

const COLLEAGUE = { role: 'facilitator' } as const

function ColleagueDialog({ texts, onClose }: Named<unknown>) {
  return (
    <Modal title={texts.colleagueLink} closeLabel={texts.close} onClose={onClose}>
      <SecretLinkPanel
        request={COLLEAGUE}
        texts={texts}
        label={texts.colleagueLink}
        hint={texts.colleagueHint}
        button={texts.makeLink}
      />
    </Modal>
  )
}

/** The way to the minutes for everyone who took part. */
function PublishedDialog({ join, texts, onClose }: Named<{ readonly join: JoinWay }>) {
  const { boardId } = useSession()
  const link = `${new URL(join.link).origin}/c/${boardId}`
  return (
    <Modal title={texts.reportLink} closeLabel={texts.close} onClose={onClose}>
      <div className={css.join}>
        <p>{texts.reportLinkHint}</p>
        <QrCode text={link} label={texts.qrOf(texts.report)} />
        <CopyField
          label={texts.reportAddress}
          value={link}
          copyLabel={texts.copy}
          copiedLabel={texts.copied}
        />
      </div>
    </Modal>
  )
}

/** What people type: without scheme, without the code in it. */
const addressOf = (link: string): string => new URL(link).host
