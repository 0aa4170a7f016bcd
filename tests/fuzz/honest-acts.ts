import {
  mergeCards,
  placeCards,
  regroupCard,
  rewordCard,
  setCardAside,
  takeCardBack,
  unmergeCard,
} from '@murmure/shared/actions/arrange-cards'
import { type Change, revert } from '@murmure/shared/actions/change'
import { correctCount, correctDepartment } from '@murmure/shared/actions/correct-headcount'
import {
  correctCard,
  moveCardToColumn,
  removeCard,
  restoreCard,
} from '@murmure/shared/actions/edit-card'
import {
  amendDecision,
  recordDecision,
  removeDecision,
} from '@murmure/shared/actions/edit-decision'
import {
  createTheme,
  moveTheme,
  nestTheme,
  removeTheme,
  renameTheme,
} from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { asideOf } from '@murmure/shared/aside'
import type { CorrectedBy } from '@murmure/shared/card'
import { cardsRoot, readCard } from '@murmure/shared/group-doc'
import { authorOf } from '@murmure/shared/ids'
import { decisionsRoot, themesRoot } from '@murmure/shared/wall-doc'
import * as Y from 'yjs'

import type { Dice } from './attacker.ts'
import type { Tab } from './tab.ts'

/** Two sections of two columns each. */
export const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  bilan: ['apporte', 'manque'],
  perspectives: ['conserver', 'inventer'],
}
export const sectionOf = (columnId: string): string | undefined =>
  Object.keys(SECTIONS).find((sectionId) => SECTIONS[sectionId]?.includes(columnId))

/** Whose notes stand there from before, much corrected, and are left alone. */
const ZOE = 'zoe0000000000000'

/** What a long assembly leaves behind: so many deletions that no two of them are one range. */
export function muchCorrected(doc: Y.Doc, ranges: number): void {
  for (let card = 0; card * 2_000 < ranges; card++) {
    const cardId = `${ZOE}.${String(card).padStart(16, '0')}`
    stickCard(doc, { cardId, columnId: 'apporte', text: 'ab'.repeat(2_000), at: 1 })
    const text = cardsRoot(doc).get(cardId)?.get('text')
    if (text instanceof Y.Text) for (let at = 1_999; at >= 0; at--) text.delete(at * 2, 1)
  }
}

const PIECES = [
  'le minibus',
  ' ',
  'é',
  'e\u0301',
  '👨‍👩‍👧‍👦',
  '🇫🇷',
  '𝔘',
  '\u0000',
  'שלום',
  'مرحبا',
  '\u202e',
  'ﬁ',
  '\n',
  '文字',
  '\uffff',
]

/** Signs of all planes and directions, in any order. */
function words(dice: Dice): string {
  return Array.from({ length: dice(6) }, () => PIECES[dice(PIECES.length)] ?? '').join('')
}

const pick = <Value>(list: readonly Value[], dice: Dice): Value | undefined =>
  list[dice(list.length)]
const idOf = (tab: Tab, kind: string): string =>
  (kind + tab.name).padEnd(8, '0').slice(0, 8) + String(tab.stuck++).padStart(8, '0')

/** `isOpen`: this person's page lets them write in this column now. */
export function actInGroup(tab: Tab, dice: Dice, isOpen: (columnId: string) => boolean): void {
  const { doc, person } = tab
  const { participantId: by, role } = person
  const isOwnOnly = role === 'participant'
  if (!isOwnOnly && dice(8) === 0) {
    if (dice(2) === 0) correctCount(doc, 'volunteers', dice(3) === 0 ? undefined : dice(20))
    else correctDepartment(doc, '36', dice(2) === 0)
    return
  }
  const columns = Object.values(SECTIONS).flat().filter(isOpen)
  const columnId = pick(columns, dice)
  if (dice(3) === 0 && columnId !== undefined)
    return stick(tab, columnId, words(dice), dice(10_000))
  const mine = [...cardsRoot(doc).keys()].filter(
    (key) => (!isOwnOnly || authorOf(key) === by) && !key.startsWith(ZOE),
  )
  const cardId = pick(mine, dice)
  if (cardId === undefined) return
  const card = readCard(doc, 'a', cardId)
  const held = card?.columnId ?? ''
  switch (dice(6)) {
    case 0:
      return void removeCard(doc, cardId, { at: dice(9), by })
    case 1:
      return void restoreCard(doc, cardId)
    case 2: {
      // A scribe's may lead into a closed section, under its author's hands.
      const to = pick(Object.values(SECTIONS).flat().filter(isOpen), dice)
      return isOpen(held) && to !== undefined ? void moveCardToColumn(doc, cardId, to) : undefined
    }
    default: {
      const isMarked = authorOf(cardId) !== by && (role === 'scribe' || role === 'facilitator')
      const marked = isMarked ? role : undefined
      return isOpen(held) ? edit(doc, cardId, card?.text ?? '', marked, dice) : undefined
    }
  }
}

