import {
  type PlacedCard,
  regroupCard,
  rewordCard,
  setCardAside,
  takeCardBack,
  unmergeCard,
} from '@murmure/shared/actions/arrange-cards'
import type { Change } from '@murmure/shared/actions/change'
import { correctCount, correctDepartment } from '@murmure/shared/actions/correct-headcount'
import { correctCard, moveCardToColumn, restoreCard } from '@murmure/shared/actions/edit-card'
import {
  amendDecision,
  recordDecision,
  removeDecision,
} from '@murmure/shared/actions/edit-decision'
import { moveTheme, nestTheme, removeTheme, renameTheme } from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { asideOf } from '@murmure/shared/aside'
import { assert } from '@murmure/shared/assert'
import { authorOf } from '@murmure/shared/ids'
import { orderBetween } from '@murmure/shared/order-between'

import {
  COLUMN_IDS,
  type DocumentName,
  GROUP_IDS,
  type Hall,
  type Replica,
  UNKNOWN_COLUMN,
} from './hall.ts'
import { type Act, type Peer, PEERS, type Step } from './operations.ts'

type Doing = { readonly hall: Hall; readonly me: Replica; readonly step: Step }

const COLUMNS = [...COLUMN_IDS, UNKNOWN_COLUMN] as const
const TEXTS = ['du café', 'un jardin', 'des mots doux 🌱', '', 'dit par 👩‍🌾 hier'] as const

/** Carries out one step on the replica of the one who does it. */
export function perform(hall: Hall, step: Step): void {
  hall.tally.steps++
  const me = hall.replicas[step.by]
  ACTS[step.act]({ hall, me, step })
}

