import type { ReactNode } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { GroupList } from '../../features/group/group-list.tsx'
import type { Commands } from '../../features/phase/use-commands.ts'
import { StagePanel } from '../../features/stage/stage-panel.tsx'
import type { Announce } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-aside.module.css'

type WallAsideProps = {
  readonly texts: WallTexts
  readonly send: Commands['send']
  readonly screenLink: string | undefined
  readonly announce: Announce
}

/** Beside the wall: what the screens show, who is there, what leaves the room. */
export function WallAside({ texts, send, screenLink, announce }: WallAsideProps) {
  return (
    <aside className={css.aside}>
      <Block title={texts.onScreen}>
        <StagePanel texts={texts} screenLink={screenLink} announce={announce} />
      </Block>
      <Block title={texts.groups}>
        <GroupList texts={texts} />
      </Block>
      <Block title={texts.report}>
        <Report texts={texts} send={send} />
      </Block>
    </aside>
  )
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.block}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Report({ texts, send }: Pick<WallAsideProps, 'texts' | 'send'>) {
  const { boardId } = useSession()
  const published = useBoard((board) => board.session.published)
  return (
    <>
      <a className={buttonClass({}, css.wide)} href={`/c/${boardId}`}>
        <Icon name="document" />
        {texts.openReport}
      </a>
      <label className={css.publish}>
        <input
          type="checkbox"
          checked={published}
          onChange={() => send({ type: 'publish', published: !published })}
        />
        {texts.publish}
      </label>
      <p className={css.hint}>{published ? texts.published : texts.unpublished}</p>
    </>
  )
}
