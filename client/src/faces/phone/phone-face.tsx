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
import { Icon } from '../../ui/icon.tsx'
import { useLate } from '../../ui/use-late.ts'
import { CarriedLine } from './carried-line.tsx'
import { ClosedNotice } from './closed-notice.tsx'
import { GroupNotes } from './group-notes.tsx'
import { LatePart } from './late-part.tsx'
import type { MenuView, PhoneMenuProps } from './phone-menu.tsx'
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
  const isPublished = useBoard((board) => board.session.published)
  const [panel, setPanel] = useState<PhoneMenuProps['first']>('notes')
  const [hasAsked, setAsked] = useState(false)
  const [corrections, setCorrections] = useState(0)
  const [acted, setActed] = useState('')
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  const ask = (view: MenuView): void => {
    setPanel(view)
    setAsked(true)
  }
  if (!group)
    return (
      <main className={css.phone}>
        <SaveLine connection={connection} keptCount={kept.length} />
        <p className={css.connecting}>{connection.state === 'connecting' && texts.connecting}</p>
      </main>
    )
  return (
    <main className={css.phone}>
      <PhoneHeader group={group} isAsking={panel !== 'notes'} onAsk={() => ask('menu')} />
      <SaveLine connection={connection} keptCount={kept.length} />
      <CarriedLine carrying={carrying} />
      {/* Whoever asked for the floor there hears of it here. */}
      {(panel !== 'notes' || hasAsked) && (
        <LateMenu first={panel} onClose={() => setPanel('notes')} />
      )}
      {/* Hidden, not left: the question that was chosen and the words are there again. */}
      <div className={css.work} hidden={panel !== 'notes'}>
        {isPublished && isWriting && <MinutesLink />}
        <GroupNotes
          {...{ group, kept, drafts }}
          onAct={setActed}
          onCorrecting={(more) => setCorrections((count) => count + more)}
        />
        {/* One thing at a time: a correction has buttons of its own. */}
        <div hidden={corrections > 0}>
          {isWriting && <UndoLine note={acted} />}
          <Writing {...{ group, drafts }} onAct={setActed} onWho={() => ask('headcount')} />
        </div>
      </div>
    </main>
  )
}

/** What is not writing comes when it is asked for: the first load of a phone stays small. */
const loadMenu = () => import('./phone-menu.tsx').then((module) => module.PhoneMenu)

function LateMenu(props: PhoneMenuProps): ReactNode {
  const late = useLate(loadMenu)
  if (late.kind === 'here') return <late.part {...props} />
  return props.first !== 'notes' && <LatePart late={late} onClose={props.onClose} />
}

/** The minutes may be out while somebody still writes. */
function MinutesLink(): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).closed
  const { boardId } = useSession()
  return (
    <a className={css.minutes} href={`/c/${boardId}`}>
      <Icon name="document" /> {texts.minutes}
    </a>
  )
}

type WritingProps = {
  readonly group: Group
  readonly drafts: Drafts
  readonly onAct: (text: string) => void
  readonly onWho: () => void
}

function Writing({ group, drafts, onAct, onWho }: WritingProps): ReactNode {
  const { actions, connection } = useBoardContext()
  const columns = useBoard((board) =>
    board.columns.filter((column) => board.session.open.includes(column.section)),
  )
  if (columns.length === 0) return <ClosedNotice draft={drafts.draft()?.text} onWho={onWho} />
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
        onAct(note.text)
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
