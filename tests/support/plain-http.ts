import { type Browser, chromium, expect, type LaunchOptions, type Page } from '@playwright/test'

/** A name that is not `localhost`: to a browser, plain http there is no secure context. */
const HOST_NAME = 'salle.test'

/** A browser to which `originIn` is this machine; it looks no other name up. */
export function launchForPlainHttp(options: LaunchOptions): Promise<Browser> {
  const rule = `--host-resolver-rules=MAP ${HOST_NAME} 127.0.0.1`
  return chromium.launch({ ...options, args: [...(options.args ?? []), rule] })
}

/** What a hall's own network gives: `http://` and a name, no certificate. */
export const plainOrigin = (port: number): string => `http://${HOST_NAME}:${port}`

/** No service worker, no Web Locks, no clipboard, no `crypto.subtle`: the product must not miss them. */
export async function expectNoSecureContext(page: Page): Promise<void> {
  expect(await page.evaluate(() => globalThis.isSecureContext)).toBe(false)
}
