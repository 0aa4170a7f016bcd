import * as z from 'zod/mini'

import { Department } from '@murmure/shared/group'

import { parseJson } from './json.ts'
import { declarationKey } from './session-key.ts'
import { localStore } from './storage.ts'

/** What this phone declared, so that it can be corrected: linked to no participant on the server. */
export const Declaration = z.object({
  declarationId: z.string(),
  kind: z.enum(['volunteer', 'employee', 'other']),
  department: z.optional(Department),
  count: z.number(),
})
export type Declaration = z.infer<typeof Declaration>

export function loadDeclaration(boardId: string): Declaration | undefined {
  return Declaration.safeParse(parseJson(localStore.getItem(declarationKey(boardId)))).data
}

export function saveDeclaration(boardId: string, declaration: Declaration): void {
  localStore.setItem(declarationKey(boardId), JSON.stringify(declaration))
}
