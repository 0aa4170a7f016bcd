import type { Group } from '@murmure/shared/group'
import type { CreatedSession, CreateSecret } from '@murmure/shared/protocol/http'
import { useState } from 'react'

import { createSecret } from '../../documents/api.ts'

/** A sheet with a link of its own, which is shown this once: it lives as long as this page. */
export type ExtraSheet =
  | { readonly kind: 'scribe' | 'screen'; readonly group: Group; readonly link: string }
  | { readonly kind: 'facilitator'; readonly link: string }

/** Sheets that are made when they are asked for: each of them lets somebody in. */
export function useExtraSheets(session: CreatedSession) {
  const [sheets, setSheets] = useState<readonly ExtraSheet[]>([])
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)

  async function make(request: CreateSecret, toSheet: (link: string) => ExtraSheet): Promise<void> {
    setAsking(true)
    const answer = await createSecret(session, request)
    setAsking(false)
    setRefusal(answer.ok ? undefined : (answer.error.detail ?? answer.error.title))
    if (answer.ok) setSheets((before) => [...before, toSheet(answer.value.link)])
  }

  return {
    sheets,
    isAsking,
    refusal,
    addScribe: (group: Group) =>
      void make({ role: 'scribe', groupId: group.groupId }, (link) => ({
        kind: 'scribe',
        group,
        link,
      })),
    addScreen: (group: Group) =>
      void make({ role: 'screen', groupId: group.groupId }, (link) => ({
        kind: 'screen',
        group,
        link,
      })),
    addFacilitator: () =>
      void make({ role: 'facilitator' }, (link) => ({ kind: 'facilitator', link })),
  }
}
