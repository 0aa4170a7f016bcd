export const noScriptFr = {
  needed:
    'Cette page a besoin de JavaScript. Activez-le dans votre navigateur, puis rechargez la page\u202f; ou écrivez depuis un autre appareil.',
}
export type NoScriptTexts = typeof noScriptFr
