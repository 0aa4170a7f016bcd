import type { BoardId } from '@murmure/shared/ids'
import type { ReactNode } from 'react'

import { useKit } from '../../features/kit/use-kit.ts'
import { kitEn } from '../../texts/kit.en.ts'
import { kitFr } from '../../texts/kit.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { KitPage } from './kit-page.tsx'

export type KitFaceProps = {
  readonly boardId: BoardId
  readonly secret: string | undefined
}

/** The sheets of a board, for whoever runs it. */
export function KitFace({ boardId, secret }: KitFaceProps): ReactNode {
  const texts = useTexts({ fr: kitFr, en: kitEn })
  const kit = useKit(boardId, secret)
  switch (kit.kind) {
    case 'open':
      return <KitPage session={kit.session} settings={kit.settings} />
    case 'opening':
      return <Notice text={texts.opening} />
    case 'waiting':
      return <Notice text={texts.waiting} />
    case 'unknown':
    case 'refused':
      return (
        <Notice
          title={texts.unknownTitle}
          text={kit.kind === 'unknown' ? texts.unknown : (kit.problem.detail ?? kit.problem.title)}
        >
          <a className={buttonClass({ look: 'strong' })} href="/">
            {texts.home}
          </a>
        </Notice>
      )
  }
}
