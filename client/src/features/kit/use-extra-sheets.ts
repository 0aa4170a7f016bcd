import type { Group } from '@murmure/shared/group'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { useEffect, useState } from 'react'

import { createSecret } from '../../documents/api.ts'

/** Which sheet it is: there is one of each at most. */
export type ExtraKind =
  | { readonly kind: 'scribe' | 'screen'; readonly group: Group }
  | { readonly kind: 'facilitator' }

/** A sheet with a link of its own, which is shown this once: it lives as long as this page. */
export type ExtraSheet = ExtraKind & { readonly link: string }

/** Its place on the page, and what tells it from the others. */
export const idOfExtra = (extra: ExtraKind): string =>
  extra.kind === 'facilitator' ? 'extra-facilitator' : `extra-${extra.kind}-${extra.group.groupId}`

/**
 * Sheets that are made when they are asked for: each of them lets somebody in. Asked for again, the one that
 * is there is shown: a second link would be one more way in, of which nobody knows.
 */
export function useExtraSheets(session: CreatedSession) {
  const [sheets, setSheets] = useState<readonly ExtraSheet[]>([])
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string | undefined>(undefined)
  const [shown, setShown] = useState<{ readonly id: string } | undefined>(undefined)
  // The sheets are below the tools or beside them, further down: whoever asked for one is brought to it.
  useEffect(() => {
    const sheet = shown && document.getElementById(shown.id)
    sheet?.scrollIntoView({ block: 'start' })
    sheet?.focus({ preventScroll: true })
  }, [shown])

  const has = (extra: ExtraKind): boolean =>
    sheets.some((sheet) => idOfExtra(sheet) === idOfExtra(extra))

  async function make(extra: ExtraKind): Promise<void> {
    setAsking(true)
    const answer = await createSecret(
      session,
      extra.kind === 'facilitator'
        ? { role: extra.kind }
        : { role: extra.kind, groupId: extra.group.groupId },
    )
    setAsking(false)
    setRefusal(answer.ok ? undefined : (answer.error.detail ?? answer.error.title))
    if (!answer.ok) return
    setSheets((before) => [...before, { ...extra, link: answer.value.link }])
    setShown({ id: idOfExtra(extra) })
  }

  return {
    sheets,
    isAsking,
    refusal,
    has,
    /** Makes it, or shows the one that is there. */
    ask: (extra: ExtraKind): void => {
      if (has(extra)) setShown({ id: idOfExtra(extra) })
      else void make(extra)
    },
  }
}
