import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'

/** The token of an `Authorization: Bearer …` header. */
export function bearerOfHeader(header: string | undefined): string | undefined {
  return /^Bearer +([A-Za-z0-9_.-]+) *$/i.exec(header ?? '')?.[1]
}

/** The token that a websocket offers as the subprotocol `bearer.<token>`. */
export function bearerOfProtocols(header: string | undefined): string | undefined {
  const offered = (header ?? '').split(',').map((protocol) => protocol.trim())
  return offered.find((protocol) => protocol.startsWith(BEARER_PREFIX))?.slice(BEARER_PREFIX.length)
}
