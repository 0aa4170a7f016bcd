import { type ReactNode, useEffect } from 'react'

import type { BoardConnection } from '../../documents/board-connection.ts'
import { BoardProvider } from '../../documents/board-provider.tsx'
import { heldWords } from '../../documents/drafts.ts'
import { localStore } from '../../documents/storage.ts'
import { useConnection, useSession } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { useLate } from '../../ui/use-late.ts'
import { LatePart } from './late-part.tsx'
import type { LostPlaceProps } from './lost-place.tsx'
import { PhoneFace } from './phone-face.tsx'

export type PhonePageProps = {
  readonly boardId: string
  /** undefined: this browser has no session on the board. */
  readonly connection?: BoardConnection | undefined
  /** A scribe's link: it opens a session. */
  readonly secret?: string
}

/** A participant's or a scribe's page. Without a session there is nothing to show but the way to one. */
export function PhonePage({ boardId, connection, secret }: PhonePageProps): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  useEffect(() => {
    document.title = texts.pageTitle
  }, [texts])
  if (secret !== undefined) return <ByLink boardId={boardId} secret={secret} />
  if (!connection) return <LateLostPlace boardId={boardId} />
  return <Open boardId={boardId} connection={connection} />
}

/** Most phones never see it; whoever does has just had the server's answer, and so a network. */
const loadLostPlace = () => import('./lost-place.tsx').then((module) => module.LostPlace)

function LateLostPlace(props: LostPlaceProps): ReactNode {
  const late = useLate(loadLostPlace)
  return late.kind === 'here' ? <late.part {...props} /> : <LatePart late={late} />
}

const loadDoor = () => import('./scribe-door.tsx').then((module) => module.ScribeDoor)

function ByLink({
  boardId,
  secret,
}: {
  readonly boardId: string
  readonly secret: string
}): ReactNode {
  const door = useLate(loadDoor)
  if (door.kind !== 'here') return <LatePart late={door} />
  return (
    <door.part boardId={boardId} secret={secret}>
      {(connection) => <Open boardId={boardId} connection={connection} />}
    </door.part>
  )
}

function Open(props: {
  readonly boardId: string
  readonly connection: BoardConnection
}): ReactNode {
  return (
    <BoardProvider connection={props.connection}>
      <Board boardId={props.boardId} />
    </BoardProvider>
  )
}

function Board({ boardId }: { readonly boardId: string }): ReactNode {
  const { problem, words = [] } = useConnection()
  const session = useSession()
  if (!problem) return <PhoneFace />
  const held = [...words, ...heldWords(localStore, session)]
  return <LateLostPlace boardId={boardId} problem={problem} words={[...new Set(held)]} />
}
