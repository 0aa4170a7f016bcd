import {
  mergeCards,
  placeCards,
  regroupCard,
  rewordCard,
  setCardAside,
} from '@murmure/shared/actions/arrange-cards'
import { recordDecision, removeDecision } from '@murmure/shared/actions/edit-decision'
import { createTheme, removeTheme, renameTheme } from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import { decisionsRoot, plainRoot, themesRoot } from '@murmure/shared/wall-doc'
import type { Author } from '@murmure/server/relay/policy'
import * as Y from 'yjs'

import { cardOf } from '../support/gate-case.ts'
import type { Attacker, Attacks, Dice } from './attacker.ts'
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

export const THEME = 'theme00000000001'
const DECISION = 'decision00000001'
const PLAIN = ['placements', 'regroups', 'merges', 'asides', 'wordings', 'stage'] as const

/** One of everything that a wall holds, by this facilitator. */
export function furnishWall(wall: Y.Doc, author: Author): void {
  const { participantId: by } = author
  const card = cardOf(author)
  createTheme(wall, { themeId: THEME, title: 'Mobilité', columnId: 'apporte', order: 'a0' }, [
    { cardId: card, order: 'a0' },
  ])
  recordDecision(wall, { decisionId: DECISION, what: 'Un minibus', who: 'Nadia', order: 'a0' })
  regroupCard(wall, card, 'b')
  mergeCards(wall, [cardOf(author, 2)], card)
  setCardAside(wall, cardOf(author, 3), 'Hors sujet')
  rewordCard(wall, card, 'Dit plus court')
  showOnStage(wall, 'all', { mode: 'wall', by })
  wall.getMap('minutes').set('brief', new Y.Text('En bref'))
}

/** What no plain value of any root may be, and what one root's may not be in another. */
function forgedValue(dice: Dice, victim: Author): unknown {
  const values: readonly unknown[] = [
    7,
    -1,
    true,
    'x'.repeat(10_001),
    '<script>',
    [],
    ['apporte', null],
    [null, 'x', 7],
    ['a', 'b', 'c', 'd'],
    { at: 1, by: victim.participantId },
    { reason: 'x', unquoted: true },
    { reason: 'x', unquoted: false },
    { reason: 'x'.repeat(10_001), unquoted: true },
    { reason: 'x', unquoted: true, by: victim.participantId },
    { at: -1, by: victim.participantId },
    { mode: 'wall', seq: 1, by: victim.participantId },
    { mode: 'wall', seq: 0.5, by: victim.participantId },
    { ['__proto__']: { mode: 'wall' } },
    null,
    new Uint8Array(2),
    new Y.Map(),
    new Y.Text('x'),
    new Y.Array(),
    new Y.XmlText(),
  ]
  return values[dice(values.length)]
}

/** Something that a facilitator may do, under fresh keys and old ones. */
function arrange({ author, victim, copy, dice }: Attacker): void {
  const card = cardOf(victim, dice(5))
  placeCards(copy, [{ cardId: card, columnId: 'manque', themeId: null, order: `b${dice(9)}` }])
  renameTheme(copy, THEME, `Se déplacer ${dice(100)}`)
  if (dice(2) === 0) showOnStage(copy, 'all', { mode: 'blank', by: author.participantId })
  if (dice(2) === 0) setCardAside(copy, card, 'Déjà dit')
}

const titleOf = (doc: Y.Doc): Y.Text => themesRoot(doc).get(THEME)?.get('title') as Y.Text

