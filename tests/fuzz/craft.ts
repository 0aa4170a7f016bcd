import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

import { copyOf } from '../support/gate-case.ts'
import type { Attacker, Dice } from './attacker.ts'

type Struct = Y.Item | Y.GC | Y.Skip

/** A few bytes replaced. */
export function mutate(bytes: Uint8Array, dice: Dice): Uint8Array {
  for (let count = 1 + dice(4); count > 0; count--) bytes[dice(bytes.length)] = dice(256)
  return bytes
}

/** The beginning, the end or both missing. */
export const cut = (bytes: Uint8Array, dice: Dice): Uint8Array =>
  bytes.slice(dice(4) === 0 ? dice(3) : 0, dice(bytes.length))

/** One section per client, in the order in which it is given: also two of one client. */
export function encodeSections(
  sections: readonly {
    readonly client: number
    readonly clock: number
    readonly structs: readonly Struct[]
  }[],
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  encoding.writeVarUint(encoder.restEncoder, sections.length)
  for (const { client, clock, structs } of sections) {
    encoding.writeVarUint(encoder.restEncoder, structs.length)
    encoder.writeClient(client)
    encoding.writeVarUint(encoder.restEncoder, clock)
    for (const struct of structs) struct.write(encoder, 0)
  }
  encoding.writeVarUint(encoder.restEncoder, 0)
  return encoder.toUint8Array()
}

/** The same structs, claimed to begin earlier: every clock of this client moves back by so many. */
export function rewindClocks(update: Uint8Array, client: number, by: number): Uint8Array {
  const own = Y.decodeUpdate(update).structs.filter(
    (struct) => struct.id.client === client && !(struct instanceof Y.Skip),
  )
  const last = own.at(-1)
  if (!last) return encodeSections([])
  return encodeSections([{ client, clock: Math.max(0, last.id.clock - by), structs: [last] }])
}

/** H5: setting a key deletes what stood there, whether the delete set says so or not. */
export function withoutDeletions(update: Uint8Array): Uint8Array {
  return encodeSections(sectionsOf(Y.decodeUpdate(update).structs))
}

function sectionsOf(structs: readonly Struct[]) {
  const clients = new Map<number, Struct[]>()
  for (const struct of structs) {
    const list = clients.get(struct.id.client)
    if (list) list.push(struct)
    else clients.set(struct.id.client, [struct])
  }
  return [...clients].map(([client, list]) => ({
    client,
    clock: list[0]?.id.clock ?? 0,
    structs: list,
  }))
}

/** One client's structs in several sections, another's between them: a decoder that keeps the last loses the first. */
export function inTurns(update: Uint8Array, other: number, dice: Dice): Uint8Array {
  const [section] = sectionsOf(Y.decodeUpdate(update).structs.filter((s) => !(s instanceof Y.Skip)))
  if (!section) return update
  const middle = 1 + dice(Math.max(1, section.structs.length - 1))
  const first = section.structs.slice(0, middle)
  const rest = section.structs.slice(middle)
  const between = {
    client: other,
    clock: 0,
    structs: [new Y.GC(Y.createID(other, 0), 1 + dice(3))],
  }
  const tail = { client: section.client, clock: rest[0]?.id.clock ?? 0, structs: rest }
  const head = { ...section, structs: first }
  return encodeSections(dice(2) === 0 ? [head, between, tail] : [tail, between, head])
}

/** Structs that nobody's editor makes: any neighbours, any parent, any key, any content, of any client. */
export function craftStructs(
  attacker: Attacker,
  roots: readonly string[],
  keys: readonly string[],
): Uint8Array {
  const { copy, dice, victimClient, futureClient } = attacker
  const known = [...copy.store.clients].flatMap(([, structs]) => structs.map(({ id }) => id))
  const clients = [copy.clientID, copy.clientID, copy.clientID, victimClient, futureClient]
  const sections = Array.from({ length: 1 + (dice(4) === 0 ? dice(3) : 0) }, () => {
    const client = clients[dice(clients.length)] ?? 1
    const first = Math.max(0, Y.getState(copy.store, client) - (dice(4) === 0 ? dice(4) : 0))
    let clock = first
    const structs = Array.from({ length: 1 + dice(4) }, () => {
      const struct = craftOne(Y.createID(client, clock), known, roots, keys, dice)
      known.push(struct.id)
      clock += struct.length
      return struct
    })
    return { client, clock: first, structs }
  })
  return encodeSections(sections)
}

function craftOne(
  id: Y.ID,
  known: readonly Y.ID[],
  roots: readonly string[],
  keys: readonly string[],
  dice: Dice,
): Struct {
  if (dice(12) === 0) return new Y.GC(id, dice(4))
  const some = (): Y.ID => {
    const { client, clock } = known[dice(known.length)] ?? id
    return Y.createID(client, Math.max(0, clock + (dice(3) === 0 ? dice(5) - 1 : 0)))
  }
  const origin = dice(2) === 0 ? some() : null
  const rightOrigin = dice(3) === 0 ? some() : null
  const isFree = origin === null && rightOrigin === null
  const parent = isFree ? (dice(2) === 0 ? (roots[dice(roots.length)] ?? 'x') : some()) : null
  const key = isFree && dice(4) > 0 ? (keys[dice(keys.length)] ?? null) : null
  // The constructor's types know only honest parents; the wire knows names and ids.
  return new Y.Item(id, null, origin, null, rightOrigin, parent as Y.ID | null, key, content(dice))
}

function content(dice: Dice): Y.Item['content'] {
  switch (dice(14)) {
    case 0:
      return new Y.ContentAny([])
    case 1:
      return new Y.ContentAny([1, 'x', null])
    case 2:
      return new Y.ContentString('')
    case 3:
      return new Y.ContentType(new Y.Map())
    case 4:
      return new Y.ContentType(new Y.Text())
    case 5:
      return new Y.ContentType(new Y.Array())
    case 6:
      return new Y.ContentDeleted(dice(4))
    case 7:
      return new Y.ContentFormat('bold', true)
    case 8:
      return new Y.ContentEmbed({ x: 1 })
    case 9:
      return new Y.ContentBinary(new Uint8Array(3))
    case 10:
      return new Y.ContentJSON([1])
    case 11:
      return new Y.ContentAny([dice(100)])
    default:
      return new Y.ContentString('xyz'.slice(0, 1 + dice(3)))
  }
}

/** Content of no length at all, in the attacker's own text: clocks stand still, structs grow. */
export function emptyStructs({ copy, dice }: Attacker, text: Y.Text): Uint8Array {
  const client = copy.clientID
  const clock = Y.getState(copy.store, client)
  const parent = text._item?.id ?? Y.createID(client, 0)
  const structs = Array.from({ length: 1 + dice(5) }, (_, index) => {
    const isEmpty = index > 0 || dice(2) === 0
    const id = Y.createID(client, clock)
    const signs = new Y.ContentString(isEmpty ? '' : 'a')
    const nothing = dice(2) === 0 ? signs : new Y.ContentDeleted(isEmpty ? 0 : 1)
    return new Y.Item(id, null, null, null, null, parent as unknown as Y.Text, null, nothing)
  })
  return encodeSections([{ client, clock, structs }])
}

/** What `edit` makes on a copy of the copy: the attacker's own replica stays as the server knows it. */
export function apart(copy: Y.Doc, clientId: number, edit: (doc: Y.Doc) => void): Y.Doc {
  const other = copyOf(copy)
  other.clientID = clientId
  edit(other)
  return other
}
