import type { DocumentKind } from '@murmure/shared/access'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { judge, type Verdict } from '@murmure/server/relay/gate'
import type { Author } from '@murmure/server/relay/policy'
import * as Y from 'yjs'

/** A document behind the gate, without a relay around it. */
export type Gated = {
  readonly server: Y.Doc
  readonly owners: Map<number, string>
  /** What the gate says, nothing applied. */
  judge(author: Author, update: Uint8Array, step?: 'update' | 'step2'): Verdict
  /** As the relay does: judged, applied, leased. */
  send(author: Author, update: Uint8Array, step?: 'update' | 'step2'): Verdict
  /** Somebody's replica of it. */
  copy(): Y.Doc
}

export function openGated(kind: DocumentKind = 'group'): Gated {
  const server = new Y.Doc()
  const owners = new Map<number, string>()
  const judgeOne: Gated['judge'] = (author, update, step = 'update') =>
    judge(update, {
      doc: server,
      kind,
      author,
      step,
      ownerOf: (clientId) => owners.get(clientId),
      clientIds: [...owners.values()].filter((owner) => owner === author.participantId).length,
    })
  return {
    server,
    owners,
    judge: judgeOne,
    send(author, update, step) {
      const verdict = judgeOne(author, update, step)
      if (verdict.kind !== 'apply') return verdict
      Y.applyUpdate(server, verdict.update)
      for (const clientId of verdict.newClientIds) owners.set(clientId, author.participantId)
      return verdict
    },
    copy: () => copyOf(server),
  }
}

export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

export const cardOf = (author: Author, number = 1): string =>
  `${author.participantId}.${String(number).padStart(16, '0')}`

export function stick(doc: Y.Doc, cardId: string, text = 'Une note'): void {
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
}

export const mapOf = (doc: Y.Doc, cardId: string): Y.Map<unknown> =>
  doc.getMap<Y.Map<unknown>>('cards').get(cardId) as Y.Map<unknown>
export const textOf = (doc: Y.Doc, cardId: string): Y.Text =>
  mapOf(doc, cardId).get('text') as Y.Text

/** What somebody did on their copy, as the update that leaves it. */
export function updateOf(doc: Y.Doc, edit: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => void updates.push(update)
  doc.on('update', keep)
  edit()
  doc.off('update', keep)
  return updates.length > 0 ? Y.mergeUpdates(updates) : Y.encodeStateAsUpdate(doc, before)
}

/** Why it was refused, else what the gate said. */
export const saidOf = (verdict: Verdict): string =>
  verdict.kind === 'refuse' ? verdict.why : verdict.kind
