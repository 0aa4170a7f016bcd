import { useState } from 'react'

export function Timer({ running }: { readonly running: boolean }) {
  if (!running) return null
  const [seconds] = useState(0)
  return <time>{seconds}</time>
}
