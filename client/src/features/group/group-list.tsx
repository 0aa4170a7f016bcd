import type { BoardGroup } from '@murmure/shared/board'

import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './group-list.module.css'

/** The groups: who was counted there, and how many notes they have on the wall. */
export function GroupList({ texts }: { readonly texts: WallTexts }) {
  const groups = useBoard((board) => board.groups)
  return (
    <ul role="list" className={css.groups}>
      {groups.map((group) => (
        <GroupLine key={group.groupId} group={group} texts={texts} />
      ))}
    </ul>
  )
}

function GroupLine({ group, texts }: { readonly group: BoardGroup; readonly texts: WallTexts }) {
  const notes = useBoard(
    (board) =>
      board.cards.filter((card) => card.groupId === group.groupId && card.outcome.kind !== 'aside')
        .length,
  )
  const { volunteers, employees, other } = group.headcount
  const people = volunteers + employees + other
  return (
    <li>
      <GroupSign sign={group.sign} />
      <span className={css.name}>
        {group.name}
        {people > 0 && <small>{texts.people(people)}</small>}
      </span>
      <span className={css.notes}>{texts.notes(notes)}</span>
    </li>
  )
}
