import { StoreError } from '../storage/contract.ts'
import type { InboxItem, Room } from './room.ts'

/** A room with so much waiting reads no further until it has worked off half of it. */
const INBOX_MAX_BYTES = 2 * 1024 * 1024

const bytesOf = (item: InboxItem): number => (item.kind === 'write' ? item.update.length : 0)
const sumOf = (items: readonly InboxItem[]): number =>
  items.reduce((sum, item) => sum + bytesOf(item), 0)

/** Adds to a room's queue; its sender is not read further while there is too much in it. */
export function putIn(room: Room, item: InboxItem): void {
  room.inbox.push(item)
  room.inboxBytes += bytesOf(item)
  if (item.kind !== 'write' || room.inboxBytes <= INBOX_MAX_BYTES || room.held.has(item.from))
    return
  room.held.add(item.from)
  item.from.hold()
}

/** To the head of the queue, in their order. */
export function putBack(room: Room, items: readonly InboxItem[]): void {
  room.inbox = [...items, ...room.inbox]
  room.inboxBytes += sumOf(items)
}

/** The first of what waits. */
export function takeOut(room: Room, most: number): readonly InboxItem[] {
  const items = room.inbox.splice(0, most)
  room.inboxBytes -= sumOf(items)
  return items
}

/** Who was held up is read again once half is worked off. */
export function releaseHeld(room: Room): void {
  if (room.held.size === 0 || room.inboxBytes > INBOX_MAX_BYTES / 2) return
  for (const connection of room.held) connection.release()
  room.held.clear()
}

/** Whoever waits for these is told; nothing of them happened. */
export function failWaiting(items: readonly InboxItem[], message: string): void {
  for (const item of items) {
    if (item.kind === 'serve' || item.kind === 'read') item.reject(new StoreError(message))
  }
}
