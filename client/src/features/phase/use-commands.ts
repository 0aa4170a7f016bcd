import type { PatchBoard, Problem, SessionCommand } from '@murmure/shared/protocol/http'
import { useMemo, useState } from 'react'

import { patchBoard, sendCommand } from '../../documents/api.ts'
import { useSession } from '../../documents/use-board.ts'

export type Commands = {
  readonly send: (command: SessionCommand) => void
  /** Resolves to whether it was done. */
  readonly patch: (patch: PatchBoard) => Promise<boolean>
  /** Why the last one was not done; cleared by the next. */
  readonly problem: Problem | undefined
}

/** What only the server may write: the running of the session, and the board's settings. */
export function useCommands(): Commands {
  const { token, boardId } = useSession()
  const [problem, setProblem] = useState<Problem>()
  return useMemo(() => {
    const caller = { token, boardId }
    return {
      problem,
      send: (command) => {
        void sendCommand(caller, command).then((answer) =>
          setProblem(answer.ok ? undefined : answer.error),
        )
      },
      patch: async (patch) => {
        const answer = await patchBoard(caller, patch)
        setProblem(answer.ok ? undefined : answer.error)
        return answer.ok
      },
    }
  }, [token, boardId, problem])
}
