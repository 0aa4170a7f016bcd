import type { GroupShape, GroupSign } from '@murmure/shared/group'

import { type Html, markup } from './html.ts'

const SHAPES: Readonly<Record<GroupShape, Html>> = {
  round: markup`<circle cx="16" cy="16" r="15"/>`,
  square: markup`<rect x="2" y="2" width="28" height="28" rx="2.5"/>`,
  triangle: markup`<path d="M16 2.5 31 28.5H1Z"/>`,
  diamond: markup`<path d="M16 1 31 16 16 31 1 16Z"/>`,
  flower: markup`<circle cx="16" cy="16" r="11"/><circle cx="16" cy="5.8" r="5.6"/><circle cx="23.97" cy="9.64" r="5.6"/><circle cx="25.94" cy="18.27" r="5.6"/><circle cx="20.43" cy="25.19" r="5.6"/><circle cx="11.57" cy="25.19" r="5.6"/><circle cx="6.06" cy="18.27" r="5.6"/><circle cx="8.03" cy="9.64" r="5.6"/>`,
  hexagon: markup`<path d="M8.6 2.6h14.8L31 16l-7.6 13.4H8.6L1 16Z"/>`,
}

/**
 * A group's sign without script or style attribute. The shape takes `currentColor`, dark at worst, so that
 * the white letter is legible even before the style sheet. The group's name stands beside it: hidden from
 * screen readers.
 */
export function groupSign(sign: GroupSign): Html {
  const baseline = sign.shape === 'triangle' ? 25.4 : 21.6
  const size = sign.letter.length === 1 ? 16 : 11
  return markup`<svg class="sign" viewBox="-1 -1 34 34" width="36" height="36" aria-hidden="true"><g fill="currentColor">${SHAPES[sign.shape]}</g><text x="16" y="${baseline}" font-size="${size}" font-weight="700" text-anchor="middle" fill="#fff">${sign.letter}</text></svg>`
}
