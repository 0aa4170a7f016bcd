import { useState } from 'react'

import type { Locale } from '@murmure/shared/room'
import type { TemplateId } from '@murmure/shared/template-ids'
import { DEFAULT_TEMPLATE, type Template } from '@murmure/shared/templates'

import { createBoard } from '../../documents/api.ts'
import { rememberWall } from '../../documents/recent-walls.ts'
import type { HomeTexts } from '../../texts/home.fr.ts'

export type Creation =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly templateId: TemplateId }
  | { readonly kind: 'refused'; readonly text: string }

/** Makes a wall and goes there. Its title, place and date are corrected on the wall itself. */
export function useCreation(texts: HomeTexts, locale: Locale) {
  const [creation, setCreation] = useState<Creation>({ kind: 'idle' })

  async function create({ templateId, name }: Template): Promise<void> {
    setCreation({ kind: 'asking', templateId })
    const today = new Date()
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(today)
    const title =
      templateId === DEFAULT_TEMPLATE ? texts.assemblyTitle(day) : texts.boardTitle(name, day)
    const date = isoDay(today)
    const answer = await createBoard({ template: templateId, title, date, locale })
    if (!answer.ok) {
      setCreation({ kind: 'refused', text: answer.error.detail ?? answer.error.title })
      return
    }
    const { boardId, secrets } = answer.value
    const secret = secrets.facilitator
    const screenSecret = secrets.screen
    rememberWall({ boardId, title, date, secret, screenSecret, openedAt: today.getTime() })
    location.assign(`/a/${boardId}#${secret}`)
  }

  return { creation, create: (template: Template) => void create(template) }
}

/** The calendar day here, not in Greenwich. */
function isoDay(day: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
