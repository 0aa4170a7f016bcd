import { type ReactNode, useState } from 'react'

import { downloadCopy } from '../../documents/api.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import { GroupList } from '../../features/group/group-list.tsx'
import type { Commands } from '../../features/phase/use-commands.ts'
import { saveFile } from '../../features/minutes/save-file.ts'
import { HandsQueue } from '../../features/session/hands-queue.tsx'
import { StagePanel } from '../../features/stage/stage-panel.tsx'
import type { StageRemote } from '../../features/stage/use-stage-remote.ts'
import type { Announce } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, buttonClass, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PANEL_ID, partId, type SidePanel, type SidePart } from './use-side-panel.ts'
import { OpenScreen } from './open-screen.tsx'
import css from './wall-aside.module.css'
import type { WallDialog } from './wall-dialogs.tsx'
import { WallNews } from './wall-news.tsx'

type WallAsideProps = {
  readonly texts: WallTexts
  readonly send: Commands['send']
  readonly remote: StageRemote
  readonly announce: Announce
  readonly open: (dialog: WallDialog) => void
  readonly panel: SidePanel
}

/** Beside the wall: what the screens show, who is there, what leaves the room. */
export function WallAside({ texts, send, remote, announce, open, panel }: WallAsideProps) {
  return (
    <aside
      className={css.aside}
      id={PANEL_ID}
      aria-label={texts.remote}
      data-open={panel.isOpen || undefined}
    >
      <IconButton
        icon="close"
        className={css.close ?? ''}
        label={texts.foldPanel}
        onClick={panel.close}
      />
      <WallNews open={open} className={css.block} onNews={panel.unfold} />
      <Block part="screens" title={texts.onScreen}>
        <StagePanel texts={texts} remote={remote}>
          <OpenScreen texts={texts} />
        </StagePanel>
      </Block>
      <HandsQueue id={partId('hands')} texts={texts} announce={announce} className={css.block} />
      <Block part="groups" title={texts.groups}>
        <GroupList texts={texts} onCentre={(groupId) => open({ kind: 'centre', groupId })} />
        <div className={css.buttons}>
          <Button onClick={() => open({ kind: 'groups' })}>{texts.editGroups}</Button>
          <Button onClick={() => open({ kind: 'counts' })}>{texts.countPeople}</Button>
          <VisioButtons texts={texts} open={open} />
        </div>
      </Block>
      <Block part="report" title={texts.report}>
        <Report texts={texts} send={send} open={open} />
      </Block>
      <Block part="keep" title={texts.keep}>
        <Keep texts={texts} announce={announce} open={open} />
      </Block>
    </aside>
  )
}

type BlockProps = {
  readonly part: SidePart
  readonly title: string
  readonly children: ReactNode
}

function Block({ part, title, children }: BlockProps) {
  return (
    <section className={css.block}>
      <h2 id={partId(part)} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  )
}

type PartProps = Pick<WallAsideProps, 'texts' | 'open'>

/** The meeting is joined from here; its address is changed in the dialog, where the QR code is as well. */
function VisioButtons({ texts, open }: PartProps) {
  const visio = useBoard((board) => board.meta.visio)
  if (!visio) return <Button onClick={() => open({ kind: 'visio' })}>{texts.addVisio}</Button>
  return (
    <>
      <a className={buttonClass({})} href={visio.url} target="_blank" rel="noopener noreferrer">
        <Icon name="voice" />
        {texts.joinVisio}
      </a>
      <Button onClick={() => open({ kind: 'visio' })}>{texts.showVisio}</Button>
    </>
  )
}

function Report({ texts, send, open }: PartProps & Pick<WallAsideProps, 'send'>) {
  const { boardId } = useSession()
  const { published, revealed } = useBoard((board) => board.session)
  return (
    <>
      <a className={buttonClass({}, css.wide)} href={`/c/${boardId}`}>
        <Icon name="document" />
        {texts.openReport}
      </a>
      {revealed && (
        <label className={css.publish}>
          <input
            type="checkbox"
            checked={published}
            onChange={() => send({ type: 'publish', published: !published })}
          />
          {texts.publish}
        </label>
      )}
      <p className={css.hint}>
        {published ? texts.published : revealed ? texts.unpublished : texts.unrevealed}
      </p>
      {published && (
        <Button className={css.wide ?? ''} onClick={() => open({ kind: 'published' })}>
          {texts.reportLink}
        </Button>
      )}
    </>
  )
}

/** What a facilitator prepares and takes along: the questions, a colleague's way in, the wall as one file. */
function Keep({ texts, announce, open }: PartProps & Pick<WallAsideProps, 'announce'>) {
  const session = useSession()
  const [isSaving, setSaving] = useState(false)
  const save = async (): Promise<void> => {
    setSaving(true)
    const answer = await downloadCopy(session)
    setSaving(false)
    if (answer.ok) saveFile(answer.value)
    announce(answer.ok ? texts.copySaved : texts.copyFailed)
  }
  return (
    <div className={css.buttons}>
      <Button onClick={() => open({ kind: 'columns' })}>{texts.editColumns}</Button>
      <Button onClick={() => open({ kind: 'colleague' })}>{texts.colleagueLink}</Button>
      <a className={buttonClass({})} href={`/k/${session.boardId}`}>
        <Icon name="print" />
        {texts.kit}
      </a>
      <Button disabled={isSaving} onClick={() => void save()}>
        {texts.saveCopy}
      </Button>
    </div>
  )
}
