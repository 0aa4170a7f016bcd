import type { BoardId } from '@murmure/shared/ids'
import type { Parcel } from '@murmure/shared/protocol/parcels'

import { createComeBack } from './come-back.ts'
import { type ConnectOptions, type DocumentConnection, protocolsOf } from './connect.ts'
import { type HttpDocument, openHttpDocument } from './http-document.ts'
import { limited } from './http-limit.ts'
import { type HttpAnswer, pollHeads, postFrames } from './http-request.ts'

/** This page without websockets: one long-poll for all its documents, a POST for each change. */
export type HttpPage = {
  /** The same duties as a document on a websocket. */
  readonly connectDocument: (options: ConnectOptions) => DocumentConnection
  readonly renew: (token: string) => void
  readonly close: () => void
}

export type HttpPageOptions = {
  /** `https://…`, without a path. */
  readonly origin: string
  readonly boardId: BoardId
  readonly token: string
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
  /** A websocket opens again. */
  readonly onSockets: () => void
  readonly timing?: Partial<HttpPageTiming>
}

export type HttpPageTiming = {
  /** How long the first try of a websocket waits; each one that fails doubles it. */
  readonly socketMs: number
  readonly backoffMs: number
}

const BACKOFF = { minMs: 500, maxMs: 10_000 } as const
/** A browser has six connections to one origin: one polls, one is left for the rest of the page. */
const POSTS_AT_ONCE = 4
/** A request that has no answer by then was lost. */
const POST_MS = 20_000
/** The server answers after 25 s at the latest. */
const POLL_MS = 40_000
/** Documents that come into step one after the other are one change of the poll. */
const GATHER_MS = 50
/** A poll that brings nothing comes back no sooner: whatever answers it. */
const POLL_MIN_MS = 1000
/** A hint that the network changed: a poll that is so old may wait on a dead line. */
const POLL_STALE_MS = 2000
const SOCKET_MS = 60_000
const SOCKET_MAX_MS = 600_000
const SOCKET_OPEN_MS = 10_000

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function openHttpPage(options: HttpPageOptions): HttpPage {
  const { now, random } = options
  const documents = new Map<string, HttpDocument>()
  const closing = new AbortController()
  const waiting: (() => void)[] = []
  let { token } = options
  let posting = 0
  let poll: { readonly abort: AbortController; readonly since: number } | undefined
  let gatherTimer: ReturnType<typeof setTimeout> | undefined
  let laterTimer: ReturnType<typeof setTimeout> | undefined
  let pollTimer: ReturnType<typeof setTimeout> | undefined
  let socketTimer: ReturnType<typeof setTimeout> | undefined
  let socketMs = options.timing?.socketMs ?? SOCKET_MS
  const comeBack = createComeBack({
    now,
    random,
    ...BACKOFF,
    minMs: options.timing?.backoffMs ?? BACKOFF.minMs,
    attempt: resume,
  })
  trySocketLater()

  /** Everything that waits, at once. */
  function resume(): void {
    for (const document of documents.values()) document.flush()
    startPoll()
  }

  /** An answer came, whatever it says. */
  function arrived(): void {
    const wasDown = comeBack.isDue()
    comeBack.arrived()
    for (const document of documents.values()) document.setDown(false)
    // What failed beside it is not to wait for a timer that is no more.
    if (wasDown) resume()
  }

  function lost(): void {
    if (closing.signal.aborted) return
    for (const document of documents.values()) document.setDown(true)
    if (!comeBack.isDue()) comeBack.lost()
  }

  /** The server is there and asks for patience: people go on writing, it is sent then. */
  function later(afterMs: number): void {
    laterTimer ??= setTimeout(
      () => {
        laterTimer = undefined
        resume()
      },
      afterMs * (1 + random()),
    )
  }

  /** Of a poll alone: what is written goes out meanwhile. */
  function pollLater(afterMs: number): void {
    pollTimer ??= setTimeout(
      () => {
        pollTimer = undefined
        startPoll()
      },
      afterMs * (1 + random()),
    )
  }

  async function post(documentId: string, frames: readonly Uint8Array[]): Promise<HttpAnswer> {
    // Everything that waits is sent when the time has come.
    if (laterTimer !== undefined || comeBack.isDue()) return { kind: 'aborted' }
    if (posting >= POSTS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    posting++
    try {
      const answer = await limited(POST_MS, closing.signal, (line) =>
        postFrames({ ...request(), ...line }, documentId, frames),
      )
      if (answer.kind === 'answered') arrived()
      return answer
    } finally {
      posting--
      waiting.shift()?.()
    }
  }

  const request = () => ({ origin: options.origin, boardId: options.boardId, token })

  /** The documents that are in step, with what they hold. */
  const heads = () =>
    [...documents.values()].flatMap((document) => {
      const head = document.head()
      const isOpen = document.status().state !== 'ended'
      return head === undefined || !isOpen ? [] : [[document.documentId, head] as const]
    })

  /** Another document came into step: the poll that waits does not know of it. */
  function restartPoll(): void {
    gatherTimer ??= setTimeout(() => {
      gatherTimer = undefined
      poll?.abort.abort()
      poll = undefined
      startPoll()
    }, GATHER_MS)
  }

  function startPoll(): void {
    if (poll || pollTimer !== undefined || closing.signal.aborted || heads().length === 0) return
    poll = { abort: new AbortController(), since: now() }
    void runPoll(poll)
  }

  async function runPoll(own: NonNullable<typeof poll>): Promise<void> {
    const asked = new Map(heads())
    const answer = await limited(POLL_MS, own.abort.signal, (line) =>
      pollHeads({ ...request(), ...line }, asked),
    )
    if (poll !== own) return
    poll = undefined
    switch (answer.kind) {
      case 'answered': {
        arrived()
        for (const parcel of answer.parcels) take(parcel, asked)
        const hasMoved = answer.parcels.some(({ head }) => head !== undefined)
        return hasMoved || now() - own.since >= POLL_MIN_MS ? startPoll() : pollLater(POLL_MIN_MS)
      }
      case 'later':
        return pollLater(answer.afterMs)
      case 'shut':
        for (const document of documents.values()) {
          if ((answer.documentId ?? document.documentId) === document.documentId)
            document.shut(answer.status)
        }
        return startPoll()
      case 'lost':
        return lost()
      case 'aborted':
        return undefined
    }
  }

  /** Not for a document that was replaced meanwhile, and holds less than the one that was asked for. */
  function take(parcel: Parcel, asked: ReadonlyMap<string, number>): void {
    const document = documents.get(parcel.documentId)
    const head = document?.head()
    if (head !== undefined && head >= (asked.get(parcel.documentId) ?? 0)) document?.receive(parcel)
  }

  /** Now and then: where the network changed, or its proxy, a websocket is the better line. */
  function trySocketLater(): void {
    socketTimer = setTimeout(trySocket, socketMs * (1 + random() / 2))
    socketMs = Math.min(2 * socketMs, SOCKET_MAX_MS)
  }

  function trySocket(): void {
    const [documentId] = documents.keys()
    if (documentId === undefined) return trySocketLater()
    const url = `${options.origin.replace(/^http/, 'ws')}/sync/${options.boardId}/${documentId}`
    const socket = new WebSocket(url, protocolsOf(token))
    let isOpen = false
    const timer = setTimeout(() => socket.close(), SOCKET_OPEN_MS)
    // Not that it opens, but that the server speaks on it: some proxies let through nothing but the upgrade.
    socket.onmessage = () => {
      isOpen = true
      socket.close()
    }
    socket.onclose = () => {
      clearTimeout(timer)
      if (closing.signal.aborted) return
      if (isOpen) options.onSockets()
      else trySocketLater()
    }
  }

  function connectDocument(own: ConnectOptions): DocumentConnection {
    const { document, doc } = own
    const opened = openHttpDocument({
      ...own,
      post,
      onHead: restartPoll,
      onLost: lost,
      onLater: later,
    })
    documents.set(document.documentId, opened)
    return {
      document,
      doc,
      status: opened.status,
      renew,
      probe: (network) => {
        if (network === 'gone') gone()
        else hurry()
      },
      wait: (afterMs, jitterMs) => comeBack.order(afterMs, jitterMs),
      // Presence is not told without a socket.
      correcting: () => undefined,
      close: () => {
        opened.close()
        if (documents.get(document.documentId) === opened) documents.delete(document.documentId)
      },
    }
  }

  // Called for each document of the page: what is done for the first is done for all.
  function hurry(): void {
    if (comeBack.isDue()) return comeBack.hurry()
    if (!poll || now() - poll.since < POLL_STALE_MS) return
    restartPoll()
    const [first] = documents.values()
    first?.check()
  }

  function gone(): void {
    poll?.abort.abort()
    poll = undefined
    lost()
  }

  function renew(next: string): void {
    token = next
  }

  return {
    connectDocument,
    renew,
    close: () => {
      closing.abort()
      poll?.abort.abort()
      comeBack.stop()
      for (const timer of [gatherTimer, laterTimer, pollTimer, socketTimer]) clearTimeout(timer)
      for (const next of waiting.splice(0)) next()
    },
  }
}
