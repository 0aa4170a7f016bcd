import type { BoardGroup } from '@murmure/shared/board'
import type { GroupId } from '@murmure/shared/ids'

import { useBoard, useConnection } from '../../documents/use-board.ts'
import { centreEn } from '../../texts/centre.en.ts'
import { centreFr } from '../../texts/centre.fr.ts'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr } from '../../texts/wall-news.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './group-list.module.css'

type GroupListProps = {
  readonly texts: WallTexts
  /** What a remote centre's room needs is asked for. */
  readonly onCentre: (groupId: GroupId) => void
}

/** The groups: who was counted there, who is connected, and how many notes they have on the wall. */
export function GroupList({ texts, onCentre }: GroupListProps) {
  const groups = useBoard((board) => board.groups)
  const { people } = useConnection()
  return (
    <ul role="list" className={css.groups}>
      {groups.map((group) => (
        <GroupLine
          key={group.groupId}
          group={group}
          texts={texts}
          onCentre={onCentre}
          connected={people.find(({ groupId }) => groupId === group.groupId)?.people ?? 0}
        />
      ))}
    </ul>
  )
}

type GroupLineProps = GroupListProps & {
  readonly group: BoardGroup
  /** People of it whose phone is here now. */
  readonly connected: number
}

function GroupLine({ group, texts, onCentre, connected }: GroupLineProps) {
  const news = useTexts({ fr: wallNewsFr, en: wallNewsEn })
  const centre = useTexts({ fr: centreFr, en: centreEn })
  const notes = useBoard(
    (board) =>
      board.cards.filter((card) => card.groupId === group.groupId && card.outcome.kind !== 'aside')
        .length,
  )
  const { volunteers, employees, other } = group.headcount
  const people = volunteers + employees + other
  // Nobody to miss where nobody was expected, came or wrote.
  const wasThere = people + connected + notes > 0
  return (
    <li>
      <GroupSign sign={group.sign} />
      <span className={css.name}>
        {group.name}
        {wasThere && (
          <small>
            {people > 0 && `${texts.people(people)}, `}
            {news.connected(connected, people > 0)}
          </small>
        )}
      </span>
      <span className={css.notes}>{texts.notes(notes)}</span>
      {group.kind === 'centre' && (
        <Button
          icon="screen"
          className={css.centre ?? ''}
          aria-haspopup="dialog"
          aria-label={centre.openOf(group.name)}
          onClick={() => onCentre(group.groupId)}
        >
          {centre.open}
        </Button>
      )}
    </li>
  )
}
