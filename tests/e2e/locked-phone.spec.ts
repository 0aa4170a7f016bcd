import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

import { expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, hangExhibit } from '../support/exhibit-board.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** What `docs/protocol.md` promises to a phone that comes out of a pocket. */
const BACK_WITHIN_MS = 3000
const HINTS = ['visibilitychange', 'pageshow', 'online'] as const

let server: RunningServer
let network: MobileNetwork
let board: ExhibitBoard
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
  network = await startMobileNetwork(server.port)
  board = await hangExhibit(server.url, {
    exhibit: EXHIBITS.fr,
    locale: 'fr',
    until: 'writing',
  })
})
test.afterAll(async () => {
  board.close()
  network.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

for (const hint of HINTS) {
  test(`[F25] a phone unlocked (${hint}) over a dead but open socket is back within 3 s, with all that it wrote`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ locale: 'fr-FR' })
    const phone = await context.newPage()
    await join(phone)
    await stick(phone, `Avant (${hint})`)
    const state = phone.getByRole('status').first()
    await expect(state).toHaveText('Tout est enregistré.')
    // The mobile network forgot the connection: nobody is told, neither the phone nor the server.
    network.forget()
    await stick(phone, `Dans le vide (${hint})`)
    await expect(state).toContainText('En attente de réseau')
    await phone.evaluate((name) => {
      const target = name === 'visibilitychange' ? document : window
      target.dispatchEvent(new Event(name))
    }, hint)
    await expect(state).toHaveText('Tout est enregistré.', { timeout: BACK_WITHIN_MS })
    const texts = board.crowd.board().cards.map((card) => card.text)
    expect(texts.filter((text) => text.endsWith(`(${hint})`))).toHaveLength(2)
    await context.close()
  })
}

async function join(phone: Page): Promise<void> {
  await phone.goto(`${network.url}/r/${board.created.code}`)
  await phone.getByRole('radio').first().check()
  await phone.getByRole('button').click()
  await phone.waitForURL(/\/e\//)
  await phone.getByRole('radio').first().check()
}

async function stick(phone: Page, text: string): Promise<void> {
  await phone.getByRole('textbox').fill(text)
  await phone.getByRole('button', { name: 'Coller sur le mur' }).click()
}

type MobileNetwork = {
  readonly url: string
  /** Every connection so far carries nothing more, and nobody is told; new ones work. */
  readonly forget: () => void
  readonly close: () => void
}

async function startMobileNetwork(port: number): Promise<MobileNetwork> {
  const sockets = new Set<Socket>()
  const pairs: (readonly [Socket, Socket])[] = []
  const listener: Server = createServer((phone) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [phone, upstream]) {
      sockets.add(socket)
      // A connection that breaks is what this is about: the other side is not told.
      socket.on('error', () => socket.destroy())
    }
    pairs.push([phone, upstream])
    phone.pipe(upstream)
    upstream.pipe(phone)
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    forget: () => {
      for (const [phone, upstream] of pairs.splice(0)) {
        phone.unpipe(upstream).resume()
        upstream.unpipe(phone).resume()
      }
    },
    close: () => {
      listener.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
