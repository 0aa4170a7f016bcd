import type { Store } from '@murmure/server/storage/contract'
import { openSqliteStore } from '@murmure/server/storage/sqlite'

type Options = Parameters<typeof openSqliteStore>[0]

/** What boards that are found behind are raised to, unless a test says otherwise. */
export const RAISED = 777

/** The SQLite store, or why it does not open. */
export const tryOpenStore = (options: Partial<Options> & Pick<Options, 'folder'>) =>
  openSqliteStore({ generation: RAISED, ...options })

/** The SQLite store, opened; the caller closes it. */
export async function openStore(
  options: Partial<Options> & Pick<Options, 'folder'>,
): Promise<Store> {
  const opened = await tryOpenStore(options)
  if (!opened.ok) throw new Error(`The store does not open: ${JSON.stringify(opened.error)}`)
  return opened.value
}
