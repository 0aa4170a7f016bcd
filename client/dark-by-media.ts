import type { Plugin } from 'vite'

const DARK = `[data-theme='projecteur']`
const FOLLOWING = `:root[data-dark='follow']`
/** A rule that stands by itself at the start of a line; none of ours is nested in a media query. */
const RULE = /^[^\s@}/][^{}]*\{[^{}]*\}/gm

/**
 * The dark palette is written once, for the projector, which chooses it. Pages that follow the
 * device get a copy of its rules behind a media query: by script they would be light for a moment first.
 */
export function darkByMedia(): Plugin {
  return {
    name: 'dark-by-media',
    enforce: 'pre',
    transform: {
      filter: { id: /\.css$/, code: DARK },
      handler: (css) =>
        `${css}\n@media screen and (prefers-color-scheme: dark) {\n${darkRules(css)}\n}\n`,
    },
  }
}

const darkRules = (css: string): string =>
  (css.match(RULE) ?? [])
    .filter((rule) => rule.includes(DARK))
    .map((rule) => rule.split(DARK).join(FOLLOWING))
    .join('\n')
