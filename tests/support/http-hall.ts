import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeRefused, MESSAGE } from '@murmure/shared/protocol/frames'
import type { Exchanged } from '@murmure/server/relay/http-contract'
import { onTestFinished } from 'vitest'
import type * as Y from 'yjs'

import { type Hall, openHall, person, type Who } from './hall.ts'
import { actFrame } from './requests.ts'

// Who comes to a hall without websockets, what they send, and what they are told.

export const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
export const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
export const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
export const SCREEN: Who = { participantId: person('screen'), role: 'screen' }

export const cardOf = (who: Who, number = 1): string =>
  `${who.participantId}.${String(number).padStart(16, '0')}`

/** A new note, as the frame that brings it. */
export const stick = (doc: Y.Doc, who: Who, number = 1, text = 'Une note'): Uint8Array =>
  actFrame(doc, () =>
    stickCard(doc, { cardId: cardOf(who, number), columnId: 'apporte', text, at: 1 }),
  )

export const texts = (doc: Y.Doc): string[] => readCards(doc, 'a').map(({ text }) => text)

/** A hall that is closed with the test. */
export async function givenHall(...options: Parameters<typeof openHall>): Promise<Hall> {
  const hall = await openHall(...options)
  onTestFinished(() => hall.close())
  return hall
}

/** What a request was told, without the bytes. */
export function toldBy(exchanged: Exchanged) {
  if (exchanged.kind !== 'answered') return { kind: exchanged.kind }
  const { saved, parcel } = exchanged
  const asked = parcel.frames.some((frame) => frame[0] === MESSAGE.sync && frame[1] === 0)
  const refused = parcel.frames.find((frame) => frame[0] === MESSAGE.refused)
  return { saved, asked, refused: refused && decodeRefused(refused.slice(2)) }
}

export const SAVED = { saved: true, asked: false, refused: undefined }
export const GAP = { saved: false, asked: true, refused: undefined }
export const REFUSED = { saved: false, asked: false, refused: 'abuse' }
