import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'

import type { Group } from '@murmure/shared/group'
import { createCardId } from '@murmure/shared/ids'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { browserNow, browserRandom } from '../../documents/browser.ts'
import { createDrafts, type Drafts } from '../../documents/drafts.ts'
import { watchKeptNotes } from '../../documents/keep-notes.ts'
import { localStore, tabStore } from '../../documents/storage.ts'
import { tabName } from '../../documents/tab.ts'
import { useBoard, useConnection, useSession } from '../../documents/use-board.ts'
import { Composer } from '../../features/write/composer.tsx'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { useLate } from '../../ui/use-late.ts'
import { CarriedLine } from './carried-line.tsx'
import { ClosedNotice } from './closed-notice.tsx'
import { GroupNotes } from './group-notes.tsx'
import { LatePart } from './late-part.tsx'
import { PhoneHeader } from './phone-header.tsx'
import { SaveLine } from './save-line.tsx'
import { UndoLine } from './undo-line.tsx'
import { useCarriedNotes } from './use-carried-notes.ts'
import css from './phone-face.module.css'

/** What a participant holds in the hand: the group's notes above, the next one under the thumb. */
export function PhoneFace(): ReactNode {
  const { groupId } = useSession()
  const group = useBoard((board) => board.groups.find((each) => each.groupId === groupId))
  const connection = useConnection()
  const drafts = useDrafts()
  const carrying = useCarriedNotes(drafts)
  const kept = useSyncExternalStore(drafts.subscribe, drafts.kept)
  // Once the writing is closed a note is taken back by its pencil, with its words in sight.
  const isWriting = useBoard((board) => board.session.open.length > 0)
  const [panel, setPanel] = useState<'notes' | 'menu'>('notes')
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  if (!group)
    return (
      <main className={css.phone}>
        <SaveLine connection={connection} keptCount={kept.length} />
        <p className={css.connecting}>{connection.state === 'connecting' && texts.connecting}</p>
      </main>
    )
  return (
    <main className={css.phone}>
      <PhoneHeader group={group} isAsking={panel === 'menu'} onAsk={() => setPanel('menu')} />
      <SaveLine connection={connection} keptCount={kept.length} />
      <CarriedLine carrying={carrying} />
      {panel === 'menu' ? (
        <LateMenu onClose={() => setPanel('notes')} />
      ) : (
        <>
          <GroupNotes group={group} kept={kept} drafts={drafts} />
          {isWriting && <UndoLine />}
          <Writing group={group} drafts={drafts} />
        </>
      )}
    </main>
  )
}

/** What is not writing comes when it is asked for: the first load of a phone stays small. */
const loadMenu = () => import('./phone-menu.tsx').then((module) => module.PhoneMenu)

function LateMenu({ onClose }: { readonly onClose: () => void }): ReactNode {
  const late = useLate(loadMenu)
  return late.kind === 'here' ? (
    <late.part onClose={onClose} />
  ) : (
    <LatePart late={late} onClose={onClose} />
  )
}

function Writing({ group, drafts }: { readonly group: Group; readonly drafts: Drafts }): ReactNode {
  const { actions, connection } = useBoardContext()
  const columns = useBoard((board) =>
    board.columns.filter((column) => board.session.open.includes(column.section)),
  )
  if (columns.length === 0) return <ClosedNotice draft={drafts.draft()?.text} />
  return (
    <Composer
      group={group}
      columns={columns}
      drafts={drafts}
      createCardId={() => createCardId(connection.session().participantId, browserRandom)}
      onStick={(note) => {
        // The copy first: a page that dies in between sticks it again when it is back.
        drafts.keep({ ...note, groupId: group.groupId, at: browserNow() })
        actions.stick(note)
      }}
    />
  )
}

/** What this browser holds for this person, watched over as long as the page lives. */
function useDrafts(): Drafts {
  const { connection, actions } = useBoardContext()
  const { boardId, participantId } = useSession()
  const drafts = useMemo(
    () =>
      createDrafts({
        store: localStore,
        boardId,
        participantId,
        tab: tabName(tabStore, browserRandom),
        now: browserNow,
      }),
    [boardId, participantId],
  )
  useEffect(() => watchKeptNotes(connection, drafts, actions), [connection, drafts, actions])
  return drafts
}
