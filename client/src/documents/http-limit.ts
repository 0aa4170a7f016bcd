import type { HttpAnswer, HttpRequest } from './http-request.ts'

/** A wall that was revealed, over the slowest line that anybody has. */
const BODY_MS = 180_000

/** Gives a request up after a while: a line that is dead tells nobody. */
export async function limited(
  limitMs: number,
  outer: AbortSignal,
  ask: (line: Pick<HttpRequest, 'signal' | 'onBegun'>) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const inner = new AbortController()
  const abort = () => inner.abort()
  let timer = setTimeout(abort, limitMs)
  const onBegun = () => {
    clearTimeout(timer)
    timer = setTimeout(abort, BODY_MS)
  }
  outer.addEventListener('abort', abort)
  if (outer.aborted) abort()
  const answer = await ask({ signal: inner.signal, onBegun })
  clearTimeout(timer)
  outer.removeEventListener('abort', abort)
  // Given up by us: to whoever asked it is lost like any other.
  return answer.kind === 'aborted' && !outer.aborted ? { kind: 'lost' } : answer
}
