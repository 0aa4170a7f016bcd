import type { Plugin } from 'vite'

import { noScriptEn } from './src/texts/no-script.en.ts'
import { noScriptFr } from './src/texts/no-script.fr.ts'

/** Where the page is drawn. The join page has none: it is written by the server and works as it comes. */
const ROOT = '<div id="root"></div>'
const SENTENCES = `<noscript><p lang="fr">${noScriptFr.needed}</p><p lang="en">${noScriptEn.needed}</p></noscript>`

/** Who joined without script comes to a page that cannot do without it: it says so, in both languages. */
export function noScript(): Plugin {
  return {
    name: 'no-script',
    transformIndexHtml: (html) => html.replace(ROOT, `${ROOT}\n    ${SENTENCES}`),
  }
}
