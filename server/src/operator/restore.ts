import { statSync } from 'node:fs'

import { fail, type Result } from '@murmure/shared/result'

import type { AppDeps } from '../http/app-deps.ts'
import type { CheckedCopy } from '../http/check-copy.ts'
import type { CopyCheck } from '../http/check-copy-apart.ts'
import type { Replaced, RestoredFolder, RestoreFailure } from '../storage/restore-contract.ts'
import { adoptKey, readSource } from './read-source.ts'
import { type RestoredWall, restoreWall, type WallProblem } from './restore-wall.ts'

/** The folder of the walls, as far as a restore needs it. Nothing is changed until all of it is whole. */
export type RestoreTools = {
  readonly folder: string
  copy(source: string): Promise<Result<Replaced<RestoredFolder>, RestoreFailure>>
  /** `change` has the walls to itself, in a folder of their own that then takes the place of theirs. */
  within<Value, Failure>(
    change: (deps: AppDeps) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Replaced<Value>, RestoreFailure | Failure>>
  readonly checkCopy: CopyCheck
}

/** `wall-missing`: the copy of one wall, and nobody said which one it is to be. */
export type CommandFailure =
  | RestoreFailure
  | { readonly kind: 'usage' | 'wall-missing' }
  | { readonly kind: 'wall'; readonly problem: WallProblem | 'copy-too-heavy' }

export type Restored =
  | ({ readonly kind: 'folder' } & Replaced<RestoredFolder>)
  | ({ readonly kind: 'wall' } & Replaced<RestoredWall>)

/** `pnpm restore <copy> [wall]`. */
export async function restore(
  tools: RestoreTools,
  [source, which]: readonly string[],
): Promise<Result<Restored, CommandFailure>> {
  if (source === undefined || source === '') return fail({ kind: 'usage' })
  const read = readSource(source)
  if (!read.ok) return read
  if (read.value.kind === 'database') return restoreFolder(tools, source)
  const checked = await tools.checkCopy(read.value.bytes)
  if (!checked.ok) return fail({ kind: 'wall', problem: heavyOr(checked.error) })
  if (which === undefined) return fail({ kind: 'wall-missing' })
  return restoreOne(tools, checked.value, which)
}

async function restoreFolder(
  tools: RestoreTools,
  source: string,
): Promise<Result<Restored, CommandFailure>> {
  const restored = await tools.copy(source)
  if (!restored.ok) return restored
  if (statSync(source).isDirectory()) adoptKey(source, tools.folder)
  return { ok: true, value: { kind: 'folder', ...restored.value } }
}

async function restoreOne(
  tools: RestoreTools,
  copy: CheckedCopy,
  which: string,
): Promise<Result<Restored, CommandFailure>> {
  const restored = await tools.within(async (deps) => {
    const wall = await restoreWall(deps, copy, which)
    return wall.ok ? wall : fail({ kind: 'wall' as const, problem: wall.error })
  })
  return restored.ok
    ? { ok: true, value: { kind: 'wall', ...restored.value } }
    : fail<CommandFailure>(restored.error)
}

/** Nobody else hands in copies here: it is never too many. */
const heavyOr = <Problem>(problem: Problem | 'too-many-requests'): Problem | 'copy-too-heavy' =>
  problem === 'too-many-requests' ? 'copy-too-heavy' : problem
