import { assertNever } from '@murmure/shared/assert'

import { facilitatorLink, screenLink } from '../http/origins.ts'
import type { StartTexts } from '../start/texts.ts'
import type { OpenFailure } from '../storage/restore-contract.ts'
import type { CommandFailure, Restored } from './restore.ts'

/** What the command says when it is done, a line each. `origin` = where people reach the server. */
export function restoredLines(
  restored: Restored,
  { folder, origin }: { readonly folder: string; readonly origin: string },
  texts: StartTexts['restore'],
): readonly string[] {
  const { aside } = restored
  return [
    ...whatIsThere(restored, folder, origin, texts),
    ...(aside === undefined ? [] : [texts.aside(aside)]),
    texts.next,
  ]
}

function whatIsThere(
  restored: Restored,
  folder: string,
  origin: string,
  texts: StartTexts['restore'],
): readonly string[] {
  if (restored.kind === 'folder') {
    const { boards, lost } = restored.value
    return [texts.folderDone(boards, folder), ...(lost > 0 ? [texts.lost(lost)] : [])]
  }
  const { boardId, title, code, secrets } = restored.value
  if (!secrets) return [texts.wallDone(title, code)]
  return [
    texts.wallMadeAgain(title, code),
    texts.facilitatorLink(facilitatorLink(origin, boardId, secrets.facilitator)),
    texts.screenLink(screenLink(origin, boardId, secrets.screen)),
  ]
}

/** Why nothing was restored. `sentenceOfFolder` says what is wrong with a folder, as at a start. */
export function failureSentence(
  failure: CommandFailure,
  [source = '', wall = '']: readonly string[],
  folder: string,
  texts: StartTexts['restore'],
  sentenceOfFolder: (failure: OpenFailure) => string,
): string {
  switch (failure.kind) {
    case 'usage':
      return texts.usage
    case 'wall-missing':
      return texts.wallMissing
    case 'copy-absent':
      return texts.copyAbsent(source)
    case 'copy-unreadable':
      return texts.copyUnreadable(source, failure.cause.message)
    case 'copy-damaged':
      return texts.copyDamaged(source)
    case 'copy-newer':
      return texts.copyNewer(source)
    case 'folder':
      return failure.failure.kind === 'in-use'
        ? texts.inUse(folder)
        : `${sentenceOfFolder(failure.failure)} ${texts.unchanged}`
    case 'wall':
      return wallSentence(failure.problem, source, wall, texts)
    default:
      return assertNever(failure)
  }
}

function wallSentence(
  problem: Extract<CommandFailure, { kind: 'wall' }>['problem'],
  source: string,
  wall: string,
  texts: StartTexts['restore'],
): string {
  switch (problem) {
    case 'copy-unreadable':
    case 'copy-damaged':
      return texts.copyDamaged(source)
    case 'copy-version':
      return texts.copyNewer(source)
    case 'copy-too-heavy':
      return texts.copyTooHeavy(source)
    case 'wall-unknown':
      return texts.wallUnknown(wall)
    case 'codes-exhausted':
      return texts.codesExhausted
    default:
      return assertNever(problem)
  }
}
