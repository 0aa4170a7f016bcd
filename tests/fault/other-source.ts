import { registerHooks } from 'node:module'

import type { Change } from './given.ts'

// Loaded into the server's process before the server (`--import`): it runs with other words in its source, as a
// build for tests would. Which ones its own address says: the store's thread is given no environment.
const { searchParams } = new URL(import.meta.url)
const changes = JSON.parse(searchParams.get('changes') ?? '[]') as readonly Change[]

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const wanted = changes.filter(({ file }) => url.endsWith(`/server/src/${file}`))
    if (wanted.length === 0) return loaded
    let source = Buffer.from(loaded.source as Uint8Array).toString()
    for (const { file, from, to } of wanted) {
      if (source.split(from).length !== 2) throw new Error(`${file} does not say « ${from} » once`)
      source = source.replace(from, () => to)
    }
    return { ...loaded, source }
  },
})
