import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const ROOT = at('../..')
export const DEMO_FILE = at('../demo/assemblee-demo.txt')

/**
 * The minutes of the assembly of Le Blanc, where they may be read beside the repository, which does not hold
 * them: a list of one file, or of none, for `test.for`.
 */
export const LE_BLANC_FILES: readonly string[] = [
  at('../../../shared/data/assemblee-le-blanc-2012.txt'),
].filter((file) => existsSync(file))
