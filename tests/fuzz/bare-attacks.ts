import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

import { cardOf, stick } from '../support/gate-case.ts'
import type { Attacks } from './attacker.ts'

/** Attacks that need to know nothing of what a document is for. */
export const BARE_ATTACKS: Attacks = {
  'new roots': ({ copy, dice }) => {
    const names = [
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'desk',
      'meta2',
      '',
      'x',
    ]
    for (let count = 1 + dice(20); count > 0; count--) {
      const name = names[dice(names.length)] ?? `root-${count}`
      if (dice(2) === 0) copy.getMap(`${name}${count === 1 ? '' : count}`).set('a', 1)
      else copy.getArray(`${name}${count === 1 ? '' : count}`).push([1])
    }
    return Y.encodeStateAsUpdate(copy)
  },
  'a known root as a list': ({ copy, dice }) => {
    const fresh = new Y.Doc()
    fresh.clientID = copy.clientID
    const roots = [
      'cards',
      'profile',
      'themes',
      'placements',
      'minutes',
      'stage',
      'session',
      'meta',
    ]
    const root = roots[dice(roots.length)] ?? 'cards'
    if (dice(2) === 0) fresh.getArray(root).push([1])
    else fresh.getText(root).insert(0, 'plat')
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
      encoding.writeVarString(bytes, dice(2) === 0 ? 'cards' : 'themes')
    }
    encoding.writeVarUint(bytes, [100_001, 2 ** 31, 2 ** 45, 2 ** 52][dice(4)] ?? 0)
    encoding.writeVarUint(bytes, 0)
    return encoding.toUint8Array(bytes)
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
  'a thousand roots': ({ copy, dice }) => {
    for (let count = dice(20) === 0 ? 1000 : 50; count > 0; count--)
      copy.getMap(`r${count}`).set('a', 1)
    return Y.encodeStateAsUpdate(copy)
  },
  noise: ({ dice }) => Uint8Array.from({ length: dice(200) }, () => dice(256)),
}
