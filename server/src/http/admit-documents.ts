import { DocumentId, generationOf } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { Admission, Person } from '../relay/contract.ts'
import type { BoardRow, DocumentRow } from '../storage/contract.ts'
import { admit } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { personAccess } from './open-session.ts'
import type { ProblemName } from './problems.fr.ts'

export type Admitted = { readonly person: Person; readonly admissions: readonly Admission[] }
/** `documentId`: the first that could not be opened, where it was one of them. */
export type NotAdmitted = { readonly problem: ProblemName; readonly documentId?: string }

/** May the bearer of this token open all of these documents of this board, now? The same at every door. */
export async function admitToDocuments(
  deps: Pick<AppDeps, 'tokens' | 'store'>,
  token: string | undefined,
  boardId: string,
  documentIds: Iterable<string>,
): Promise<Result<Admitted, NotAdmitted>> {
  const member = await admit(deps, token, boardId)
  if (!member.ok) return fail({ problem: member.error })
  const { person, row } = member.value
  const documents = await deps.store.listDocuments(row.boardId)
  const admissions: Admission[] = []
  for (const documentId of documentIds) {
    const admission = admissionTo(documentId, documents, person, row)
    if (!admission.ok) return fail({ problem: admission.error, documentId })
    admissions.push(admission.value)
  }
  return ok({ person, admissions })
}

function admissionTo(
  documentId: string,
  documents: readonly DocumentRow[],
  person: Person,
  row: BoardRow,
): Result<Admission, ProblemName> {
  const document = documents.find((candidate) => candidate.documentId === documentId)
  if (!document) {
    return fail(isRetired(documentId, documents) ? 'document-retired' : 'document-unknown')
  }
  const access = personAccess(person, document, row.room.session.revealed)
  if (access === 'none') return fail('document-closed')
  const { kind, groupId } = document
  return ok({ documentId, kind, access, ...(groupId !== undefined && { groupId }) })
}

/**
 * An id of another generation than its board's: of a document that was there before the board was put back to
 * an earlier state, also one that the copy did not have.
 */
const isRetired = (asked: string, documents: readonly DocumentRow[]): boolean =>
  DocumentId.safeParse(asked).success &&
  documents.some(({ documentId }) => generationOf(documentId) !== generationOf(asked))
