import type { NoScriptTexts } from './no-script.fr.ts'

export const noScriptEn: NoScriptTexts = {
  needed:
    'This page needs JavaScript. Turn it on in your browser, then reload the page; or write from another device.',
}
