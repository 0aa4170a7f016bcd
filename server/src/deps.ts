import { fileURLToPath } from 'node:url'

import { type BoardId, drawGeneration, type RandomBytes } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'
import { type DestinationStream, type Logger, pino } from 'pino'

import { createHandIds } from './auth/hand-ids.ts'
import { type KeyFailure, loadSigningKey } from './auth/signing-key.ts'
import { createTokens } from './auth/tokens.ts'
import type { Config } from './config.ts'
import type { AppDeps } from './http/app-deps.ts'
import { createCopyCheck } from './http/check-copy-apart.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createRaise } from './operator/raise-generation.ts'
import type { RestoreTools } from './operator/restore.ts'
import { createRelay } from './relay/relay.ts'
import { createCounters } from './room-doc/counters.ts'
import { createRoomProjection, type RoomProjection } from './room-doc/project-room.ts'
import { createSectionPolicy } from './room-doc/section-policy.ts'
import type { Store } from './storage/contract.ts'
import { type OpenFailure, openSqliteStore } from './storage/sqlite.ts'
import { restoreCopy, restoreWithin } from './storage/sqlite-restore.ts'

const CLIENT_DIR = fileURLToPath(new URL('../../client/dist', import.meta.url))

export type DepsOptions = {
  readonly config: Config
  readonly logTo: DestinationStream
  readonly lanOrigin: () => string | undefined
  /** These walls have less than this folder had confirmed: somebody put an older copy in its place. */
  readonly onBehind?: (boardIds: readonly BoardId[]) => void
}

/** Opens the store and wires everything that the server stands on. The one place with a clock and with chance. */
export async function openDeps(
  options: DepsOptions,
): Promise<Result<AppDeps, OpenFailure | KeyFailure>> {
  const { config, logTo, lanOrigin } = options
  const log = pino({ level: config.logLevel, redact: REDACTED }, logTo)
  const now = () => Date.now()

  const opened = await openFolder(options, log)
  if (!opened.ok) return opened
  const { store, key } = opened.value

  const sections = createSectionPolicy({
    now,
    store,
    onLate: (boardId) => heal(boardId),
  })
  const metrics = createMetrics()
  const relay = createRelay({
    store,
    now,
    log,
    writing: sections,
    meter: metrics.meter,
    onCommitted: (document) => count(document),
    onLoaded(document) {
      if (document.kind === 'group') count(document)
      if (document.kind === 'room') heal(document.boardId)
    },
    onBehind: ({ boardId }) => raise(boardId),
  })
  const heal = (boardId: BoardId) => bringUpToDate(projection, log, boardId)
  const raise = createRaise({ store, relay, random, log })
  const count = createCounters({ store, relay, log, later: (task, ms) => setTimeout(task, ms) })
  const projection = createRoomProjection({
    store,
    relay,
    onProjected: (boardId, room) => sections.learn(boardId, room),
  })

  return ok({
    store,
    relay,
    projection,
    tokens: createTokens(key, now),
    handIds: createHandIds(key),
    now,
    random,
    log,
    clientDir: CLIENT_DIR,
    publicOrigin: config.publicOrigin,
    lanOrigin,
    trustProxy: config.trustProxy,
    metrics,
    metricsToken: config.metricsToken,
  })
}

/**
 * A crash between a board's row, or its list of late notes, and its room document is mended when that document
 * comes alive.
 */
function bringUpToDate(projection: RoomProjection, log: Logger, boardId: BoardId): void {
  projection.project(boardId).catch((err: unknown) => {
    log.error({ err, boardId }, 'a room document could not be brought up to date')
  })
}

/** What the operator's `restore` stands on: the folder, and a server's insides that serve nobody. */
export function createRestoreTools(options: DepsOptions): RestoreTools {
  const folder = options.config.dataDir
  const stamp = new Date().toISOString().slice(0, -1).replaceAll(/[:.]/g, '-')
  const replacement = { folder, stamp }
  return {
    folder,
    copy: (source) => restoreCopy(replacement, source, random),
    within: (change) =>
      restoreWithin(replacement, async (staging) => {
        const config = { ...options.config, dataDir: staging }
        const deps = await openDeps({ ...options, config })
        // It was made a moment ago, by us.
        if (!deps.ok) throw new Error(`The prepared walls do not open: ${deps.error.kind}`)
        try {
          return await change(deps.value)
        } finally {
          await deps.value.relay.stop()
          await deps.value.store.close()
        }
      }),
    checkCopy: createCopyCheck(OPERATOR_CHECK_MS),
  }
}

/** An operator's file is nobody's attack, and their machine may be a slow one. */
const OPERATOR_CHECK_MS = 60_000

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))

/** The store first: it holds the folder, so that no second process makes a key beside ours. */
async function openFolder(
  { config, onBehind }: DepsOptions,
  log: Logger,
): Promise<Result<{ readonly store: Store; readonly key: Uint8Array }, OpenFailure | KeyFailure>> {
  const opened = await openSqliteStore({
    folder: config.dataDir,
    generation: drawGeneration(random),
    onBehind(boardIds) {
      log.error({ boardIds }, 'walls behind what was confirmed: they go on under new ids')
      onBehind?.(boardIds)
    },
  })
  if (!opened.ok) return opened
  const store = opened.value
  const key = await loadSigningKey(config.dataDir, random)
  if (!('kind' in key)) return ok({ store, key })
  await store.close()
  return fail(key)
}

/** A second net: nothing logs headers or bodies as it is. */
const REDACTED = [
  'req.headers',
  'headers',
  'authorization',
  'token',
  'secret',
  'code',
  'name',
  'text',
  '*.authorization',
  '*.token',
  '*.secret',
]
