import { type ReactNode, useState } from 'react'

import { deleteBoard, requestSession } from '../../documents/api.ts'
import { isFinal } from '../../documents/problem.ts'
import { forgetWall, type RecentWall } from '../../documents/recent-walls.ts'
import { forgetSession, loadSession } from '../../documents/session-store.ts'
import { shelfEn } from '../../texts/shelf.en.ts'
import { shelfFr } from '../../texts/shelf.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Modal } from '../../ui/modal.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './recent-walls.module.css'

type Deletion =
  | { readonly kind: 'asking' }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'failed'; readonly text: string }

export type DeleteWallProps = {
  readonly wall: RecentWall
  readonly code: string | undefined
  readonly onGone: () => void
  readonly onClose: () => void
}

/** Asks once, says what is lost, and then does it: there is no way back from here. */
export function DeleteWall({ wall, code, onGone, onClose }: DeleteWallProps): ReactNode {
  const texts = useTexts({ fr: shelfFr, en: shelfEn }).deletion
  const [deletion, setDeletion] = useState<Deletion>({ kind: 'asking' })

  async function remove(): Promise<void> {
    setDeletion({ kind: 'deleting' })
    const refusal = await deleteWall(wall)
    if (refusal !== undefined) return setDeletion({ kind: 'failed', text: refusal })
    onGone()
  }

  return (
    <Modal title={texts.title(wall.title)} closeLabel={texts.keep} onClose={onClose}>
      {code !== undefined && (
        <p>
          <b>{texts.which(spacedCode(code), wall.isCopy === true)}</b>
        </p>
      )}
      <p>{texts.lost}</p>
      {deletion.kind === 'failed' && (
        <p className={css.refused} role="alert">
          <Icon name="alert" /> {deletion.text}
        </p>
      )}
      <div className={css.acts}>
        <Button onClick={onClose}>{texts.keep}</Button>
        <Button
          className={css.danger ?? ''}
          disabled={deletion.kind === 'deleting'}
          onClick={() => void remove()}
        >
          {deletion.kind === 'deleting' ? texts.deleting : texts.confirm}
        </Button>
      </div>
    </Modal>
  )
}

/** Why it did not work; undefined: it is gone. One that the server no longer knows is only forgotten here. */
async function deleteWall({ boardId, secret }: RecentWall): Promise<string | undefined> {
  const earlier = loadSession(boardId, 'facilitator')
  const session = await requestSession({ boardId, secret }, earlier?.token)
  const answer = session.ok ? await deleteBoard(session.value) : session
  if (!answer.ok && !isFinal(answer.error)) return answer.error.detail ?? answer.error.title
  forgetWall(boardId)
  forgetSession(boardId, 'facilitator')
  return undefined
}
