import type { BoardId } from '@murmure/shared/ids'
import type { BoardSettings, CreatedSession, Problem } from '@murmure/shared/protocol/http'
import { useEffect, useState } from 'react'

import { getSettings, requestSession } from '../../documents/api.ts'
import { isFinal } from '../../documents/problem.ts'
import { loadSession, saveSession } from '../../documents/session-store.ts'

export type Kit =
  | { readonly kind: 'opening' }
  /** No answer: asked again until there is one. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'open'; readonly session: CreatedSession; readonly settings: BoardSettings }
  /** Neither a link nor an earlier visit opens this board here. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly problem: Problem }

const RETRY_MS = 3000

/** What the sheets say, for whoever runs the board from this browser or came by its link. */
export function useKit(boardId: BoardId, secret: string | undefined): Kit {
  const [kit, setKit] = useState<Kit>({ kind: 'opening' })
  useEffect(() => {
    let retry: number | undefined
    let isLeft = false
    const ask = async (): Promise<void> => {
      const asked = await askForKit(boardId, secret)
      if (isLeft) return
      setKit(asked)
      if (asked.kind === 'waiting') retry = window.setTimeout(() => void ask(), RETRY_MS)
    }
    void ask()
    return () => {
      isLeft = true
      window.clearTimeout(retry)
    }
  }, [boardId, secret])
  return kit
}

async function askForKit(boardId: BoardId, secret: string | undefined): Promise<Kit> {
  const earlier = loadSession(boardId, 'facilitator')
  if (secret === undefined && !earlier) return { kind: 'unknown' }
  const request = secret === undefined ? { boardId } : { boardId, secret }
  const session = await requestSession(request, earlier?.token)
  if (!session.ok) return refusal(session.error)
  if (session.value.role !== 'facilitator') return { kind: 'unknown' }
  saveSession(session.value)
  const settings = await getSettings(session.value)
  if (!settings.ok) return refusal(settings.error)
  return { kind: 'open', session: session.value, settings: settings.value }
}

const refusal = (problem: Problem): Kit =>
  isFinal(problem) ? { kind: 'refused', problem } : { kind: 'waiting' }
