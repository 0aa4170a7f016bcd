import type { GroupId } from '@murmure/shared/ids'
import type { Problem } from '@murmure/shared/protocol/http'
import { useCallback } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { EditColumns } from '../../features/columns/edit-columns.tsx'
import { EditGroups } from '../../features/group/edit-groups.tsx'
import { CountGroups } from '../../features/headcount/count-groups.tsx'
import type { Commands } from '../../features/phase/use-commands.ts'
import { VisioForm } from '../../features/session/visio-form.tsx'
import { EditBoard } from '../../features/wall/edit-board.tsx'
import { countsEn } from '../../texts/counts.en.ts'
import { countsFr } from '../../texts/counts.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Modal } from '../../ui/modal.tsx'
import settings from '../../ui/settings.module.css'
import css from './wall-dialogs.module.css'

type SettingsProps = {
  readonly texts: WallTexts
  readonly patch: Commands['patch']
  /** Why the last change of the settings was not done. */
  readonly problem: Problem | undefined
  readonly onClose: () => void
}

type Ways = {
  /** Another dialog in place of this one. */
  readonly open: (
    dialog: { readonly kind: 'columns' } | { readonly kind: 'centre'; readonly groupId: GroupId },
  ) => void
}

type GroupsProps = SettingsProps &
  Ways &
  Pick<Commands, 'removeGroup'> & { readonly joinLink: string | undefined }

/** The wall's title, place and date. */
export function BoardDialog({ texts, patch, problem, open, onClose }: SettingsProps & Ways) {
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
      <Refusal problem={problem} />
      <p className={css.beside}>
        <Button icon="pencil" onClick={() => open({ kind: 'columns' })}>
          {texts.editColumns}
        </Button>
        <a className={buttonClass({})} href="/">
          {texts.allWalls}
        </a>
      </p>
    </Modal>
  )
}

/** The parts, their columns and what each one asks. */
export function ColumnsDialog({ texts, patch, problem, onClose }: SettingsProps) {
  return (
    <Modal title={texts.editColumns} closeLabel={texts.close} onClose={onClose}>
      <EditColumns save={texts.save} saved={texts.saved} patch={patch} />
      <Refusal problem={problem} />
    </Modal>
  )
}

/** The groups, and the way in of each. */
export function GroupsDialog(props: GroupsProps) {
  const { texts, patch, removeGroup, joinLink, problem, open, onClose } = props
  const onCentre = useCallback((groupId: GroupId) => open({ kind: 'centre', groupId }), [open])
  return (
    <Modal title={texts.editGroups} closeLabel={texts.close} onClose={onClose}>
      <EditGroups
        {...{ texts, joinLink, patch, removeGroup, onCentre }}
        refusal={<Refusal problem={problem} />}
      />
    </Modal>
  )
}

/** Who was there: each group's people, for the minutes. */
export function CountsDialog({ texts, onClose }: Pick<SettingsProps, 'texts' | 'onClose'>) {
  const { title } = useTexts({ fr: countsFr, en: countsEn })
  const groups = useBoard((board) => board.groups)
  return (
    <Modal title={title} closeLabel={texts.close} onClose={onClose}>
      <CountGroups groups={groups} />
    </Modal>
  )
}

/** The meeting to see and hear each other in. */
export function VisioDialog({ texts, patch, problem, onClose }: SettingsProps) {
  const visio = useBoard((board) => board.meta.visio)
  return (
    <Modal title={texts.visio} closeLabel={texts.close} onClose={onClose}>
      <VisioForm
        visio={visio}
        texts={texts}
        onSave={(changes) => {
          void patch(changes).then((saved) => (saved ? onClose() : undefined))
        }}
      />
      <Refusal problem={problem} />
    </Modal>
  )
}

function Refusal({ problem }: { readonly problem: Problem | undefined }) {
  return problem ? (
    <p className={settings.refusal} role="alert">
      {[problem.title, problem.detail].filter(Boolean).join('. ')}
    </p>
  ) : null
}
