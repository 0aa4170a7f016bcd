import { type ReactNode, useEffect, useRef } from 'react'

import type { BoardGroup } from '@murmure/shared/board'

import { firstNameKey } from '../../documents/session-key.ts'
import { localStore } from '../../documents/storage.ts'
import { useSession } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './phone-header.module.css'

export type PhoneHeaderProps = {
  readonly group: BoardGroup
  readonly isAsking: boolean
  readonly onAsk: () => void
}

export function PhoneHeader({ group, isAsking, onAsk }: PhoneHeaderProps): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  const { boardId, role } = useSession()
  const firstName = localStore.getItem(firstNameKey(boardId))
  const { volunteers, employees, other } = group.headcount
  const people = volunteers + employees + other
  const who = role === 'scribe' ? texts.scribe : firstName
  const about = [who, people > 0 && texts.people(people)].filter(Boolean).join(' · ')
  const menu = useRef<HTMLDivElement>(null)
  const wasAsking = useRef(isAsking)
  useEffect(() => {
    // Back from the menu: where one was before.
    if (wasAsking.current && !isAsking) menu.current?.querySelector('button')?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  return (
    <header className={css.header}>
      <GroupSign sign={group.sign} size={40} />
      <div className={css.who}>
        <h1>{group.name}</h1>
        {about !== '' && <p>{about}</p>}
      </div>
      <div ref={menu}>
        {!isAsking && (
          <Button
            icon="settings"
            className={css.menu ?? ''}
            title={texts.menu.open}
            onClick={onAsk}
          >
            {texts.menu.name}
          </Button>
        )}
      </div>
    </header>
  )
}
