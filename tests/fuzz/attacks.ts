import { correctCard, moveCardToColumn, removeCard } from '@murmure/shared/actions/edit-card'
import * as Y from 'yjs'

import { cardOf, copyOf, mapOf, stick, textOf } from '../support/gate-case.ts'
import type { Attacker, Attacks } from './attacker.ts'
import { BARE_ATTACKS } from './bare-attacks.ts'
import {
  apart,
  craftStructs,
  cut,
  emptyStructs,
  inTurns,
  mutate,
  rewindClocks,
  withoutDeletions,
} from './craft.ts'

/** On a group's document, where participants may write their own notes. */
export const GROUP_ATTACKS: Attacks = {
  'mutated bytes': (attacker) => mutate(honestOrNot(attacker), attacker.dice),
  'cut bytes': (attacker) => cut(honestOrNot(attacker), attacker.dice),
  ...BARE_ATTACKS,
  'crafted structs': (attacker) =>
    craftStructs(
      attacker,
      ['cards', 'profile', 'themes'],
      [
        cardOf(attacker.author),
        cardOf(attacker.victim),
        cardOf(attacker.author, 7),
        'text',
        'columnId',
        'at',
        'removed',
        'volunteers',
      ],
    ),
  'marks in a text': ({ author, victim, copy, dice }) => {
    const text = textOf(copy, cardOf(dice(3) === 0 ? victim : author))
    if (dice(3) === 0) text.format(0, 2, { bold: true })
    else if (dice(2) === 0) text.insertEmbed(0, { image: 'x' })
    else text.insert(0, 'x', { link: 'x' })
    return Y.encodeStateAsUpdate(copy)
  },
  'merged with something honest': ({ author, victim, copy, dice }) => {
    const honest = copyOf(copy)
    honest.clientID = copy.clientID
    stick(honest, cardOf(author, 10 + dice(50)), 'Une idée')
    correctCard(copy, cardOf(victim), 'Volée')
    return Y.mergeUpdates([Y.encodeStateAsUpdate(honest), Y.encodeStateAsUpdate(copy)])
  },
  'refused once, brought by another tab': ({ author, victim, copy, dice }) => {
    // The first tab was refused; the second has its operations in its own replica and goes on.
    const first = copyOf(copy)
    correctCard(first, cardOf(victim), 'Volée')
    stick(first, cardOf(author, 10 + dice(50)), 'Après la faute')
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(first))
    correctCard(copy, cardOf(author), 'Dans l’autre onglet')
    return Y.encodeStateAsUpdate(copy)
  },
  'one client in several sections': ({ author, copy, dice, futureClient }) => {
    const fresh = apart(copy, copy.clientID, (doc) => {
      stick(doc, cardOf(author, 10 + dice(50)), 'En deux fois')
      correctCard(doc, cardOf(author), 'Dit autrement')
    })
    return inTurns(Y.encodeStateAsUpdate(fresh, Y.encodeStateVector(copy)), futureClient, dice)
  },
  'structs of no length': (attacker) =>
    emptyStructs(attacker, textOf(attacker.copy, cardOf(attacker.author))),
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
      ['corrected', 'facilitator'],
      ['corrected', author.participantId],
      ['at', new Y.Map()],
      ['at', new Y.XmlText()],
      ['at', new Uint8Array(3)],
      ['at', new Y.Doc()],
    ]
    const [field, value] = values[dice(values.length)] ?? ['at', 0.5]
    map.set(field, value)
    return Y.encodeStateAsUpdate(copy)
  },
}

/** Something of their own, sometimes with something foreign in it. */
function honestOrNot({ author, victim, copy, dice }: Attacker): Uint8Array {
  stick(copy, cardOf(author, 10 + dice(50)), 'Une idée')
  correctCard(copy, cardOf(author), `Mieux dit ${dice(100)}`)
  if (dice(3) === 0) correctCard(copy, cardOf(victim), 'Volée')
  return Y.encodeStateAsUpdate(copy)
}