/** On the wall, where facilitators may write everything, once, under their own name. */
export const WALL_ATTACKS: Attacks = {
  ...BARE_ATTACKS,
  'mutated bytes': (attacker) => {
    arrange(attacker)
    return mutate(Y.encodeStateAsUpdate(attacker.copy), attacker.dice)
  },
  'cut bytes': (attacker) => {
    arrange(attacker)
    return cut(Y.encodeStateAsUpdate(attacker.copy), attacker.dice)
  },
  'crafted structs': (attacker) =>
    craftStructs(
      attacker,
      ['themes', 'decisions', 'minutes', 'stage', ...PLAIN, 'cards'],
      [
        THEME,
        DECISION,
        'theme00000000002',
        'title',
        'what',
        'order',
        'brief',
        'all',
        cardOf(attacker.victim),
      ],
    ),
  'crafted overlap': ({ copy, dice, victimClient }) => {
    const client = dice(3) === 0 ? victimClient : copy.clientID
    const fork = apart(copy, client, (doc) =>
      titleOf(doc).insert(dice(3), 'fork'.repeat(1 + dice(4))),
    )
    return rewindClocks(Y.encodeStateAsUpdate(fork), client, 1 + dice(6))
  },
  'structs of no length': (attacker) => emptyStructs(attacker, titleOf(attacker.copy)),
  'one client in several sections': (attacker) => {
    const before = Y.encodeStateVector(attacker.copy)
    arrange(attacker)
    return inTurns(
      Y.encodeStateAsUpdate(attacker.copy, before),
      attacker.futureClient,
      attacker.dice,
    )
  },
  'spoofed clientID': (attacker) => {
    const { copy, victimClient, futureClient, dice } = attacker
    const before = Y.encodeStateVector(copy)
    copy.clientID = dice(3) === 0 ? futureClient : victimClient
    arrange(attacker)
    return Y.encodeStateAsUpdate(copy, dice(2) === 0 ? before : undefined)
  },
  'an entry again': ({ copy, dice }) => {
    if (dice(2) === 0) themesRoot(copy).set(THEME, new Y.Map())
    else decisionsRoot(copy).set(DECISION, new Y.Map())
    return Y.encodeStateAsUpdate(copy)
  },
  'a text again': ({ copy, dice }) => {
    if (dice(3) === 0) copy.getMap('minutes').set('brief', new Y.Text('neuf'))
    else if (dice(2) === 0) themesRoot(copy).get(THEME)?.set('title', new Y.Text('neuf'))
    else decisionsRoot(copy).get(DECISION)?.set('what', new Y.Text('neuf'))
    return Y.encodeStateAsUpdate(copy)
  },
  'hard deletion': ({ copy, dice }) => {
    if (dice(4) === 0) copy.getMap('minutes').delete('brief')
    else if (dice(3) === 0) themesRoot(copy).delete(THEME)
    else if (dice(2) === 0) decisionsRoot(copy).delete(DECISION)
    else themesRoot(copy).get(THEME)?.delete('title')
    return Y.encodeStateAsUpdate(copy)
  },
  'overwrite with an empty delete set': ({ copy, dice }) => {
    const before = Y.encodeStateVector(copy)
    if (dice(2) === 0) themesRoot(copy).get(THEME)?.set('title', 1)
    else themesRoot(copy).set(THEME, new Y.Map())
    return withoutDeletions(Y.encodeStateAsUpdate(copy, before))
  },
  'forged values': ({ victim, copy, dice }) => {
    const root = PLAIN[dice(PLAIN.length)] ?? 'placements'
    const keys = [cardOf(victim), 'all', 'x', '', '__proto__', 'constructor', 'y'.repeat(65)]
    plainRoot(copy, root).set(keys[dice(keys.length)] ?? 'x', forgedValue(dice, victim))
    return Y.encodeStateAsUpdate(copy)
  },
  'forged fields': ({ victim, copy, dice }) => {
    const isTheme = dice(2) === 0
    const entry = isTheme ? themesRoot(copy).get(THEME) : decisionsRoot(copy).get(DECISION)
    const fields = [
      'title',
      'columnId',
      'parentId',
      'order',
      'removed',
      'who',
      'when',
      'themeId',
      'colour',
      '__proto__',
    ]
    entry?.set(fields[dice(fields.length)] ?? 'x', forgedValue(dice, victim))
    return Y.encodeStateAsUpdate(copy)
  },
  'signed for somebody else': ({ victim, copy, dice }) => {
    const by = victim.participantId
    if (dice(3) === 0) removeTheme(copy, THEME, { at: 1, by }, [])
    else if (dice(2) === 0) removeDecision(copy, DECISION, { at: 1, by })
    else showOnStage(copy, dice(2) === 0 ? 'all' : 'gauche', { mode: 'blank', by })
    return Y.encodeStateAsUpdate(copy)
  },
  laundering: (attacker) => {
    const { copy, futureClient, victimClient, dice } = attacker
    const other = apart(copy, dice(2) === 0 ? futureClient : victimClient, (doc) => {
      arrange({ ...attacker, copy: doc })
    })
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(other))
    arrange(attacker)
    return Y.encodeStateAsUpdate(copy)
  },
  'an honest act': (attacker) => {
    arrange(attacker)
    return Y.encodeStateAsUpdate(attacker.copy)
  },
}

const ROOM_ROOTS = ['meta', 'sections', 'columns', 'groups', 'session'] as const

/** What the server writes into a room document, as nobody else may. */
export function furnishRoom(room: Y.Doc): void {
  for (const root of ROOM_ROOTS) room.getMap(root).set('x', { title: root, order: 1 })
  room.getMap('session').set('revealed', false)
}

/** On the room document, which the server writes alone. */
export const ROOM_ATTACKS: Attacks = {
  ...BARE_ATTACKS,
  'the server’s own writing': ({ copy, dice }) => {
    copy.getMap('session').set('revealed', true)
    copy.getMap(ROOM_ROOTS[dice(ROOM_ROOTS.length)] ?? 'meta').set(`k${dice(9)}`, 1)
    return Y.encodeStateAsUpdate(copy)
  },
  'a deletion and nothing else': ({ copy, dice }) => {
    const before = Y.encodeStateVector(copy)
    copy.getMap(ROOM_ROOTS[dice(ROOM_ROOTS.length)] ?? 'meta').delete('x')
    return Y.encodeStateAsUpdate(copy, before)
  },
  'in the server’s name': ({ copy, victimClient }) => {
    copy.clientID = victimClient
    copy.getMap('session').set('revealed', true)
    return Y.encodeStateAsUpdate(copy)
  },
  'mutated bytes': ({ copy, dice }) => {
    copy.getMap('session').set('revealed', true)
    return mutate(Y.encodeStateAsUpdate(copy), dice)
  },
  'cut bytes': ({ copy, dice }) => cut(Y.encodeStateAsUpdate(copy), dice),
  'crafted structs': (attacker) => craftStructs(attacker, ROOM_ROOTS, ['x', 'revealed', 'title']),
}
