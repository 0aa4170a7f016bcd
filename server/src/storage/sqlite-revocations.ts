import type { Calls } from './operations.ts'
import type { Database } from './sqlite-database.ts'

export function revoke(
  database: Database,
  { boardId, participantId }: Calls['revoke']['input'],
): void {
  database.run(
    `insert into revocations (board_id, participant_id) values (?, ?)
     on conflict (board_id, participant_id) do nothing`,
    [boardId, participantId],
  )
}

export function isRevoked(
  database: Database,
  { boardId, participantId }: Calls['isRevoked']['input'],
): boolean {
  const row = database.get('select 1 from revocations where board_id = ? and participant_id = ?', [
    boardId,
    participantId,
  ])
  return row !== undefined
}
