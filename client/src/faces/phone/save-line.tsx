import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'

import { authorOf } from '@murmure/shared/ids'

import type { BoardConnectionState } from '../../documents/board-store.ts'
import { learnServerTime, serverNow } from '../../documents/server-clock.ts'
import type { Healed } from '../../documents/unsaved.ts'
import { carriedNotes } from '../../documents/carried.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import { phoneEn } from '../../texts/phone.en.ts'
import { phoneFr } from '../../texts/phone.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { useLate } from '../../ui/use-late.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './save-line.module.css'

/** A SAVED that comes within this time is not worth announcing a wait for. */
const PATIENCE_MS = 700
const MINUTE_MS = 60_000
const TICK_MS = 1000

export type SaveLineProps = {
  readonly connection: BoardConnectionState
  /** Own notes that are not known to be durable. */
  readonly keptCount: number
}

/** One line for all that this person wrote: saved, waiting, offline. Never by colour alone. */
export function SaveLine({ connection, keptCount }: SaveLineProps): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn })
  const isWaiting = useLasting(connection.waiting > 0 || keptCount > 0, PATIENCE_MS)
  const late = useLateCount()
  const isOpen = useBoard(({ session }) => session.open.length > 0)
  const own = { keptCount, isWaiting, isOpen, late }
  const { look, icon, text, hint } = lineFor(connection, own, texts)
  const { healed } = connection
  return (
    <>
      <div className={`${css.line} ${css[look]}`}>
        <Icon name={icon} size={icon === 'offline' ? 26 : 20} />
        <div className={css.words}>
          <TimeLeft />
          <span role="status">
            {text}
            {hint !== undefined && <small>{hint}</small>}
          </span>
        </div>
      </div>
      {connection.state === 'refused' && <LateRejoin />}
      {healed && healed.lostWords.length > 0 && <LateLostWords healed={healed} />}
    </>
  )
}

/** It takes a network to learn that somebody else was faster. */
const loadLostWords = () => import('./lost-words.tsx').then((module) => module.LostWords)

function LateLostWords({ healed }: { readonly healed: Healed }): ReactNode {
  const late = useLate(loadLostWords)
  return late.kind === 'here' ? <late.part healed={healed} /> : null
}

const loadRejoin = () => import('./rejoin.tsx').then((module) => module.Rejoin)

function LateRejoin(): ReactNode {
  const late = useLate(loadRejoin)
  return late.kind === 'here' ? <late.part /> : null
}

type Line = {
  readonly look: 'saved' | 'waiting' | 'stalled' | 'neutral' | 'refused'
  readonly icon: IconName
  readonly text: string
  readonly hint?: string
}

/** Own notes that came after the writing was closed: kept, and the facilitators see them. */
function useLateCount(): number {
  const { boardId, participantId } = useSession()
  return useBoard(({ session }) => {
    const own = session.late?.filter((cardId) => authorOf(cardId) === participantId) ?? []
    if (own.length === 0) return 0
    const carried = carriedNotes(boardId)
    return own.filter((cardId) => !carried.includes(cardId)).length
  })
}

type Own = {
  readonly keptCount: number
  readonly isWaiting: boolean
  /** Somewhere one may write: who cannot is not told to go on. */
  readonly isOpen: boolean
  readonly late: number
}

function lineFor(
  { state, isReadOnly }: BoardConnectionState,
  { keptCount, isWaiting, isOpen, late }: Own,
  { save, connecting }: typeof phoneFr,
): Line {
  const goOn = isOpen ? save.goOn : ''
  switch (state) {
    case 'refused':
      return { look: 'refused', icon: 'alert', text: save.refused, hint: save.refusedHint }
    case 'ended':
    case 'offline':
      return keptCount > 0
        ? {
            look: 'waiting',
            icon: 'offline',
            text: save.offlineNotes(keptCount),
            hint: goOn + save.offlineHint(keptCount),
          }
        : {
            look: 'waiting',
            icon: 'offline',
            text: save.offline,
            ...(isOpen && { hint: goOn + save.offlineNoNotesHint }),
          }
    case 'connecting':
      return { look: 'neutral', icon: 'waiting', text: connecting }
    case 'online':
      if (isReadOnly)
        return {
          look: 'stalled',
          icon: 'alert',
          text: save.readOnly,
          hint: goOn + save.readOnlyHint,
        }
      return isWaiting
        ? { look: 'waiting', icon: 'waiting', text: save.waiting, hint: goOn + save.waitingHint }
        : {
            look: 'saved',
            icon: 'check',
            text: save.saved,
            ...(late > 0 && { hint: save.late(late) }),
          }
  }
}

/** Outside the status: it changes by itself, and nobody wants to hear it every minute. */
function TimeLeft(): ReactNode {
  const endsAt = useBoard((board) => board.session.timerEndsAt)
  return endsAt === null ? null : <Countdown endsAt={endsAt} />
}

function Countdown({ endsAt }: { readonly endsAt: number }): ReactNode {
  const texts = useTexts({ fr: phoneFr, en: phoneEn }).timer
  useEffect(() => void learnServerTime(), [endsAt])
  const left = endsAt - useSyncExternalStore(everySecond, presentSecond)
  // « Temps écoulé » has been read after a minute, as on the wall and the screen.
  if (left < -MINUTE_MS) return null
  const text =
    left <= 0
      ? texts.over
      : left < MINUTE_MS
        ? texts.lastMinute
        : texts.minutes(Math.ceil(left / MINUTE_MS))
  return <span className={css.time}>{text}</span>
}

const presentSecond = (): number => Math.floor(serverNow() / TICK_MS) * TICK_MS

function everySecond(onTick: () => void): () => void {
  const timer = window.setInterval(onTick, TICK_MS)
  return () => window.clearInterval(timer)
}

/** True only once it has been so for a while; false at once. */
function useLasting(isSo: boolean, patienceMs: number): boolean {
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = window.setTimeout(() => setLasting(true), patienceMs)
    return () => {
      window.clearTimeout(timer)
      setLasting(false)
    }
  }, [isSo, patienceMs])
  return isSo && isLasting
}
