import type { Problem } from '@murmure/shared/protocol/http'

import { documentsEn } from '../texts/documents.en.ts'
import { documentsFr } from '../texts/documents.fr.ts'
import { currentLocale } from '../texts/locale.ts'

const OFFLINE = 'urn:murmure:problem:offline'
/** Of an answer to whoever was in a group that is no longer there. */
export const GROUP_REMOVED = 'urn:murmure:problem:group-removed'
const UNEXPECTED = 'urn:murmure:problem:unexpected'

const TEXTS = { fr: documentsFr, en: documentsEn }

/** No answer at all: the network, or the server, is away. */
export function offlineProblem(): Problem {
  return { type: OFFLINE, status: 0, ...TEXTS[currentLocale()].offline }
}

/** An answer that is not ours: a proxy's page, another version. */
export function unexpectedProblem(status: number): Problem {
  return { type: UNEXPECTED, status, ...TEXTS[currentLocale()].unexpected }
}

/** There is no such wall. To whoever held a place on it: it was deleted. */
export const isGone = ({ status }: Problem): boolean => status === 404 || status === 410

/** Is the door closed for good under this session? Anything else: come back later. */
export function isFinal(problem: Problem): boolean {
  return [401, 403, 404, 410].includes(problem.status)
}
