import type { Page } from '@playwright/test'
import { encodeRefused, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'

export type Place = {
  readonly token: string
  readonly boardId: string
  readonly participantId: string
}

/** What this browser was given when it came in. */
export async function placeIn(page: Page): Promise<Place> {
  const found = await page.evaluate(() =>
    Object.keys(localStorage)
      .map((key) => localStorage.getItem(key) ?? '')
      .find((value) => value.includes('"participantId"') && value.includes('"token"')),
  )
  return JSON.parse(found ?? '{}') as Place
}

/** Stands between page and server: once armed, the next write is dropped and answered as the relay would. */
export async function refuseOneWrite(page: Page) {
  let isArmed = false
  let refused = 0
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const onward = socket.connectToServer()
    let isMuted = false
    socket.onMessage((message) => {
      const isUpdate =
        typeof message !== 'string' && message[0] === MESSAGE.sync && message[1] === SYNC.update
      if (isArmed && isUpdate) {
        isArmed = false
        isMuted = true
        refused++
        socket.send(Buffer.from(encodeRefused('generation')))
      } else if (!isMuted) onward.send(message)
    })
  })
  return { arm: () => (isArmed = true), count: () => refused }
}
