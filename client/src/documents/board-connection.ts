import * as Y from 'yjs'

import type { CardId, DocumentId, GroupId } from '@murmure/shared/ids'
import type { Change } from '@murmure/shared/actions/change'
import type { RefusalReason } from '@murmure/shared/protocol/frames'
import type { CreatedSession, Problem, SessionDocument } from '@murmure/shared/protocol/http'

import type { ActKeeper } from './act-keeper.ts'
import { type AnswerProblem, requestSession } from './api.ts'
import { boardStateOf } from './board-state.ts'
import { type BoardStore, createBoardStore, showIn } from './board-store.ts'
import { browserNow } from './browser.ts'
import { createComeBack } from './come-back.ts'
import type { ConnectOptions, DocumentConnection, DocumentStatus } from './connect.ts'
import { grantsOf, lacksSomething } from './grants.ts'
import { createHealing, type Loss, placeOf } from './healing.ts'
import { onNextFrame } from './next-frame.ts'
import { isFinal } from './problem.ts'
import type { UndoTarget } from './undo.ts'
import { watchNetwork } from './watch-network.ts'
import { createWays } from './ways.ts'

/** A board, open in this page: its documents, connected, and what they say as plain values. */
export type BoardConnection = {
  readonly session: () => CreatedSession
  readonly store: BoardStore
  /**
   * The document of a group, if this session may open it. It may be replaced: never keep it. Undefined also
   * while its successor is awaited: what would be written now would be lost, or judged by old content.
   */
  readonly groupDoc: (groupId: GroupId) => Y.Doc | undefined
  readonly wallDoc: () => Y.Doc | undefined
  /** To be told of every act, so that it can be done again where the document is replaced. */
  readonly acted: (target: UndoTarget, changes: readonly Change[]) => void
  /** Words that were kept elsewhere, and that others have overtaken: to be shown. */
  readonly lost: (words: readonly string[]) => void
  /** Which note of its own group this page is correcting, for the others to know; undefined = none. */
  readonly correcting: (cardId: CardId | undefined) => void
  /** Is everything that we wrote in the group's document durable? */
  readonly isSaved: (groupId: GroupId) => boolean
  /** Did the group's document come from the server at least once? */
  readonly isSynced: (groupId: GroupId) => boolean
  /** Called whenever a document's state, or what waits in it, changed. */
  readonly onStatus: (listener: () => void) => () => void
  /** Why the server does not let this session in any more. */
  readonly endedBy: () => Problem | undefined
  readonly close: () => void
}

/** `onPresence`: of the room document. */
export type BoardConnectionOptions = Pick<ConnectOptions, 'onPresence'> & {
  /** `own`: the group of this session. `all`: every group document that it may open. */
  readonly groups: 'own' | 'all'
  /** A renewed session (a new token, more documents): to be kept. */
  readonly onSession: (session: CreatedSession) => void
  /** Where this person's acts outlive the page. */
  readonly keeper?: ActKeeper | undefined
}

const RETRY = { minMs: 3000, maxMs: 30_000 } as const
/** Who was told to come back later comes back spread over as long again, and never longer than this. */
const JITTER_MAX_MS = 30_000
const CHANCE = { now: browserNow, random: Math.random } as const

