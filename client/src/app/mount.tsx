import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { assert } from '@murmure/shared/assert'

import '../ui/tokens.css'
import '../ui/base.css'

/** Puts a face into its page. */
export function mount(face: ReactNode): void {
  const root = document.getElementById('root')
  assert(root, 'the page has no element #root')
  createRoot(root).render(<StrictMode>{face}</StrictMode>)
}
