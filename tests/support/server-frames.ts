/** Takes what a websocket server sends, in any pieces; gives it back in whole frames, the handshake first. */
export type FrameSplitter = (piece: Buffer) => readonly ServerFrame[]

/** `payload` is undefined for the HTTP answer that opens the connection. */
export type ServerFrame = { readonly bytes: Buffer; readonly payload: Buffer | undefined }

const HEAD_END = '\r\n\r\n'
const HEAD_BYTES = 2

/** Servers do not mask their frames, which makes this easy. */
export function createFrameSplitter(): FrameSplitter {
  let held: Buffer = Buffer.alloc(0)
  let isOpen = false

  function take(): ServerFrame | undefined {
    const length = isOpen ? frameLength(held) : headLength(held)
    if (length === undefined || held.length < length.total) return undefined
    const bytes = held.subarray(0, length.total)
    held = held.subarray(length.total)
    const payload = isOpen ? bytes.subarray(length.head) : undefined
    isOpen = true
    return { bytes, payload }
  }

  return (piece) => {
    held = held.length === 0 ? piece : Buffer.concat([held, piece])
    const frames: ServerFrame[] = []
    for (let frame = take(); frame; frame = take()) frames.push(frame)
    return frames
  }
}

type Length = { readonly head: number; readonly total: number }

function headLength(held: Buffer): Length | undefined {
  const end = held.indexOf(HEAD_END)
  return end < 0 ? undefined : { head: 0, total: end + HEAD_END.length }
}

/** RFC 6455 § 5.2: seven bits, or 126 and two bytes, or 127 and eight. */
function frameLength(held: Buffer): Length | undefined {
  if (held.length < HEAD_BYTES) return undefined
  const short = (held[1] ?? 0) & 0x7f
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0
  const head = HEAD_BYTES + extra
  if (held.length < head) return undefined
  if (extra === 0) return { head, total: head + short }
  const long = extra === 2 ? held.readUInt16BE(2) : Number(held.readBigUInt64BE(2))
  return { head, total: head + long }
}
