import { setCardAside } from '@murmure/shared/actions/arrange-cards'
import type { Aside } from '@murmure/shared/aside'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import { stickCard } from '@murmure/shared/actions/stick-card'
import type { Board } from '@murmure/shared/board'
import { type CardId, createCardId, createId, type RandomBytes } from '@murmure/shared/ids'
import { orderBetween } from '@murmure/shared/order-between'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { readBoard } from '@murmure/shared/read-board'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'

import { type Client, connect, openReader, type Reader, settles } from '../replay/client.ts'

/** Nothing new for so long, and something still missing: it is lost. */
const SILENCE_MS = 20_000

export type CrowdNote = { readonly columnId: string; readonly text: string }

/** Many people at one board, without a browser each: stock clients that write, and a facilitator who files. */
export type Crowd = {
  /** One person of the group writes all of these. Resolves when the facilitator has them. */
  readonly stick: (groupId: string, notes: readonly CrowdNote[]) => Promise<readonly CardId[]>
  readonly theme: (title: string, columnId: string, cardIds: readonly CardId[]) => void
  /** What the facilitator puts on the screens: on all of them unless told which. */
  readonly show: (shown: Omit<Stage, 'seq' | 'by'>, screenId?: string) => void
  /** A facilitator takes a note off the wall. */
  readonly setAside: (cardId: CardId, aside: Aside) => void
  /** The board as the facilitator has it now. */
  readonly board: () => Board
  readonly close: () => void
}

type Whereabouts = {
  readonly origin: string
  readonly facilitator: CreatedSession
  /** Joins a group by the code. */
  readonly join: (groupId: string) => Promise<CreatedSession>
}

export async function gatherCrowd({ origin, facilitator, join }: Whereabouts): Promise<Crowd> {
  const reader = await openReader({ origin, session: facilitator })
  const writers: Client[] = []
  let expected = 0
  let order: string | null = null

  async function stick(groupId: string, notes: readonly CrowdNote[]) {
    const session = await join(groupId)
    const document = session.documents.find((each) => each.groupId === groupId)
    if (!document) throw new Error(`no document of group ${groupId}`)
    const writer = connect({ origin, session }, document)
    writers.push(writer)
    await writer.ready
    const cardIds = notes.map(({ columnId, text }, index) => {
      const cardId = createCardId(session.participantId, random)
      stickCard(writer.doc, { cardId, columnId, text, at: index })
      return cardId
    })
    expected += notes.length
    await arrive(reader, () => boardOf(reader).cards.length >= expected)
    return cardIds
  }

  function theme(title: string, columnId: string, cardIds: readonly CardId[]): void {
    order = orderBetween(order, null, random)
    let rank: string | null = null
    const cards = cardIds.map((cardId) => {
      rank = orderBetween(rank, null, random)
      return { cardId, order: rank }
    })
    createTheme(reader.wall.doc, { themeId: createId(random), title, columnId, order }, cards)
  }

  return {
    stick,
    theme,
    show(shown, screenId = ALL_SCREENS) {
      showOnStage(reader.wall.doc, screenId, { ...shown, by: facilitator.participantId })
    },
    setAside: (cardId, aside) => void setCardAside(reader.wall.doc, cardId, aside),
    board: () => boardOf(reader),
    close() {
      reader.close()
      for (const writer of writers) writer.close()
    },
  }
}

async function arrive(reader: Reader, isThere: () => boolean): Promise<void> {
  const docs = [...reader.groups.values()].map(({ doc }) => doc)
  if (!(await settles(docs, isThere, SILENCE_MS))) throw new Error('notes of the crowd got lost')
}

function boardOf({ room, wall, groups }: Reader) {
  const docs = new Map([...groups].map(([groupId, { doc }]) => [groupId, doc]))
  return readBoard(room.doc, wall.doc, docs)
}

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))
