import {
  decodeParcels,
  encodeFrames,
  encodeSince,
  FRAMES_TYPE,
  type Parcel,
} from '@murmure/shared/protocol/parcels'
import { Problem } from '@murmure/shared/protocol/http'

/** What became of a request of frames. */
export type HttpAnswer =
  /** `saved`: the server has made every frame of the request durable. */
  | { readonly kind: 'answered'; readonly saved: boolean; readonly parcels: readonly Parcel[] }
  /** The door is shut for this document, or for all where none is named. */
  | { readonly kind: 'shut'; readonly status: number; readonly documentId: string | undefined }
  /** The server is there, and wants to be asked later. */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** No answer, or half of one, or a proxy's: nothing is known of what became of the request. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'aborted' }

export type HttpRequest = {
  /** `https://…`, without a path. */
  readonly origin: string
  readonly boardId: string
  readonly token: string
  readonly signal: AbortSignal
  /** The answer has begun: what is left is a matter of the line, not of whether anybody is there. */
  readonly onBegun: () => void
}

const LATER_MS = 2000
const FINAL = [400, 401, 403, 404, 410, 413]

/** Sends frames into one document. The same again after a lost answer is harmless. */
export function postFrames(
  request: HttpRequest,
  documentId: string,
  frames: readonly Uint8Array[],
): Promise<HttpAnswer> {
  return ask(request, `/sync/${request.boardId}/${documentId}`, {
    method: 'POST',
    headers: { 'content-type': FRAMES_TYPE },
    body: encodeFrames(frames),
  })
}

/** Waits for news of these documents, at most as long as the server lets it. */
export function pollHeads(
  request: HttpRequest,
  heads: Iterable<readonly [documentId: string, head: number]>,
): Promise<HttpAnswer> {
  return ask(request, `/sync/${request.boardId}?since=${encodeSince(heads)}`, { method: 'GET' })
}

async function ask(
  { origin, token, signal, onBegun }: HttpRequest,
  path: string,
  {
    method,
    headers,
    body,
  }: { method: string; headers?: Record<string, string>; body?: Uint8Array },
): Promise<HttpAnswer> {
  try {
    const response = await fetch(origin + path, {
      method,
      signal,
      cache: 'no-store',
      headers: { ...headers, authorization: `Bearer ${token}` },
      // A view of exactly these bytes: lib0 encodes into larger buffers.
      ...(body && { body: body.slice() }),
    })
    onBegun()
    return await readAnswer(response)
  } catch {
    // fetch rejects when no answer came, when its body broke off, and when it was aborted: never for another reason.
    return { kind: signal.aborted ? 'aborted' : 'lost' }
  }
}

async function readAnswer(response: Response): Promise<HttpAnswer> {
  const { status } = response
  if (status === 200 || status === 409) {
    const isOurs = response.headers.get('content-type')?.startsWith(FRAMES_TYPE) === true
    const bytes = new Uint8Array(await response.arrayBuffer())
    const parcels = isOurs ? decodeParcels(bytes) : undefined
    return parcels ? { kind: 'answered', saved: status === 200, parcels } : { kind: 'lost' }
  }
  if (status === 429 || status === 503) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    return { kind: 'later', afterMs: seconds >= 0 ? seconds * 1000 : LATER_MS }
  }
  const problem = Problem.safeParse(await response.json().catch(() => undefined))
  // Anybody can answer 403 to a phone on a train: only our own word shuts a door.
  if (!problem.success || !FINAL.includes(status)) return { kind: 'lost' }
  return { kind: 'shut', status, documentId: problem.data.fields?.[0] }
}
