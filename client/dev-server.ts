import { loadEnv, type Plugin, type ProxyOptions } from 'vite'

/** The same table as the server's (`server/src/http/pages.ts`), for pages that are built as you type. */
const PAGES: readonly (readonly [path: RegExp, file: string])[] = [
  [/^\/$/, '/home.html'],
  [/^\/e\/[^/]+$/, '/phone.html'],
  [/^\/a\/[^/]+$/, '/wall.html'],
  [/^\/p\/[^/]+$/, '/screen.html'],
  [/^\/c\/[^/]+$/, '/minutes.html'],
  [/^\/k\/[^/]+$/, '/kit.html'],
  // For developers alone: the server has no such page.
  [/^\/design$/, '/design.html'],
]

/**
 * `pnpm dev`: the pages at their real addresses, the rest from the server that runs beside Vite. The join
 * page comes from the server as well, as it was last built: half of it is written there.
 */
export function devServer(): Plugin {
  return {
    name: 'murmure-dev-server',
    apply: 'serve',
    config(_config, { mode }) {
      const { PORT = '3000' } = loadEnv(mode, '.', 'PORT')
      return { server: { proxy: proxyTo(`http://127.0.0.1:${PORT}`) } }
    },
    configureServer({ middlewares }) {
      // Before Vite's own: it looks for the file that the address names.
      middlewares.use((request, _response, next) => {
        request.url = pageAt(request.url ?? '/')
        next()
      })
    },
  }
}

function proxyTo(target: string): Record<string, ProxyOptions> {
  return {
    '^/(api|r|assets)(/|\\?|$)': { target },
    '^/sync/': { target, ws: true },
  }
}

function pageAt(url: string): string {
  const [path = '', query] = url.split('?')
  const file = PAGES.find(([pattern]) => pattern.test(path))?.[1] ?? path
  return query === undefined ? file : `${file}?${query}`
}
