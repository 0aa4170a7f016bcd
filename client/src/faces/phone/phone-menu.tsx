import { type ReactNode, useEffect, useRef, useState } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { FloorNotice } from '../../features/hands/floor-notice.tsx'
import { HandRaiser } from '../../features/hands/hand-raiser.tsx'
import { CountGroups } from '../../features/headcount/count-groups.tsx'
import { HeadcountForm } from '../../features/headcount/headcount-form.tsx'
import { ChangeGroup } from '../../features/join/change-group.tsx'
import { VisioLink } from '../../features/visio/visio-link.tsx'
import { countsEn } from '../../texts/counts.en.ts'
import { countsFr } from '../../texts/counts.fr.ts'
import { phoneMenuEn } from '../../texts/phone-menu.en.ts'
import { phoneMenuFr } from '../../texts/phone-menu.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './phone-menu.module.css'

const TEXTS = { fr: phoneMenuFr, en: phoneMenuEn }

export type MenuView = 'menu' | 'headcount' | 'count' | 'group'

export type PhoneMenuProps = {
  /** What was asked for; from there the way back leads to the notes. Them: only what must reach them there. */
  readonly first: MenuView | 'notes'
  readonly onClose: () => void
}

/** What a participant does beside writing. */
export function PhoneMenu({ first, onClose }: PhoneMenuProps): ReactNode {
  return (
    <>
      <FloorNotice />
      {first !== 'notes' && <Panel first={first} onClose={onClose} />}
    </>
  )
}

type PanelProps = { readonly first: MenuView; readonly onClose: () => void }

function Panel({ first, onClose }: PanelProps): ReactNode {
  const [view, setView] = useState(first)
  const back = (): void => (first === 'menu' ? setView('menu') : onClose())
  if (view === 'headcount') return <HeadcountForm onClose={back} />
  return (
    <section className={css.panel}>
      {view === 'group' && <ChangeGroup onBack={back} onChanged={() => location.reload()} />}
      {view === 'count' && <CountOwnGroup onBack={back} />}
      {view === 'menu' && <Menu onView={setView} onClose={onClose} />}
    </section>
  )
}

type MenuProps = { readonly onView: (view: MenuView) => void; readonly onClose: () => void }

function Menu({ onView, onClose }: MenuProps): ReactNode {
  const texts = useTexts(TEXTS)
  const { role, boardId, groupId } = useSession()
  const visio = useBoard((board) => board.meta.visio)
  const isPublished = useBoard((board) => board.session.published)
  const group = useBoard((board) => board.groups.find((each) => each.groupId === groupId))
  const isCentre = group?.kind === 'centre'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      <p>{role === 'scribe' ? texts.scribe : group && texts.inGroup(group.name)}</p>
      {visio && isCentre && <VisioLink visio={visio} />}
      <HandRaiser />
      <ul className={css.entries}>
        {isPublished && (
          <li>
            <a className={css.entry} href={`/c/${boardId}`}>
              <Icon name="document" />
              <span>{texts.minutes}</span>
            </a>
          </li>
        )}
        <Entry
          icon="people"
          name={texts.who}
          hint={texts.whoHint}
          onClick={() => onView('headcount')}
        />
        {role === 'scribe' && (
          <Entry
            icon="people"
            name={texts.count}
            hint={texts.countHint}
            onClick={() => onView('count')}
          />
        )}
        {role === 'participant' && (
          <Entry
            icon="leave"
            name={texts.changeGroup}
            hint={texts.changeGroupHint}
            onClick={() => onView('group')}
          />
        )}
      </ul>
      {/* Sixty phones that join a call from one room howl: in the hall it is no first choice. */}
      {visio && !isCentre && (
        <div className={css.visio}>
          <p>{texts.visioElsewhere}</p>
          <VisioLink visio={visio} />
        </div>
      )}
      <Button onClick={onClose}>{texts.back}</Button>
    </>
  )
}

/** For the whole table, by who writes for it. */
function CountOwnGroup({ onBack }: { readonly onBack: () => void }): ReactNode {
  const texts = useTexts({ fr: countsFr, en: countsEn })
  const { groupId } = useSession()
  const groups = useBoard((board) => board.groups.filter((group) => group.groupId === groupId))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {texts.titleOf}
      </h2>
      <CountGroups groups={groups} />
      <Button onClick={onBack}>{texts.back}</Button>
    </>
  )
}

type EntryProps = {
  readonly icon: IconName
  readonly name: string
  readonly hint: string
  readonly onClick: () => void
}

function Entry({ icon, name, hint, onClick }: EntryProps): ReactNode {
  return (
    <li>
      <button type="button" className={css.entry} onClick={onClick}>
        <Icon name={icon} />
        <span>
          {name}
          <small>{hint}</small>
        </span>
      </button>
    </li>
  )
}
