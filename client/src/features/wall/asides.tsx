import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Paper } from '../../ui/paper.tsx'
import css from './asides.module.css'
import type { WallActs } from './wall-actions.ts'

/** What is off the wall, with its reason, and the way back for each. */
export function Asides({ texts, acts }: { readonly texts: WallTexts; readonly acts: WallActs }) {
  const cards = useBoard((board) => board.cards.filter((card) => card.outcome.kind === 'aside'))
  const groups = useBoard((board) => board.groups)
  return (
    <ul role="list" className={css.asides}>
      {cards.map((card) => {
        const group = groups.find(({ groupId }) => groupId === card.groupId)
        const { outcome } = card
        if (outcome.kind !== 'aside') return null
        const { reason, unquoted } = outcome
        return (
          group && (
            <li key={card.cardId}>
              <Paper paper={group.sign.paper} className={css.note ?? ''}>
                <p>{card.text}</p>
                <GroupSign sign={group.sign} name={group.name} size={22} />
              </Paper>
              <p className={css.reason}>{reason ? texts.asideReason(reason) : texts.noReason}</p>
              <label className={css.unquoted}>
                <input
                  type="checkbox"
                  checked={unquoted ?? false}
                  onChange={(event) => acts.quote(card.cardId, reason ?? '', !event.target.checked)}
                />
                {texts.doNotQuote(1)}
              </label>
              <Button onClick={() => acts.takeBack(card.cardId)}>{texts.takeBack}</Button>
            </li>
          )
        )
      })}
    </ul>
  )
}
