import { correctCard, moveCardToColumn, removeCard } from '@murmure/shared/actions/edit-card'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

import { cardOf, copyOf, mapOf, stick, textOf } from '../support/gate-case.ts'
import type { Author } from '@murmure/server/relay/policy'

/** What an attacker has at hand: the server's state, who they are, whom they are after, and dice. */
export type Attacker = {
  readonly author: Author
  readonly victim: Author
  /** A replica of the server, theirs to spoil. */
  readonly copy: Y.Doc
  /** The victim's clientID, which every reader sees. */
  readonly victimClient: number
  /** One that the victim's next page will use: it stands in no document yet. */
  readonly futureClient: number
  readonly dice: (sides: number) => number
}

/** Bytes that no editor of ours makes, each kind after a known way to break a Yjs relay. */
export const ATTACKS: Readonly<Record<string, (attacker: Attacker) => Uint8Array>> = {
  'mutated bytes': (attacker) => {
    const bytes = honestOrNot(attacker)
    for (let count = 1 + attacker.dice(4); count > 0; count--) {
      bytes[attacker.dice(bytes.length)] = attacker.dice(256)
    }
    return bytes
  },
  'cut bytes': (attacker) => {
    const bytes = honestOrNot(attacker)
    return bytes.slice(attacker.dice(4) === 0 ? attacker.dice(3) : 0, attacker.dice(bytes.length))
  },
  'crafted overlap': ({ author, copy, victim, dice, victimClient }) => {
    // The same clocks twice with different content: the second copy begins before what the server has, and
    // lands, once cut, wherever its neighbours say, the victim's text included.
    const client = dice(3) === 0 ? victimClient : copy.clientID
    const fork = copyOf(copy)
    fork.clientID = client
    const target = dice(2) === 0 ? victim : author
    textOf(fork, cardOf(target)).insert(dice(3), 'fork'.repeat(1 + dice(4)))
    const update = Y.encodeStateAsUpdate(fork)
    return rewindClocks(update, client, 1 + dice(6))
  },
  'spoofed clientID': ({ author, copy, victimClient, dice }) => {
    copy.clientID = victimClient
    const before = Y.encodeStateVector(copy)
    stick(copy, cardOf(author, 10 + dice(50)), 'x')
    return Y.encodeStateAsUpdate(copy, before)
  },
  'pre-claimed clientID': ({ author, victim, copy, futureClient, dice }) => {
    copy.clientID = futureClient
    stick(copy, cardOf(dice(2) === 0 ? author : victim, 10 + dice(50)), 'x')
    return Y.encodeStateAsUpdate(copy)
  },
  'new roots': ({ copy, dice }) => {
    const names = ['constructor', '__proto__', 'toString', 'meta', 'themes', 'session', '', 'x']
    for (let count = 1 + dice(20); count > 0; count--) {
      const name = names[dice(names.length)] ?? `root-${count}`
      if (dice(2) === 0) copy.getMap(`${name}${count === 1 ? '' : count}`).set('a', 1)
      else copy.getArray(`${name}${count === 1 ? '' : count}`).push([1])
    }
    return Y.encodeStateAsUpdate(copy)
  },
  'a known root as a list': ({ copy }) => {
    const fresh = new Y.Doc()
    fresh.clientID = copy.clientID
    fresh.getArray('cards').push([1])
    return Y.encodeStateAsUpdate(fresh)
  },
  'giant struct': ({ copy, dice }) => {
    const bytes = encoding.createEncoder()
    for (const value of [1, 1, copy.clientID, Y.getState(copy.store, copy.clientID)]) {
      encoding.writeVarUint(bytes, value)
    }
    const kind = dice(3)
    encoding.writeUint8(bytes, kind === 0 ? 0 : kind === 1 ? 10 : 1)
    if (kind === 2) {
      encoding.writeVarUint(bytes, 1)
      encoding.writeVarString(bytes, 'cards')
    }
    encoding.writeVarUint(bytes, [100_001, 2 ** 31, 2 ** 45, 2 ** 52][dice(4)] ?? 0)
    encoding.writeVarUint(bytes, 0)
    return encoding.toUint8Array(bytes)
  },
  'a card key again': ({ author, victim, copy, dice }) => {
    copy.getMap('cards').set(cardOf(dice(2) === 0 ? author : victim), new Y.Map())
    return Y.encodeStateAsUpdate(copy)
  },
  'a text again': ({ author, victim, copy, dice }) => {
    mapOf(copy, cardOf(dice(2) === 0 ? author : victim)).set('text', new Y.Text('neu'))
    return Y.encodeStateAsUpdate(copy)
  },
  'hard deletion': ({ author, victim, copy, dice }) => {
    const cardId = cardOf(dice(2) === 0 ? author : victim)
    if (dice(2) === 0) copy.getMap('cards').delete(cardId)
    else mapOf(copy, cardId).delete('text')
    return Y.encodeStateAsUpdate(copy)
  },
  'foreign card': ({ author, victim, copy, dice }) => {
    const cardId = cardOf(victim)
    switch (dice(5)) {
      case 0:
        correctCard(copy, cardId, 'Volée')
        break
      case 1:
        moveCardToColumn(copy, cardId, 'manque')
        break
      case 2:
        removeCard(copy, cardId, { at: 1, by: author.participantId })
        break
      case 3:
        removeCard(copy, cardId, { at: 1, by: victim.participantId })
        break
      default:
        stick(copy, cardOf(victim, 10 + dice(50)), 'Prêtée')
    }
    return Y.encodeStateAsUpdate(copy)
  },
  'overwrite with an empty delete set': ({ victim, copy, dice }) => {
    const before = Y.encodeStateVector(copy)
    const field = ['columnId', 'at', 'text', 'removed'][dice(4)] ?? 'at'
    mapOf(copy, cardOf(victim)).set(field, 1)
    return withoutDeletions(Y.encodeStateAsUpdate(copy, before))
  },
  laundering: ({ author, victim, futureClient, copy, dice }) => {
    // Another person's operations, refused or not sent yet, in this one's SyncStep2 beside their own.
    const other = copyOf(copy)
    other.clientID = futureClient
    stick(other, cardOf(victim, 60 + dice(20)), 'Blanchie')
    if (dice(2) === 0) correctCard(other, cardOf(victim), 'Corrigée ailleurs')
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(other))
    stick(copy, cardOf(author, 60 + dice(20)), 'À moi')
    return Y.encodeStateAsUpdate(copy)
  },
  'wrong values': ({ author, copy, dice }) => {
    const map = mapOf(copy, cardOf(author))
    const values: readonly [string, unknown][] = [
      ['at', 0.5],
      ['at', Number.NaN],
      ['columnId', { ['__proto__']: 1 }],
      ['removed', { at: 1, by: 'mallory000000000' }],
      ['removed', { at: 1, by: author.participantId, more: true }],
      ['columnId', 'x'.repeat(70)],
      ['text', 'plat'],
      ['at', new Y.Map()],
      ['at', new Y.XmlText()],
      ['at', new Uint8Array(3)],
      ['at', new Y.Doc()],
    ]
    const [field, value] = values[dice(values.length)] ?? ['at', 0.5]
    map.set(field, value)
    return Y.encodeStateAsUpdate(copy)
  },
  'many clientIDs': ({ author, copy, dice }) => {
    for (let count = 17 + dice(10); count > 0; count--) {
      copy.clientID = 5_000_000 + dice(1_000_000_000)
      stick(copy, cardOf(author, 100 + count), '')
    }
    return Y.encodeStateAsUpdate(copy)
  },
  'ranges of nothing': ({ victimClient, dice }) => {
    const bytes = encoding.createEncoder()
    const count = 1 + dice(200)
    for (const value of [0, 1, victimClient, count]) encoding.writeVarUint(bytes, value)
    for (let index = 0; index < count; index++) {
      encoding.writeVarUint(bytes, dice(2) === 0 ? dice(60) : 2 ** dice(50))
      encoding.writeVarUint(bytes, dice(4) === 0 ? 2 ** dice(50) : dice(3))
    }
    return encoding.toUint8Array(bytes)
  },
}

