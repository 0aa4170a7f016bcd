import type * as Y from 'yjs'

/** How often somebody has gone through all who ever wrote in a document, from now on: what an encoding does. */
export function countWalks({ store }: Y.Doc): () => number {
  let walks = 0
  const { clients } = store
  const forEach = clients.forEach.bind(clients)
  clients.forEach = (callback) => {
    walks += 1
    forEach(callback)
  }
  return () => walks
}
