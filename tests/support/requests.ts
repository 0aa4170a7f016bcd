import type { Exchanged } from '@murmure/server/relay/http-contract'
import { syncStep1, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { parseFrame } from '@murmure/server/relay/parse'
import type { Admission } from '@murmure/server/relay/contract'
import { accessTo } from '@murmure/shared/access'
import type { Parcel } from '@murmure/shared/protocol/parcels'
import * as Y from 'yjs'

import { type Hall, type Who } from './hall.ts'
import type { DocumentRow } from '@murmure/server/storage/contract'

/** What this person may do with this document, as the HTTP side would find. */
function admissionOf(document: DocumentRow, who: Who): Admission {
  const { documentId, kind, groupId } = document
  const access = accessTo({
    role: who.role,
    kind,
    ownGroup: groupId === who.groupId,
    revealed: true,
  })
  if (access === 'none') throw new Error(`${who.role} may not open ${kind}`)
  return { documentId, kind, access, ...(groupId !== undefined && { groupId }) }
}

/** Frames of one request, past the HTTP side. */
export function exchange(
  { relay }: Hall,
  document: DocumentRow,
  who: Who,
  ...frames: readonly Uint8Array[]
): Promise<Exchanged> {
  return relay.exchange({ boardId: document.boardId, ...who }, admissionOf(document, who), frames)
}

/** A long-poll of these documents; `leave` hangs up. */
export function poll(
  { relay }: Hall,
  who: Who,
  watched: readonly (readonly [document: DocumentRow, since: number])[],
) {
  const left = new AbortController()
  const answer = relay.poll(
    { boardId: watched[0]?.[0].boardId ?? '', ...who },
    watched.map(([document, since]) => ({ admission: admissionOf(document, who), since })),
    left.signal,
  )
  return { answer, leave: () => left.abort() }
}

/** Applies what a parcel brings; what is asked of the receiver comes back. */
export function receive(
  doc: Y.Doc,
  { frames }: Parcel,
): { readonly asked: Uint8Array | undefined } {
  let asked: Uint8Array | undefined
  for (const bytes of frames) {
    const frame = parseFrame(bytes)
    if (frame.kind === 'write') Y.applyUpdate(doc, frame.update, 'server')
    if (frame.kind === 'step1') asked = frame.stateVector
  }
  return { asked }
}

export const step1 = (doc: Y.Doc): Uint8Array => syncStep1(Y.encodeStateVector(doc))
export const everything = (doc: Y.Doc): Uint8Array => syncStep2(Y.encodeStateAsUpdate(doc))

/** What an act writes, as the Update frame that would leave. */
export function actFrame(doc: Y.Doc, act: () => void): Uint8Array {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => void updates.push(update)
  doc.on('update', keep)
  act()
  doc.off('update', keep)
  return syncUpdate(Y.mergeUpdates(updates))
}