/** Opens the documents of a session, and those that it gains later (« Dévoiler », a new group). */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function connectBoard(
  first: CreatedSession,
  { groups, onSession, keeper, onPresence }: BoardConnectionOptions,
): BoardConnection {
  const origin = location.origin.replace(/^http/, 'ws')
  const store = createBoardStore(onNextFrame)
  const open = new Map<DocumentId, DocumentConnection>()
  const statusListeners = new Set<() => void>()
  let session = first
  let problem: Problem | undefined
  let words: readonly string[] = []
  let corrected: CardId | undefined
  const ownGroup = () => ({ kind: 'group', groupId: session.groupId }) as const
  let isAsking = false
  let isClosed = false
  const healing = createHealing(() => session.participantId, keeper)
  const asking = createComeBack({ ...CHANCE, ...RETRY, attempt: () => void askSession() })
  const ways = createWays({
    boardId: first.boardId,
    token: () => session.token,
    ...CHANCE,
    isAnyoneOnline: () => [...open.values()].some(({ status }) => status().state === 'online'),
    hurry: () => probe('back'),
    onChange: () => [...open.values()].forEach(reconnect),
  })

  openDocuments()
  const forgetActs = keeper?.watch(() => {
    for (const { document } of open.values()) onStatus(document)
  })
  const forgetNetwork = watchNetwork((network) => {
    if (network === 'back' && asking.isDue()) asking.hurry()
    probe(network)
  })

  function probe(network: 'back' | 'gone'): void {
    for (const connection of open.values()) connection.probe(network)
  }

  function openDocuments(): void {
    const wanted = session.documents.filter(isWanted)
    for (const [documentId, connection] of open) {
      const still = wanted.find((document) => placeOf(document) === placeOf(connection.document))
      if (!still) drop(connection)
      else if (still.documentId !== documentId) replace(connection, 'raised')
      else if (still.access !== connection.document.access) replace(connection, 'refused')
      // Ended under an id that still holds, as when a token was too old: what waits goes on from here.
      else if (connection.status().state === 'ended') reconnect(connection)
      else connection.renew(session.token)
    }
    for (const document of wanted) if (!open.has(document.documentId)) connect(document)
    tellStatus()
  }

  function isWanted({ kind, groupId }: SessionDocument): boolean {
    return kind !== 'group' || groups === 'all' || groupId === session.groupId
  }

  /** The old content stays in view until the fresh one is there. False: it was refused too often. */
  function replace(connection: DocumentConnection, loss: Loss): boolean {
    if (!healing.keep(connection, loss)) return false
    connection.close()
    open.delete(connection.document.documentId)
    return true
  }

  function reconnect({ document, doc, status, close }: DocumentConnection): void {
    const earlier = status()
    close()
    connect(document, doc, earlier)
  }

  function connect(
    document: SessionDocument,
    doc: Y.Doc = new Y.Doc(),
    earlier?: DocumentStatus,
  ): void {
    const connection = ways.connect({
      earlier,
      origin,
      boardId: session.boardId,
      token: session.token,
      document,
      doc,
      ...CHANCE,
      onStatus: () => onStatus(document),
      onFailedOpens: () => {
        ways.failed()
        renewSession()
      },
      onEnded: () => renewSession(),
      onRefused: (reason) => heal(document, reason),
      onPresence: document.kind === 'room' ? onPresence : undefined,
    })
    open.set(document.documentId, connection)
    if (corrected && placeOf(document) === placeOf(ownGroup())) connection.correcting(corrected)
    if (!healing.isFrozen(placeOf(document))) showIn(store, document, doc)
    if (document.kind === 'room' && !earlier) watchRoom(doc)
  }

  function drop(connection: DocumentConnection): void {
    connection.close()
    open.delete(connection.document.documentId)
    showIn(store, connection.document, undefined)
  }

  function onStatus({ documentId }: SessionDocument): void {
    const connection = open.get(documentId)
    if (connection && healing.advance(connection))
      showIn(store, connection.document, connection.doc)
    tellStatus()
  }

  /**
   * What we wrote is not applied, and every later change of this document would build on it: only a fresh one
   * heals. Where the role was taken away, only the server's answer says what is still ours to open.
   */
  function heal(document: SessionDocument, reason: RefusalReason | undefined): void {
    // Not within the provider's own message handler.
    queueMicrotask(() => {
      const refused = open.get(document.documentId)
      if (isClosed || problem || refused?.status().state !== 'refused') return
      if (replace(refused, 'refused') && reason !== 'role') connect(document)
      renewSession()
    })
  }

  /** At the document, not at the store: a hidden tab has no animation frames. */
  function watchRoom(doc: Y.Doc): void {
    let known = grantsOf(doc)
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.changed.size === 0) return
      const grants = grantsOf(doc)
      if (grants === known) return
      known = grants
      if (lacksSomething(session, doc)) renewSession()
    })
  }

  /** Asks the server what this session may open now, and why a door stays shut; not sooner than it said. */
  function renewSession(): void {
    if (!asking.isDue()) void askSession()
  }

  /** One question at a time. */
  async function askSession(): Promise<void> {
    if (isAsking || isClosed) return
    isAsking = true
    const answer = await requestSession({ boardId: session.boardId }, session.token)
    isAsking = false
    if (isClosed) return
    if (!answer.ok) return isFinal(answer.error) ? end(answer.error) : askLater(answer.error)
    asking.arrived()
    problem = undefined
    session = answer.value
    onSession(session)
    openDocuments()
    void ways.answered()
  }

  /** No answer, or not now. What the server says of itself holds for its documents as well. */
  function askLater({ retryAfterMs }: AnswerProblem): void {
    if (retryAfterMs !== undefined) {
      const jitterMs = Math.min(retryAfterMs, JITTER_MAX_MS)
      asking.order(retryAfterMs, jitterMs)
      for (const connection of open.values()) connection.wait(retryAfterMs, jitterMs)
    }
    asking.lost()
  }

  function end(reason: Problem): void {
    problem = reason
    words = healing.words(open.values())
    asking.stop()
    for (const connection of open.values()) connection.close()
    tellStatus()
  }

  function tellStatus(): void {
    const news = healing.news()
    store.setConnection({
      ...boardStateOf([...open.values()]),
      ...(news && { healed: news }),
      ...(problem && { state: 'ended' as const, problem, words }),
    })
    for (const listener of statusListeners) listener()
  }

  function find(wanted: Parameters<typeof placeOf>[0]): DocumentConnection | undefined {
    return [...open.values()].find(({ document }) => placeOf(document) === placeOf(wanted))
  }

  function writable(wanted: Parameters<typeof placeOf>[0]): Y.Doc | undefined {
    return healing.isFrozen(placeOf(wanted)) ? undefined : find(wanted)?.doc
  }

  return {
    session: () => session,
    store,
    groupDoc: (groupId) => writable({ kind: 'group', groupId }),
    wallDoc: () => writable({ kind: 'wall' }),
    acted: (target, changes) => {
      const connection = find(target)
      if (connection) healing.acted(connection, changes)
    },
    lost: (words) => {
      healing.lost(words)
      tellStatus()
    },
    correcting: (cardId) => {
      corrected = cardId
      find(ownGroup())?.correcting(cardId)
    },
    isSaved: (groupId) => find({ kind: 'group', groupId })?.status().waiting === false,
    isSynced: (groupId) => find({ kind: 'group', groupId })?.status().synced === true,
    endedBy: () => problem,
    onStatus: (listener) => {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    close: () => {
      isClosed = true
      asking.stop()
      forgetNetwork()
      forgetActs?.()
      ways.close()
      for (const connection of open.values()) connection.close()
      open.clear()
      store.close()
      statusListeners.clear()
    },
  }
}
