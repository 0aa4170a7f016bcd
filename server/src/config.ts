import { fail, ok, type Result } from '@murmure/shared/result'
import type { Locale } from '@murmure/shared/room'
import { isIP } from 'node:net'
import { z } from 'zod'

import type { TrustProxy } from './http/app-deps.ts'

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly publicOrigin: string | undefined
  readonly trustProxy: TrustProxy
  readonly logLevel: LogLevel
  /** Opens `/metrics` from elsewhere than this machine. */
  readonly metricsToken: string | undefined
}

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Which variable stops the start, and what it said. */
export type ConfigFailure = { readonly name: keyof typeof Variables.shape; readonly value: string }

const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const
const NETWORK = /^[0-9a-f.:]+\/[0-9]{1,3}$/i
/** Names that the proxy library knows. */
const NETWORK_NAMES = ['loopback', 'linklocal', 'uniquelocal']

const Origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '')
  .transform((url) => url.origin)

const Addresses = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isAddress))

const Variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Every address of the machine: the phones of the room come over the local network. */
  HOST: z.string().min(1).default('0.0.0.0'),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: Origin.optional(),
  TRUST_PROXY: z.union([z.stringbool(), Addresses]).default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** This version keeps everything in DATA_DIR: who asks for another store must not get an empty one. */
  DATABASE_URL: z.undefined().optional(),
  REDIS_URL: z.undefined().optional(),
})

/** The environment, checked. An empty variable counts as absent. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, ConfigFailure> {
  const given = Object.fromEntries(
    Object.keys(Variables.shape).map((name) => [name, environment[name]?.trim() || undefined]),
  )
  const parsed = Variables.safeParse(given)
  if (!parsed.success) return fail(firstFailure(parsed.error, given))
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL, METRICS_TOKEN } = parsed.data
  return ok({
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    publicOrigin: PUBLIC_URL,
    trustProxy: TRUST_PROXY,
    logLevel: LOG_LEVEL,
    metricsToken: METRICS_TOKEN,
  })
}

/** The operator's language, as the shell says it: French unless it asks for another one. */
export function readOperatorLocale(
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = environment
  const asked = (LC_ALL || LC_MESSAGES || LANG || 'fr').toLowerCase()
  return /^(?:fr|c|posix)(?:$|[_.-])/.test(asked) ? 'fr' : 'en'
}

function firstFailure(
  error: z.ZodError,
  given: Readonly<Record<string, string | undefined>>,
): ConfigFailure {
  const name = Variables.keyof().parse(error.issues[0]?.path[0])
  return { name, value: given[name] ?? '' }
}

function isAddress(part: string): boolean {
  return isIP(part) !== 0 || NETWORK.test(part) || NETWORK_NAMES.includes(part)
}
