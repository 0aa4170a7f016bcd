import type { BoardSettings } from '@murmure/shared/protocol/http'
import { useEffect, useState } from 'react'

import { getSettings } from '../../documents/api.ts'
import { useConnection, useSession } from '../../documents/use-board.ts'

/** The code and the address to join by; asked for once the server answers. */
export function useWayIn(): { readonly code: string; readonly link: string } | undefined {
  const { token, boardId } = useSession()
  const { state } = useConnection()
  const [settings, setSettings] = useState<BoardSettings>()
  const isMissing = settings === undefined
  useEffect(() => {
    if (!isMissing || state !== 'online') return
    let isLeft = false
    void getSettings({ token, boardId }).then((answer) => {
      if (!isLeft && answer.ok) setSettings(answer.value)
    })
    return () => {
      isLeft = true
    }
  }, [isMissing, state, token, boardId])
  return settings && { code: settings.code, link: settings.links.join }
}