function stick(tab: Tab, columnId: string, text: string, at: number): void {
  const cardId = `${tab.person.participantId}.${idOf(tab, '')}`
  tab.kept.push({ cardId, text, columnId })
  stickCard(tab.doc, { cardId, columnId, text, at })
}

/** A few signs in the middle, as people type, or all of it anew. */
function edit(
  doc: Y.Doc,
  cardId: string,
  text: string,
  by: CorrectedBy | undefined,
  dice: Dice,
): void {
  if (dice(3) === 0) return void correctCard(doc, cardId, words(dice), by)
  const signs = Array.from(text)
  const at = dice(signs.length + 1)
  signs.splice(at, dice(3), ...Array.from(words(dice)).slice(0, 8))
  correctCard(doc, cardId, signs.slice(0, 400).join(''), by)
}

const undoOf = new WeakMap<Y.Doc, readonly Change[]>()

/** A facilitator arranges, or takes back what they did last. */
export function actOnWall(tab: Tab, cards: readonly string[], dice: Dice): void {
  const { doc } = tab
  if (dice(10) === 0) return void revert(doc, undoOf.get(doc) ?? [])
  const changes = arrange(tab, cards, dice)
  if (changes && changes.length > 0) undoOf.set(doc, changes)
}

function arrange(tab: Tab, cards: readonly string[], dice: Dice): readonly Change[] | undefined {
  const { doc } = tab
  const by = tab.person.participantId
  const cardId = pick(cards, dice)
  const themeId = pick([...themesRoot(doc).keys()], dice)
  const decisionId = pick([...decisionsRoot(doc).keys()], dice)
  const columnId = pick(Object.values(SECTIONS).flat(), dice) ?? null
  const order = `a${dice(1000)}`
  const act = dice(18)
  if (act === 0) {
    const filed = cardId === undefined ? [] : [{ cardId, order }]
    return createTheme(doc, { themeId: idOf(tab, 't'), title: words(dice), columnId, order }, filed)
  }
  if (act === 1) {
    recordDecision(doc, { decisionId: idOf(tab, 'd'), what: words(dice), order })
    return undefined
  }
  if (act === 2) {
    // Nobody undoes it: it would show somebody else's choice under one's own name.
    showOnStage(doc, dice(2) === 0 ? 'all' : 'gauche', { mode: 'wall', by })
    return undefined
  }
  if (decisionId !== undefined && act === 3)
    return amendDecision(doc, decisionId, 'who', words(dice))
  if (decisionId !== undefined && act === 4) return removeDecision(doc, decisionId, { at: 1, by })
  if (themeId !== undefined && act === 5) return renameTheme(doc, themeId, words(dice))
  if (themeId !== undefined && act === 6) return moveTheme(doc, themeId, order)
  if (themeId !== undefined && act === 7) {
    return nestTheme(doc, themeId, pick([...themesRoot(doc).keys()], dice) ?? null)
  }
  if (themeId !== undefined && act === 8) return removeTheme(doc, themeId, { at: 1, by }, [])
  return cardId === undefined ? undefined : arrangeCard(doc, cardId, cards, dice)
}

function arrangeCard(
  doc: Y.Doc,
  cardId: string,
  cards: readonly string[],
  dice: Dice,
): readonly Change[] {
  const columnId = pick(Object.values(SECTIONS).flat(), dice) ?? null
  const themeId = pick([...themesRoot(doc).keys()], dice) ?? null
  switch (dice(8)) {
    case 0:
      return mergeCards(doc, [pick(cards, dice) ?? cardId], cardId)
    case 1:
      return unmergeCard(doc, cardId)
    case 2:
      return setCardAside(doc, cardId, asideOf(words(dice), dice(2) === 0))
    case 3:
      return takeCardBack(doc, cardId)
    case 4:
      return rewordCard(doc, cardId, dice(3) === 0 ? undefined : words(dice))
    case 5:
      return regroupCard(doc, cardId, dice(2) === 0 ? 'b' : undefined)
    default:
      return placeCards(doc, [{ cardId, columnId, themeId, order: `b${dice(99)}` }])
  }
}