const ACTS: Readonly<Record<Act, (doing: Doing) => void>> = {
  stick: ({ hall, me, step: { x, y, z } }) => {
    const document = me.peer === 2 ? GROUP_IDS[0] : pick(GROUP_IDS, x)
    const cardId = `${me.participantId}.${hall.nextId()}`
    const text = pick(TEXTS, y)
    stickCard(me.docs[document], { cardId, columnId: pick(COLUMNS, z), text, at: x })
    hall.stuck.set(cardId, { document, text })
  },
  correct: (doing) =>
    onCard(doing, (document, cardId) =>
      did(doing, document, correctCard(doing.me.docs[document], cardId, pick(TEXTS, doing.step.y))),
    ),
  changeColumn: (doing) =>
    onCard(doing, (document, cardId) =>
      did(
        doing,
        document,
        moveCardToColumn(doing.me.docs[document], cardId, pick(COLUMNS, doing.step.y)),
      ),
    ),
  remove: (doing) =>
    onCard(doing, (document, cardId) => {
      const removed = { at: doing.step.y, by: doing.me.participantId }
      did(doing, document, doing.hall.subject.removeCard(doing.me.docs[document], cardId, removed))
      if (authorOf(cardId) !== doing.me.participantId) doing.hall.tally.removedByOther++
    }),
  restore: (doing) =>
    onCard(doing, (document, cardId) =>
      did(doing, document, restoreCard(doing.me.docs[document], cardId)),
    ),
  undo: takeBackOne,

  place: (doing) =>
    onCard(doing, (_, cardId) => {
      const { hall, me, step } = doing
      const cards = [
        {
          cardId,
          columnId: step.y % 3 === 0 ? null : pick(COLUMNS, step.y),
          themeId: step.z % 4 === 0 ? null : (themeAt(me, step.z) ?? null),
          order: orderAfter(doing),
        },
      ]
      remember(hall, cards)
      did(doing, 'wall', hall.subject.placeCards(me.docs.wall, cards))
    }),
  regroup: (doing) =>
    onCard(doing, (_, cardId) => {
      const target = pick([...GROUP_IDS, 'no-such-group', undefined], doing.step.y)
      did(doing, 'wall', regroupCard(doing.me.docs.wall, cardId, target))
    }),
  merge: (doing) =>
    onCard(doing, (_, cardId) => {
      const into = cardsSeen(doing.me)[doing.step.y % cardsSeen(doing.me).length]
      if (!into) return
      doing.hall.tally.merges++
      did(doing, 'wall', doing.hall.subject.mergeCards(doing.me.docs.wall, [cardId], into.cardId))
    }),
  unmerge: (doing) =>
    onCard(doing, (_, cardId) => did(doing, 'wall', unmergeCard(doing.me.docs.wall, cardId))),
  aside: (doing) =>
    onCard(doing, (_, cardId) =>
      did(
        doing,
        'wall',
        setCardAside(
          doing.me.docs.wall,
          cardId,
          asideOf(pick(TEXTS, doing.step.y), doing.step.z % 2 === 0),
        ),
      ),
    ),
  takeBack: (doing) =>
    onCard(doing, (_, cardId) => did(doing, 'wall', takeCardBack(doing.me.docs.wall, cardId))),
  reword: (doing) =>
    onCard(doing, (_, cardId) => {
      const wording = pick([...TEXTS, undefined], doing.step.y)
      did(doing, 'wall', rewordCard(doing.me.docs.wall, cardId, wording))
    }),

  createTheme: (doing) => {
    const { hall, me, step } = doing
    const themeId = hall.nextId()
    const parentId = step.y % 2 === 0 ? undefined : themeAt(me, step.y)
    const columnId = step.x % 3 === 0 ? null : pick(COLUMNS, step.x)
    const seen = cardsSeen(me)
    const cards = seen.slice(step.z % 5, (step.z % 5) + 2).map(({ cardId }) => ({
      cardId,
      order: orderAfter(doing),
    }))
    if (parentId !== undefined) hall.tally.nested++
    remember(
      hall,
      cards.map((card) => ({ ...card, columnId, themeId })),
    )
    const theme = { themeId, title: pick(TEXTS, step.y), columnId, order: orderAfter(doing) }
    did(
      doing,
      'wall',
      hall.subject.createTheme(
        me.docs.wall,
        parentId === undefined ? theme : { ...theme, parentId },
        cards,
      ),
    )
  },
  renameTheme: (doing) =>
    onTheme(doing, (themeId) =>
      renameTheme(doing.me.docs.wall, themeId, pick(TEXTS, doing.step.y)),
    ),
  nestTheme: (doing) =>
    onTheme(doing, (themeId) => {
      const parentId = doing.step.y % 4 === 0 ? null : (themeAt(doing.me, doing.step.y) ?? null)
      if (parentId !== null) doing.hall.tally.nested++
      return nestTheme(doing.me.docs.wall, themeId, parentId)
    }),
  moveTheme: (doing) =>
    onTheme(doing, (themeId) => moveTheme(doing.me.docs.wall, themeId, orderAfter(doing))),
  removeTheme: (doing) =>
    onTheme(doing, (themeId) => {
      const { hall, me, step } = doing
      const cards = hall
        .board(me.peer)
        .cards.filter((card) => card.themeId === themeId)
        .map(({ cardId, columnId, order }) => ({ cardId, columnId, themeId: null, order }))
      remember(hall, cards)
      return removeTheme(me.docs.wall, themeId, { at: step.y, by: me.participantId }, cards)
    }),

  recordDecision: (doing) => {
    const { hall, me, step } = doing
    recordDecision(me.docs.wall, {
      decisionId: hall.nextId(),
      what: pick(TEXTS, step.x),
      ...(step.y % 2 === 0 && { who: 'Nadia' }),
      order: orderAfter(doing),
    })
  },
  amendDecision: (doing) =>
    onDecision(doing, (decisionId) =>
      amendDecision(
        doing.me.docs.wall,
        decisionId,
        doing.step.y % 2 === 0 ? 'who' : 'when',
        pick(['Karim', 'en mars', undefined], doing.step.z),
      ),
    ),
  removeDecision: (doing) =>
    onDecision(doing, (decisionId) =>
      removeDecision(doing.me.docs.wall, decisionId, {
        at: doing.step.y,
        by: doing.me.participantId,
      }),
    ),
  show: (doing) => {
    const shown = { mode: 'wall', page: doing.step.x, by: doing.me.participantId } as const
    did(
      doing,
      'wall',
      showOnStage(doing.me.docs.wall, pick(['all', 'screen-1'], doing.step.y), shown),
    )
  },
  correctHeadcount: (doing) => {
    const document = pick(GROUP_IDS, doing.step.x)
    const doc = doing.me.docs[document]
    const count = pick([0, 12, undefined], doing.step.z)
    const changes =
      doing.step.y % 2 === 0
        ? correctCount(doc, pick(['volunteers', 'employees', 'other'], doing.step.y), count)
        : correctDepartment(doc, '36', pick([true, false, undefined], doing.step.z))
    did(doing, document, changes)
  },

  deliver: ({ hall, me, step }) => {
    const from = otherPeer(me.peer, step.x)
    const length = hall.queue(from, me.peer).length
    const index = length === 0 ? 0 : step.y % length
    hall.deliver(from, me.peer, index, step.z % 4 === 0 ? 'keep' : 'take')
  },
  deliverAll: ({ hall, me, step }) => {
    const from = otherPeer(me.peer, step.x)
    for (let left = hall.queue(from, me.peer).length; left > 0; left--) {
      hall.deliver(from, me.peer, 0, 'take')
    }
  },
  lose: ({ hall, me, step }) => {
    const parcels = hall.queue(otherPeer(me.peer, step.x), me.peer)
    if (parcels.length > 0) hall.tally.lost += parcels.splice(step.y % parcels.length, 1).length
  },
  cut: ({ hall, me, step }) => hall.cut(me.peer, otherPeer(me.peer, step.x)),
  mend: ({ hall, me, step }) => hall.mend(me.peer, otherPeer(me.peer, step.x)),
}

