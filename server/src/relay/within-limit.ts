import { StoreError } from '../storage/contract.ts'

/** The promise, or a `StoreError` once `limitMs` have passed: a store that hangs has failed. */
export async function withinLimit<Value>(promise: Promise<Value>, limitMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StoreError('the store did not answer')), limitMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
