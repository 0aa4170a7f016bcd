import type { GroupId } from '@murmure/shared/ids'
import type { PatchBoard, Problem, SessionCommand } from '@murmure/shared/protocol/http'
import { useCallback, useMemo, useState } from 'react'

import { type Answer, patchBoard, removeGroup, sendCommand } from '../../documents/api.ts'
import { useSession } from '../../documents/use-board.ts'

export type Commands = {
  /** `onDone`: the server has done it. */
  readonly send: (command: SessionCommand, onDone?: () => void) => void
  /** Resolves to whether it was done. */
  readonly patch: (patch: PatchBoard) => Promise<boolean>
  /** Resolves to whether it was done. */
  readonly removeGroup: (groupId: GroupId) => Promise<boolean>
  /** Why the last one was not done; cleared by the next. */
  readonly problem: Problem | undefined
  /** It was read where it was said. */
  readonly forgetProblem: () => void
}

/** What only the server may write: the running of the session, and the board's settings. */
export function useCommands(): Commands {
  const { token, boardId } = useSession()
  const [problem, setProblem] = useState<Problem>()
  const forgetProblem = useCallback(() => setProblem(undefined), [])
  return useMemo(() => {
    const caller = { token, boardId }
    const done = async (asked: Answer<unknown>): Promise<boolean> => {
      const answer = await asked
      setProblem(answer.ok ? undefined : answer.error)
      return answer.ok
    }
    return {
      problem,
      forgetProblem,
      send: (command, onDone) => {
        void sendCommand(caller, command).then((answer) => {
          setProblem(answer.ok ? undefined : answer.error)
          if (answer.ok) onDone?.()
        })
      },
      patch: (patch) => done(patchBoard(caller, patch)),
      removeGroup: (groupId) => done(removeGroup(caller, groupId)),
    }
  }, [token, boardId, problem, forgetProblem])
}
