import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

import type { Page } from '@playwright/test'

import { BIN, runCommand } from '../scripts/run-command.ts'
import type { Stagehand } from './scene.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

let built: Promise<string> | undefined

/** The page of components, which is no part of what is served: built for once, and put before the browser. */
export async function openDesign({ open }: Stagehand): Promise<Page> {
  built ??= build()
  const folder = await built
  const page = await open()
  await page.route(/\/(design$|assets\/)/, async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = pathname === '/design' ? 'design.html' : pathname
    const body = await readFile(join(folder, file))
    await route.fulfill({ body, contentType: TYPES[extname(file)] ?? 'application/octet-stream' })
  })
  await page.goto('/design')
  await page.locator('section section').first().waitFor()
  return page
}

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-design-'))
  const args = ['build', 'client', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  const code = await runCommand({ program: BIN.vite, args, env: { MURMURE_DESIGN: '1' } })
  if (code !== 0) throw new Error(`vite build: ${code}`)
  return folder
}
