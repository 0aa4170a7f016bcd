import type { Change } from '@murmure/shared/actions/change'
import type { Unsaved } from '@murmure/shared/actions/reoffer'
import type { ParticipantId } from '@murmure/shared/ids'
import type { SessionDocument } from '@murmure/shared/protocol/http'

import type { ActKeeper } from './act-keeper.ts'
import type { DocumentConnection } from './connect.ts'
import {
  createUnsavedActs,
  type Healed,
  ownCards,
  reofferTo,
  type UnsavedActs,
  wordsOf,
} from './unsaved.ts'

/** `refused`: what we write is not applied. `raised`: the server went back to a copy, under new ids. */
export type Loss = 'refused' | 'raised'

/** What this page wrote, by place, which outlives document ids and `Y.Doc`s; and how a fresh document gets it. */
export type Healing = {
  readonly acted: (connection: DocumentConnection, changes: readonly Change[]) => void
  /** This document is to be replaced: keeps what its successor may lack. False: it was refused too often. */
  readonly keep: (connection: DocumentConnection, loss: Loss) => boolean
  /** Its successor is not there yet: nothing is to be written meanwhile. */
  readonly isFrozen: (place: string) => boolean
  /** To be told of each status; true: the successor is there, and has what it lacked. */
  readonly advance: (connection: DocumentConnection) => boolean
  /** Words that others have overtaken: news, too. */
  readonly lost: (words: readonly string[]) => void
  /** The news of the last healing. */
  readonly news: () => Healed | undefined
  /** Words of this person that neither these documents nor their predecessors hold durably. */
  readonly words: (connections: Iterable<DocumentConnection>) => readonly string[]
}

type Place = { readonly acts: UnsavedActs; carried: Unsaved | undefined; refusals: number }

/** An honest writer is refused once, not again after a fresh start: beyond it writing is not ours to do. */
const REFUSALS_MAX = 3

/** Of a document: a name that its next generation, and the next `Y.Doc`, have as well. */
export const placeOf = ({ kind, groupId }: Pick<SessionDocument, 'kind' | 'groupId'>): string =>
  `${kind} ${groupId ?? ''}`

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createHealing(author: () => ParticipantId, keeper?: ActKeeper): Healing {
  const places = new Map<string, Place>()
  let news: Healed | undefined

  function at(place: string): Place {
    const known = places.get(place) ?? {
      acts: createUnsavedActs(),
      carried: undefined,
      refusals: 0,
    }
    places.set(place, known)
    return known
  }

  /** What was carried to a successor that fell in its turn is older than what was written there. */
  function lossOf({ document, doc }: DocumentConnection, loss: Loss): Unsaved {
    const { acts, carried } = at(placeOf(document))
    const { made, changes } = acts.collect(doc)
    const own = loss === 'raised' && document.kind === 'group' ? ownCards(doc, author()) : []
    return {
      made: [...(carried?.made ?? []), ...made, ...own],
      changes: [...(carried?.changes ?? []), ...changes],
    }
  }

  return {
    acted: (connection, changes) => {
      const { acts } = at(placeOf(connection.document))
      acts.add(changes)
      keeper?.record(connection, acts)
    },
    keep: (connection, loss) => {
      const place = at(placeOf(connection.document))
      if (loss === 'refused' && ++place.refusals > REFUSALS_MAX) {
        // The next page would be refused for it as well.
        keeper?.forget(connection)
        return false
      }
      // Of what is only read nothing is carried, but it is awaited as well.
      place.carried = lossOf(connection, loss)
      place.acts.clear()
      return true
    },
    isFrozen: (place) => places.get(place)?.carried !== undefined,
    advance: (connection) => {
      const { document, doc, status } = connection
      const { synced, waiting } = status()
      if (!synced) return false
      const place = at(placeOf(document))
      const { carried } = place
      if (carried) {
        // First: writing changes the status, which asks here again.
        place.carried = undefined
        if (document.access === 'write') news = reofferTo(doc, carried, place.acts)
        keeper?.record(connection, place.acts)
        return true
      }
      const offered = keeper?.offer(connection, place.acts)
      if (offered) {
        news = offered
        // It waits now, whatever the status said before.
        return false
      }
      if (!waiting) {
        place.acts.clear()
        keeper?.record(connection, place.acts)
        place.refusals = 0
      }
      return false
    },
    lost: (words) => {
      news = { taken: 0, lost: words.length, lostWords: words }
    },
    news: () => news,
    words: (connections) => [
      ...[...places.values()].flatMap(({ carried }) => (carried ? wordsOf(carried) : [])),
      ...[...connections].flatMap(({ document, doc }) =>
        wordsOf(at(placeOf(document)).acts.collect(doc)),
      ),
    ],
  }
}
