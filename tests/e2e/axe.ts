import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare global {
  var axe:
    | { readonly run: (context: Document, options: RunOptions) => Promise<AxeResults> }
    | undefined
}

/**
 * What axe finds wrong in the page, as « rule: element why ». It is put into the page once, by itself: the usual
 * wrapper brings it anew for every question, and a second page for frames, of which we have none.
 */
export async function violations(
  page: Page,
  runOnly: NonNullable<RunOptions['runOnly']>,
): Promise<readonly string[]> {
  if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(SOURCE)
  return page.evaluate(async (only) => {
    // Style sheets are fetched once more for rules that are not asked for.
    const options: RunOptions = { runOnly: only, resultTypes: ['violations'], preload: false }
    const found = await globalThis.axe?.run(document, options)
    if (!found) throw new Error('axe is not there')
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
    )
  }, runOnly)
}
