import { useState } from 'react'

import type { Locale } from '@murmure/shared/room'
import type { TemplateId } from '@murmure/shared/template-ids'
import { DEFAULT_TEMPLATE, type Template } from '@murmure/shared/templates'

import type { HomeTexts } from '../../texts/home.fr.ts'

export type Creation =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly templateId: TemplateId }
  | { readonly kind: 'refused'; readonly text: string }

/** With the schemas of the answers: the page shows its templates before they are there. */
const loadCreateWall = () => import('./create-wall.ts').then((module) => module.createWall)

/** Makes a wall and goes there. Its title, place and date are corrected on the wall itself. */
export function useCreation(texts: HomeTexts, locale: Locale) {
  const [creation, setCreation] = useState<Creation>({ kind: 'idle' })

  async function create({ templateId, name }: Template): Promise<void> {
    setCreation({ kind: 'asking', templateId })
    const today = new Date()
    const day = texts.day(today)
    const title =
      templateId === DEFAULT_TEMPLATE ? texts.assemblyTitle(day) : texts.boardTitle(name, day)
    const createWall = await loadCreateWall().catch(() => undefined)
    const wall = createWall
      ? await createWall({ templateId, title, locale, today })
      : { kind: 'refused' as const, text: texts.unreachable }
    if (wall.kind === 'refused') setCreation(wall)
    else location.assign(wall.href)
  }

  return { creation, create: (template: Template) => void create(template) }
}
