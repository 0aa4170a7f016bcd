import { COPY_MAX_BYTES } from '@murmure/shared/protocol/copy'
import { CreatedBoard } from '@murmure/shared/protocol/http'
import * as z from 'zod/mini'

import { askFor } from './api.ts'
import { parseJson } from './json.ts'

export type Restored =
  | { readonly kind: 'restored'; readonly created: CreatedBoard; readonly title: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'tooLarge' }
  /** By the server, with its reason. */
  | { readonly kind: 'refused'; readonly text: string }

/** As much as is needed to call a stranger's file one; the server checks the rest. */
const Outline = z.object({
  format: z.literal('murmure'),
  room: z.object({ meta: z.object({ title: z.string() }) }),
})

/** A new wall from a copy: a new code, new links, the same notes. */
export async function restoreCopy(file: Blob): Promise<Restored> {
  if (file.size > COPY_MAX_BYTES) return { kind: 'tooLarge' }
  // A file that was moved or unplugged since it was chosen cannot be read any more.
  const text = await file.text().catch(() => '')
  const value = parseJson(text)
  const outline = Outline.safeParse(value)
  if (!outline.success) return { kind: 'unreadable' }
  const answer = await askFor(CreatedBoard, 'POST', '/api/boards/copy', { body: value })
  return answer.ok
    ? { kind: 'restored', created: answer.value, title: outline.data.room.meta.title }
    : { kind: 'refused', text: answer.error.detail ?? answer.error.title }
}
