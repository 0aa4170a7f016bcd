import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { assertNever } from '@murmure/shared/assert'

import { createApp } from './app.ts'
import type { KeyFailure } from './auth/signing-key.ts'
import { type Config, readConfig, readOperatorLocale } from './config.ts'
import { createRestoreTools, openDeps } from './deps.ts'
import { restore } from './operator/restore.ts'
import { failureSentence, restoredLines } from './operator/sentences.ts'
import { lanAddresses } from './start/lan-addresses.ts'
import { START_TEXTS } from './start/texts.ts'
import { welcome } from './start/welcome.ts'
import type { OpenFailure } from './storage/sqlite.ts'

/** How long a stop waits for answers under way, then once more for their sockets. */
const GOODBYE_MS = 5000

const texts = START_TEXTS[readOperatorLocale(process.env)]
const config = readConfig(process.env)

const [command, ...words] = process.argv.slice(2)

if (!config.ok) refuse(texts.config[config.error.name](config.error.value))
else {
  const settings = { ...config.value, dataDir: resolve(config.value.dataDir) }
  await (command === 'restore' ? runRestore(settings, words) : serve(settings))
}

/** `pnpm restore <copy> [wall]`: nothing listens meanwhile. */
async function runRestore(settings: Config, words: readonly string[]): Promise<void> {
  const folder = settings.dataDir
  const options = { config: settings, logTo: process.stderr, lanOrigin: () => undefined }
  const restored = await restore(createRestoreTools(options), words)
  if (!restored.ok) {
    const ofFolder = (failure: OpenFailure) => sentenceOf(failure, folder)
    return refuse(failureSentence(restored.error, words, folder, texts.restore, ofFolder))
  }
  const origin = settings.publicOrigin ?? `http://localhost:${settings.port}`
  const lines = restoredLines(restored.value, { folder, origin }, texts.restore)
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function serve(settings: Config): Promise<void> {
  let port = settings.port
  const lan = () => (listensToLan(settings.host) ? lanAddresses(networkInterfaces()) : [])
  const deps = await openDeps({
    config: settings,
    logTo: process.stderr,
    lanOrigin: () => lan().map((address) => `http://${address}:${port}`)[0],
    onBehind: (boardIds) => process.stderr.write(`${texts.behind(boardIds.length)}\n`),
  })
  if (!deps.ok) return refuse(sentenceOf(deps.error, settings.dataDir))
  const { store, relay, publicOrigin } = deps.value

  const app = await createApp(deps.value)
  try {
    await app.listen({ host: settings.host, port: settings.port, listenTextResolver: () => '' })
  } catch (cause) {
    await app.close()
    await store.close()
    return refuse(sentenceOfListening(cause, settings))
  }
  const bound = app.server.address()
  if (typeof bound === 'object' && bound !== null) port = bound.port
  stopOnSignals(async () => {
    // First what matters: everything committed, everybody told. What follows may be cut short.
    await relay.stop()
    const closed = app.close()
    await Promise.race([closed, delay(GOODBYE_MS)])
    // Half a request of a phone that is gone, a refused upgrade that nobody hangs up: they stop no server.
    app.server.closeAllConnections()
    await Promise.race([closed, delay(GOODBYE_MS)])
    await store.close()
    process.stdout.write(`${texts.stopped}\n`)
  })
  const { dataDir } = settings
  process.stdout.write(`${welcome({ port, lan: lan(), publicOrigin, dataDir }, texts)}\n`)
}

/** Once: a second signal while we settle ends the process as the system would. */
function stopOnSignals(stop: () => Promise<void>): void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const onSignal = () => {
    for (const signal of signals) process.removeListener(signal, onSignal)
    stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`${String(cause)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of signals) process.on(signal, onSignal)
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

function sentenceOf(failure: OpenFailure | KeyFailure, folder: string): string {
  switch (failure.kind) {
    case 'in-use':
      return texts.inUse(folder)
    case 'unwritable':
      return texts.unwritable(folder, failure.cause.message)
    case 'newer':
      return texts.newer(folder)
    case 'damaged':
      return texts.damaged(folder, failure.cause.message)
    case 'bad-key':
      return texts.badKey(failure.file)
    default:
      return assertNever(failure)
  }
}

function sentenceOfListening(cause: unknown, { host, port }: Config): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return code === 'EADDRINUSE' ? texts.portTaken(port) : texts.cannotListen(host, port, code)
}

/** Every address, or one that is not this machine's own loop. */
function listensToLan(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
