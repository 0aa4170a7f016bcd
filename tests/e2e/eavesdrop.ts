import type { BrowserContext, Page } from '@playwright/test'

/** Every byte that a page received: websocket frames, and the bodies of HTTP answers. */
export type Eavesdropper = {
  /** Whether any frame or body so far holds this text, as UTF-8. */
  heard(text: string): Promise<boolean>
  /** How many frames and bodies were recorded: a recorder that hears nothing proves nothing. */
  count(): Promise<number>
}

/** Starts recording. Call it before the page's first navigation. */
export function eavesdrop(page: Page): Eavesdropper {
  const heard: Buffer[] = []
  const bodies: Promise<void>[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(Buffer.from(payload)))
  })
  page.on('response', (response) => {
    // Redirects have no body, and a page that goes away takes its bodies along.
    const body = response.body().then(
      (bytes) => void heard.push(bytes),
      () => undefined,
    )
    bodies.push(body)
  })
  return {
    async heard(text) {
      await Promise.all(bodies)
      return heard.some((bytes) => bytes.includes(text))
    },
    async count() {
      await Promise.all(bodies)
      return heard.length
    },
  }
}

/** Where the pages of these profiles go, beyond one origin. `asked` proves that they go anywhere at all. */
export type Border = { readonly crossed: string[]; asked: number }

/** Notes every request and socket that leaves the origin; what the page makes itself stays in it. */
export function watchBorder(border: Border, context: BrowserContext, origin: string): void {
  const { host } = new URL(origin)
  const note = (address: string): void => {
    border.asked++
    const url = new URL(address)
    if (/^(?:blob|data):$/.test(url.protocol) || url.host === host) return
    border.crossed.push(address)
  }
  context.on('request', (request) => note(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())))
}
