import type { GroupId } from '@murmure/shared/ids'
import { BoardSettings, CreatedSecret, type CreatedSession } from '@murmure/shared/protocol/http'

import type { ExhibitBoard } from './exhibit-board.ts'

type Centre = { readonly groupId: GroupId; readonly screenPath: string }

/** A remote centre on the board with a video meeting beside it, and the way to the centre's own screen. */
export async function addCentre(
  origin: string,
  { facilitator }: ExhibitBoard,
  name: string,
): Promise<Centre> {
  const patched = await ask(origin, facilitator, 'PATCH', {
    groups: [{ name, kind: 'centre' }],
    visio: { url: 'https://visio.example.org/assemblee-des-centres', label: 'BigBlueButton' },
  })
  const { groups } = BoardSettings.parse(patched)
  const groupId = groups.find((group) => group.name === name)?.groupId
  if (groupId === undefined) throw new Error(`no group ${name}`)
  const request = { role: 'screen', groupId }
  const made = await ask(origin, facilitator, 'POST', request, '/secrets')
  const { secret } = CreatedSecret.parse(made)
  return { groupId, screenPath: `/p/${facilitator.boardId}#${secret}` }
}

/** The link by which somebody writes for the whole of the first group. */
export async function scribeLink(
  origin: string,
  { created, facilitator }: Pick<ExhibitBoard, 'created' | 'facilitator'>,
): Promise<string> {
  const request = { role: 'scribe', groupId: created.groups[0]?.groupId }
  const made = await ask(origin, facilitator, 'POST', request, '/secrets')
  return `/e/${created.boardId}#${CreatedSecret.parse(made).secret}`
}

/** « Demander la parole », by somebody of the group whose session this is. */
export async function raiseHand(origin: string, session: CreatedSession): Promise<void> {
  await ask(origin, session, 'POST', { type: 'raise' }, '/hands')
}

async function ask(
  origin: string,
  { boardId, token }: CreatedSession,
  method: string,
  body: object,
  path = '',
): Promise<unknown> {
  const response = await fetch(`${origin}/api/boards/${boardId}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}
