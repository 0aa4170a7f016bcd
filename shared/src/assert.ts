/** Closes a switch over a union: a new member does not compile until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}

/** States what the code around it guarantees. Throws, with the message, when that is wrong: a bug. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message)
}
