import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

import type { Plugin } from 'vite'

/** Fonts are compressed by their format. */
const TEXT = /\.(?:js|css|svg)$/
const BEST_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
const BEST_GZIP = { level: 9 }

/** Writes `.br` and `.gz` beside each text asset: the server sends them as they are, and never compresses. */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    // Not earlier: Vite itself still rewrites the names that chunks load by.
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      const names = Object.keys(bundle).filter((name) => TEXT.test(name))
      await Promise.all(names.map((name) => compress(join(dir, name))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path)
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content, BEST_BROTLI))
  await writeFile(`${path}.gz`, await promisify(gzip)(content, BEST_GZIP))
}
