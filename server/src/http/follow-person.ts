import type { GroupId } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { Person } from '../relay/contract.ts'
import type { AppDeps } from './app-deps.ts'
import { changeBoard } from './change-board.ts'
import { ownHand } from './decide-hands.ts'
import type { Guards } from './guards.ts'
import type { ProblemName } from './problems.fr.ts'

export type Follow = {
  /** Who they are now: of the new group. */
  readonly person: Person
  readonly groupId: GroupId
  /** Known to their phone alone: what a declaration is stored under is linked to nobody here. */
  readonly declarationId: string | undefined
}

type Deps = AppDeps & { readonly guards: Guards }
type Refused = { readonly problem: ProblemName; readonly retryAfterSeconds?: number }

/**
 * Somebody changed group: what they declared and their raised hand come along, in their place of the queue.
 * Repeating it changes nothing more, so a lost answer is asked for again without harm.
 */
export async function followPerson(deps: Deps, follow: Follow): Promise<Result<null, Refused>> {
  const { boardId, participantId } = follow.person
  const passage = deps.guards.renewals.count(`${boardId}/${participantId}`)
  if (passage.kind === 'wait')
    return fail({ problem: 'too-many-requests', retryAfterSeconds: passage.seconds })
  const hasMoved = await moveDeclaration(deps, follow)
  const row = await deps.store.getBoard(boardId)
  const hand = row && handElsewhere(deps, follow, row.room.session.hands)
  if (!hand) {
    if (hasMoved) await deps.projection.project(boardId)
    return ok(null)
  }
  const changed = await moveHand(deps, follow)
  return changed.ok ? ok(null) : fail({ problem: changed.error })
}

async function moveDeclaration(
  { store }: Deps,
  { person: { boardId }, groupId, declarationId }: Follow,
): Promise<boolean> {
  if (declarationId === undefined) return false
  const rows = await store.listDeclarations(boardId)
  const own = rows.find((row) => row.declarationId === declarationId)
  if (!own) return false
  // Also when it is there already: an earlier attempt may have moved it and died before the projection.
  await store.declare({ ...own, groupId })
  return true
}

type Hands = Parameters<typeof ownHand>[0]

/** Undefined: no hand, or it is in the new group already. */
function handElsewhere(
  { handIds }: Deps,
  { person: { boardId, participantId }, groupId }: Follow,
  hands: Hands,
): Hands[number] | undefined {
  const hand = ownHand(hands, {
    isFacilitator: false,
    groupId,
    handAt: (at) => handIds({ boardId, participantId, at }),
  })
  return hand?.groupId === groupId ? undefined : hand
}

const moveHand = (deps: Deps, follow: Follow) =>
  changeBoard(deps, follow.person.boardId, (room) => {
    const { hands } = room.session
    const own = handElsewhere(deps, follow, hands)
    if (!own) return ok({ room, added: [] })
    const moved = hands.map((hand) => (hand === own ? { ...hand, groupId: follow.groupId } : hand))
    return ok({ room: { ...room, session: { ...room.session, hands: moved } }, added: [] })
  })
