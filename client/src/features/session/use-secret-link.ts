import type { CreateSecret, Problem } from '@murmure/shared/protocol/http'
import { useCallback, useState } from 'react'

import { createSecret } from '../../documents/api.ts'
import { useSession } from '../../documents/use-board.ts'

export type SecretLink = {
  readonly link: string | undefined
  readonly problem: Problem | undefined
  readonly isAsking: boolean
  /** Asks the server for one more link, once: what was answered stays. */
  readonly make: () => Promise<string | undefined>
}

/** One more link into the board, made when it is first asked for. */
export function useSecretLink(
  request: CreateSecret,
  onMade?: (secret: string) => void,
): SecretLink {
  const { token, boardId } = useSession()
  const [link, setLink] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const [isAsking, setAsking] = useState(false)
  const make = useCallback(async () => {
    setAsking(true)
    const answer = await createSecret({ token, boardId }, request)
    setAsking(false)
    setProblem(answer.ok ? undefined : answer.error)
    if (!answer.ok) return undefined
    setLink(answer.value.link)
    onMade?.(answer.value.secret)
    return answer.value.link
  }, [boardId, onMade, request, token])
  return { link, problem, isAsking, make }
}