/** `revert`, judged by the plain content before and after: all of it where all is still mine, else nothing. */
function takeBackOne({ hall, me, step }: Doing): void {
  // Mostly the newest; an older one is refused also where its writer has changed the value since.
  const fromEnd = 1 + (step.x % 3)
  const [last] = me.undo.splice(Math.max(0, me.undo.length - fromEnd), 1)
  if (!last) return
  const doc = me.docs[last.document]
  const before = contentOf(doc, last.changes)
  const isMine = last.changes.every(({ path, mine }) => same(valueAt(before, path), mine))
  const outcome = hall.subject.revert(doc, last.changes)
  const after = contentOf(doc, last.changes)
  if (!isMine) {
    hall.tally.undoRefused++
    assert(outcome.kind === 'overwritten', 'revert touched what somebody else had changed since')
    assert(same(before, after), 'a refused revert changed the document')
    return
  }
  hall.tally.undone++
  assert(outcome.kind === 'reverted', 'revert refused what was still mine')
  for (const { path, before: earlier } of firstOfEachPath(last.changes)) {
    const now = valueAt(after, path)
    assert(same(now, earlier), `revert left ${JSON.stringify(now)} at ${path.join('/')}`)
  }
}

function firstOfEachPath(changes: readonly Change[]): readonly Change[] {
  const firsts = new Map<string, Change>()
  for (const change of changes) {
    const key = change.path.join('/')
    if (!firsts.has(key)) firsts.set(key, change)
  }
  return [...firsts.values()]
}

type Content = Readonly<Record<string, Readonly<Record<string, unknown>>>>

function contentOf(doc: Replica['docs']['wall'], changes: readonly Change[]): Content {
  const roots = new Set(changes.map(({ path: [root] }) => root))
  return Object.fromEntries([...roots].map((root) => [root, doc.getMap(root).toJSON()]))
}

function valueAt(content: Content, [root, key, field]: Change['path']): unknown {
  const entry = content[root]?.[key]
  if (field === undefined) return entry
  return (entry as Readonly<Record<string, unknown>> | undefined)?.[field]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function did({ me }: Doing, document: DocumentName, changes: readonly Change[]): void {
  if (changes.length > 0) me.undo.push({ document, changes })
}

type SeenCard = { readonly document: (typeof GROUP_IDS)[number]; readonly cardId: string }

/** Every card that this replica knows; a member's own only. */
function cardsSeen({ docs, peer, participantId }: Replica): readonly SeenCard[] {
  return GROUP_IDS.flatMap((document) =>
    [...docs[document].getMap('cards').keys()]
      .filter((cardId) => peer !== 2 || authorOf(cardId) === participantId)
      .sort()
      .map((cardId) => ({ document, cardId })),
  )
}

function onCard(
  { me, step }: Doing,
  action: (document: (typeof GROUP_IDS)[number], cardId: string) => void,
): void {
  const seen = cardsSeen(me)
  const card = seen[step.x % seen.length]
  if (card) action(card.document, card.cardId)
}

function onTheme(doing: Doing, action: (themeId: string) => readonly Change[]): void {
  const themeId = themeAt(doing.me, doing.step.x)
  if (themeId !== undefined) did(doing, 'wall', action(themeId))
}

function onDecision(doing: Doing, action: (decisionId: string) => readonly Change[]): void {
  const ids = [...doing.me.docs.wall.getMap('decisions').keys()].sort()
  const decisionId = ids[doing.step.x % ids.length]
  if (decisionId !== undefined) did(doing, 'wall', action(decisionId))
}

function themeAt({ docs }: Replica, index: number): string | undefined {
  const ids = [...docs.wall.getMap('themes').keys()].sort()
  return ids[index % ids.length]
}

/** A rank after one that is there, or between two: neighbours in the wrong order happen to real people too. */
function orderAfter({ hall, me, step }: Doing): string {
  const orders = hall.board(me.peer).cards.map(({ order }) => order)
  const before = orders[step.z % orders.length] || null
  const after = orders[step.y % orders.length] || null
  return orderBetween(before, after, hall.random)
}

function remember(hall: Hall, cards: readonly PlacedCard[]): void {
  for (const card of cards) {
    hall.placed.set(card.cardId, [...(hall.placed.get(card.cardId) ?? []), card])
  }
}

function otherPeer(peer: Peer, choice: number): Peer {
  const others = PEERS.filter((other) => other !== peer)
  return pick(others, choice)
}

function pick<Entry>(entries: readonly Entry[], index: number): Entry {
  return entries[index % entries.length] as Entry
}
