import { gzipSync } from 'node:zlib'

import type { Plugin, Rolldown } from 'vite'

import { BYTE_BUDGETS_KB } from './src/app/byte-budgets.ts'

/**
 * A face over its budget does not get built. Counted is what it loads before it can be used: its entry and
 * all that this imports, each file gzipped by itself, as it is served. What it asks for later, by `import()`,
 * is not counted; parts that it shares with other faces are, in full, for each of them.
 * `overrides`: « phone:100,home:80 », to see it fail.
 */
export function byteBudgets(overrides = ''): Plugin {
  const budgets: Readonly<Record<string, number>> = { ...BYTE_BUDGETS_KB, ...readPairs(overrides) }
  return {
    name: 'byte-budgets',
    apply: 'build',
    generateBundle: {
      // Late: the code as it is written.
      order: 'post',
      handler(_options, bundle) {
        const over = Object.values(bundle).flatMap((file) => {
          if (file.type !== 'chunk' || !file.isEntry) return []
          const budget = budgets[file.name]
          if (budget === undefined) return []
          const kilobytes = firstLoadBytes(file.fileName, bundle) / 1000
          return kilobytes > budget ? [sentence(file.name, kilobytes, budget)] : []
        })
        if (over.length > 0) this.error(over.join('\n'))
      },
    },
  }
}

const sentence = (face: string, kilobytes: number, budget: number): string =>
  `The page « ${face} » loads ${kilobytes.toFixed(1)} kB of script before it can be used; its budget is ${budget} kB. ` +
  'Put behind import() what is not needed at once (budgets: client/src/app/byte-budgets.ts).'

function firstLoadBytes(entry: string, bundle: Rolldown.OutputBundle): number {
  const seen = new Set<string>()
  const visit = (fileName: string): number => {
    const file = bundle[fileName]
    if (seen.has(fileName) || file?.type !== 'chunk') return 0
    seen.add(fileName)
    return file.imports.reduce((sum, name) => sum + visit(name), gzipSync(file.code).length)
  }
  return visit(entry)
}

const readPairs = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...text.matchAll(/(?<face>[a-z]+):(?<kilobytes>[0-9.]+)/g)].map(({ groups }) => [
      groups?.['face'] ?? '',
      Number(groups?.['kilobytes']),
    ]),
  )
