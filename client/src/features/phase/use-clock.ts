import { useSyncExternalStore } from 'react'

import { serverNow } from '../../documents/server-clock.ts'

const SECOND_MS = 1000

/** Whole seconds until `endsAt` (server time, ms), counted down; null where there is no timer. Never below 0. */
export function useSecondsLeft(endsAt: number | null): number | null {
  return useSyncExternalStore(everySecond, () =>
    endsAt === null ? null : Math.max(0, Math.ceil((endsAt - serverNow()) / SECOND_MS)),
  )
}

function everySecond(listener: () => void): () => void {
  const timer = window.setInterval(listener, SECOND_MS / 4)
  return () => window.clearInterval(timer)
}

/** « 6:40 », « 0:05 ». */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
