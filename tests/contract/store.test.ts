import { createMemoryStore } from '@murmure/server/storage/memory'

import { describeStore } from './store-contract.ts'
import { openStore } from './open-store.ts'
import { makeFolder } from './folder.ts'

describeStore('memory', async () => ({ store: createMemoryStore() }))

describeStore('sqlite', async () => {
  const folder = await makeFolder()
  const store = await openStore({ folder })
  return {
    store,
    async reopen() {
      await store.close()
      return openStore({ folder })
    },
  }
})
