import type { Store } from '@murmure/server/storage/contract'
import { openSqliteStore } from '@murmure/server/storage/sqlite'

/** The SQLite store, opened; the caller closes it. */
export async function openStore(options: Parameters<typeof openSqliteStore>[0]): Promise<Store> {
  const opened = await openSqliteStore(options)
  if (!opened.ok) throw new Error(`The store does not open: ${JSON.stringify(opened.error)}`)
  return opened.value
}
