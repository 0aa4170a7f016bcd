import type { HandCommand } from '@murmure/shared/protocol/http'
import { useState } from 'react'

import { sendHandCommand } from '../../documents/api.ts'
import { loadOwnHand, placeInQueue, saveOwnHand } from '../../documents/hands.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'

export type OwnHand = {
  /** From 1; undefined: the hand is down. */
  readonly place: number | undefined
  readonly isAsking: boolean
  readonly refusal: string | undefined
  readonly raise: () => void
  readonly lower: () => void
}

/** This phone's hand in the one queue of the board. */
export function useOwnHand(): OwnHand {
  const session = useSession()
  const hands = useBoard((board) => board.session.hands)
  const [handId, setHandId] = useState(() => loadOwnHand(session.boardId))
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)
  const place = placeInQueue(hands, handId)

  async function send(command: HandCommand): Promise<void> {
    setAsking(true)
    const answer = await sendHandCommand(session, command)
    setAsking(false)
    setRefusal(answer.ok ? undefined : (answer.error.detail ?? answer.error.title))
    if (!answer.ok) return
    saveOwnHand(session.boardId, answer.value.handId)
    setHandId(answer.value.handId)
  }

  return {
    place,
    isAsking,
    refusal,
    raise: () => void send({ type: 'raise' }),
    lower: () => {
      if (handId === undefined) return
      void send({ type: 'lower', handId })
    },
  }
}
