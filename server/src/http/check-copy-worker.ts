import assert from 'node:assert/strict'
import { parentPort, workerData } from 'node:worker_threads'

import { checkCopy } from './check-copy.ts'

assert(parentPort, 'check-copy-worker.ts runs as a worker')
parentPort.postMessage(checkCopy(workerData as Uint8Array))
