import type { Locale } from '@murmure/shared/room'
import type { TemplateId } from '@murmure/shared/template-ids'

import { createBoard } from '../../documents/api.ts'
import { rememberWall } from '../../documents/recent-walls.ts'

export type WallToCreate = {
  readonly templateId: TemplateId
  readonly title: string
  readonly locale: Locale
  readonly today: Date
}

export type CreatedWall =
  | { readonly kind: 'created'; readonly href: string }
  | { readonly kind: 'refused'; readonly text: string }

/** Makes a wall, and remembers in this browser the way back to it. */
export async function createWall(wall: WallToCreate): Promise<CreatedWall> {
  const { templateId, title, locale, today } = wall
  const date = isoDay(today)
  const answer = await createBoard({ template: templateId, title, date, locale })
  if (!answer.ok) return { kind: 'refused', text: answer.error.detail ?? answer.error.title }
  const { boardId, code, secrets } = answer.value
  const secret = secrets.facilitator
  const screenSecret = secrets.screen
  rememberWall({ boardId, code, title, date, secret, screenSecret, openedAt: today.getTime() })
  return { kind: 'created', href: `/a/${boardId}#${secret}` }
}

/** The calendar day here, not in Greenwich. */
function isoDay(day: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
