import type { Plugin } from 'vite'

/** `lib0/logging` colours what Yjs tells developers on the console; `pnpm dev` still has it. */
const LOGGING = `
export const print = () => {}
export const warn = () => {}
export const ORANGE = 0, BOLD = 0, UNBOLD = 0, RED = 0
`

/** Where it runs is asked of the process, the address and the storage; here it is a browser. */
const ENVIRONMENT = `
export const isNode = false
export const isBrowser = true
export const getVariable = () => null
`

/** Tabs talk to each other past the relay's gate: `documents/connect.ts` never lets them. */
const BROADCAST_CHANNEL = `
export const subscribe = () => {}
export const unsubscribe = () => {}
export const publish = () => {}
`

/**
 * Before a late part runs its styles must be there, as with Vite's own helper, a third as long: no nonces and
 * no event that nobody listens to. One that fails can be asked for again.
 */
const PRELOAD = `
const asked = {}
const style = (href) =>
  new Promise((resolve, reject) => {
    if (document.querySelector('link[href="' + href + '"]')) return resolve()
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.onload = resolve
    link.onerror = () => {
      link.remove()
      delete asked[href]
      reject(new Error(href))
    }
    document.head.appendChild(link)
  })
export const __vitePreload = (load, files = []) =>
  Promise.all(
    files.filter((file) => file.endsWith('.css')).map((file) => (asked['/' + file] ??= style('/' + file))),
  ).then(load)
`

const LEFT_OUT: readonly (readonly [module: RegExp, instead: string])[] = [
  [/\/lib0\/logging\.js$/, LOGGING],
  [/\/lib0\/environment\.js$/, ENVIRONMENT],
  [/\/lib0\/broadcastchannel\.js$/, BROADCAST_CHANNEL],
  [/vite\/preload-helper/, PRELOAD],
]

/** What libraries bring along and our pages never run: three kilobytes of a phone's first load. */
export function leftOut(): Plugin {
  return {
    name: 'left-out',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      return LEFT_OUT.find(([module]) => module.test(id))?.[1]
    },
  }
}
