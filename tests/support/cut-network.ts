import type { Page } from '@playwright/test'

/**
 * Resolves with what cuts the page off: its sockets close, and no new request gets through. That gives what
 * ends it again.
 */
export async function makeCuttable(page: Page): Promise<() => Promise<() => Promise<void>>> {
  const context = page.context()
  let isCut = false
  const cuts: (() => Promise<void>)[] = []
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    cuts.push(() => socket.close())
  })
  return async () => {
    isCut = true
    await context.setOffline(true)
    await Promise.all(cuts.splice(0).map((cut) => cut()))
    return async () => {
      isCut = false
      await context.setOffline(false)
    }
  }
}
