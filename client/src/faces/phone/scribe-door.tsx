import { type ReactNode, useEffect } from 'react'

import type { BoardConnection } from '../../documents/board-connection.ts'
import { useOpenBoard } from '../../features/session/use-open-board.ts'
import { scribeEn } from '../../texts/scribe.en.ts'
import { scribeFr } from '../../texts/scribe.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'

export type ScribeDoorProps = {
  readonly boardId: string
  readonly secret: string
  readonly children: (connection: BoardConnection) => ReactNode
}

/** Opens a scribe's link. Once it is open, the session is kept and the secret leaves the address bar. */
export function ScribeDoor({ boardId, secret, children }: ScribeDoorProps): ReactNode {
  const texts = useTexts({ fr: scribeFr, en: scribeEn })
  const door = useOpenBoard({ boardId, role: 'scribe', secret, groups: 'own' })
  const isOpen = door.kind === 'open'
  useEffect(() => {
    if (isOpen) history.replaceState(null, '', location.pathname)
  }, [isOpen])
  switch (door.kind) {
    case 'open':
      return children(door.connection)
    case 'opening':
      return <Notice text={texts.opening} />
    case 'waiting':
      return <Notice text={texts.waiting} />
    case 'unknown':
    case 'refused':
      return (
        <Notice title={texts.unknownTitle} text={texts.unknown}>
          <a className={buttonClass({ look: 'strong' })} href="/r">
            {texts.join}
          </a>
        </Notice>
      )
  }
}