/** Something of their own, sometimes with something foreign in it. */
function honestOrNot({ author, victim, copy, dice }: Attacker): Uint8Array {
  stick(copy, cardOf(author, 10 + dice(50)), 'Une idée')
  correctCard(copy, cardOf(author), `Mieux dit ${dice(100)}`)
  if (dice(3) === 0) correctCard(copy, cardOf(victim), 'Volée')
  return Y.encodeStateAsUpdate(copy)
}

/** The same structs, claimed to begin earlier: every clock of this client moves back by so many. */
function rewindClocks(update: Uint8Array, client: number, by: number): Uint8Array {
  const { structs } = Y.decodeUpdate(update)
  const encoder = new Y.UpdateEncoderV1()
  const own = structs.filter((struct) => struct.id.client === client && !(struct instanceof Y.Skip))
  const last = own.at(-1)
  encoding.writeVarUint(encoder.restEncoder, last ? 1 : 0)
  if (last) {
    encoding.writeVarUint(encoder.restEncoder, 1)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, Math.max(0, last.id.clock - by))
    last.write(encoder, 0)
  }
  encoding.writeVarUint(encoder.restEncoder, 0)
  return encoder.toUint8Array()
}

/** H5: setting a key deletes what stood there, whether the delete set says so or not. */
function withoutDeletions(update: Uint8Array): Uint8Array {
  const { structs } = Y.decodeUpdate(update)
  const encoder = new Y.UpdateEncoderV1()
  const clients = new Map<number, (Y.Item | Y.GC | Y.Skip)[]>()
  for (const struct of structs) {
    clients.set(struct.id.client, [...(clients.get(struct.id.client) ?? []), struct])
  }
  encoding.writeVarUint(encoder.restEncoder, clients.size)
  for (const [client, list] of clients) {
    encoding.writeVarUint(encoder.restEncoder, list.length)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, list[0]?.id.clock ?? 0)
    for (const struct of list) struct.write(encoder, 0)
  }
  encoding.writeVarUint(encoder.restEncoder, 0)
  return encoder.toUint8Array()
}
