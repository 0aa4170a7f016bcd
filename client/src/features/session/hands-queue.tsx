import type { HandCommand } from '@murmure/shared/protocol/http'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { sendHandCommand } from '../../documents/api.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './hands-queue.module.css'

type HandsQueueProps = {
  /** For the way to it, from where it is not seen. */
  readonly id: string
  readonly texts: WallTexts
  readonly announce: (text: string) => void
  readonly className: string | undefined
}

/** Who asked to speak, in the order in which they asked. Not there while nobody does. */
export function HandsQueue({ id, texts, announce, className }: HandsQueueProps) {
  const session = useSession()
  const hands = useBoard((board) => board.session.hands)
  const groups = useBoard((board) => board.groups)
  if (hands.length === 0) return null
  const send = async (command: HandCommand, said: string): Promise<void> => {
    const answer = await sendHandCommand(session, command)
    announce(answer.ok ? said : answer.error.title)
  }
  return (
    <section className={className} id={id} tabIndex={-1} aria-label={texts.hands}>
      <h2>{texts.hands}</h2>
      <ol role="list" className={css.hands}>
        {hands.map(({ handId, groupId }, index) => {
          const group = groups.find((candidate) => candidate.groupId === groupId)
          const name = group?.name ?? ''
          return (
            <li key={handId} data-first={index === 0 || undefined}>
              {group && <GroupSign sign={group.sign} />}
              <span>{name}</span>
              {index === 0 && (
                <Button
                  icon="voice"
                  onClick={() => void send({ type: 'give', handId }, texts.speaks(name))}
                >
                  {texts.giveFloor}
                </Button>
              )}
              <IconButton
                icon="close"
                label={texts.removeHand(name)}
                onClick={() => void send({ type: 'lower', handId }, texts.handRemoved)}
              />
            </li>
          )
        })}
      </ol>
    </section>
  )
}
