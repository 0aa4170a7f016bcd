import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { byteBudgets } from './byte-budgets.ts'
import { compressAssets } from './compress-assets.ts'
import { darkByMedia } from './dark-by-media.ts'
import { devServer } from './dev-server.ts'
import { fewFiles } from './few-files.ts'
import { leanYjs } from './lean-yjs.ts'
import { leftOut } from './left-out.ts'
import { noScript } from './no-script.ts'
import { pureSchemas } from './pure-schemas.ts'

/** The oldest browsers that we promise: Vite's own default is newer (`docs/decisions.md`). */
const FLOOR = ['chrome94', 'firefox100', 'safari15', 'ios15']
const FACES = ['home', 'join', 'phone', 'wall', 'screen', 'minutes', 'kit'] as const

/** The components in all their states, for those who build them: never part of what is served. */
const IS_DESIGN = process.env['MURMURE_DESIGN'] === '1'
const PAGES = IS_DESIGN ? [...FACES, 'design'] : FACES

export default defineConfig({
  plugins: [
    leftOut(),
    leanYjs(),
    pureSchemas(),
    darkByMedia(),
    fewFiles(),
    noScript(),
    react(),
    devServer(),
    // Nobody is served that build, and one page more cuts the common parts otherwise.
    ...(IS_DESIGN ? [] : [byteBudgets(process.env['MURMURE_BUDGETS'])]),
    compressAssets(),
  ],
  build: {
    target: FLOOR,
    cssTarget: FLOOR,
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // Browsers without preloading find the same scripts one after the other.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // lib0's schemas only describe, like ours: `pure-schemas.ts`.
      // How long the plug-ins took is for those who look for it, not for whoever starts a server.
      checks: { bundlerTimings: false },
      treeshake: { manualPureFunctions: ['z', '$', 's'] },
      input: Object.fromEntries(PAGES.map((face) => [face, `${face}.html`])),
    },
  },
})
