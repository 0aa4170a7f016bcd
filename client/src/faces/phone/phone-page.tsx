import { type ReactNode, useEffect } from 'react'

import type { BoardConnection } from '../../documents/board-connection.ts'
import { BoardProvider } from '../../documents/board-provider.tsx'
import { useConnection } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { LostPlace } from './lost-place.tsx'
import { PhoneFace } from './phone-face.tsx'

export type PhonePageProps = {
  readonly boardId: string
  /** undefined: this browser has no session on the board. */
  readonly connection: BoardConnection | undefined
}

/** A participant's page. Without a session there is nothing to show but the way to one. */
export function PhonePage({ boardId, connection }: PhonePageProps): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  useEffect(() => {
    document.title = texts.pageTitle
  }, [texts])
  if (!connection) return <LostPlace boardId={boardId} />
  return (
    <BoardProvider connection={connection}>
      <Open boardId={boardId} />
    </BoardProvider>
  )
}

function Open({ boardId }: { readonly boardId: string }): ReactNode {
  const { problem } = useConnection()
  return problem ? <LostPlace boardId={boardId} problem={problem} /> : <PhoneFace />
}
