/**
 * What a connection may be told is durable: SAVED counts its Update and SyncStep2 frames. The socket is
 * ordered, so one number is enough, as long as it never passes a frame that was not applied.
 */
export type Receipts = {
  readonly received: number
  readonly saved: number
  /**
   * A frame was dropped (it built on what the server lacks, or a reload lost it). A deletion has no clock,
   * so a lost one leaves no gap: only a SyncStep2, which carries everything, may move `saved` again.
   */
  readonly frozen: boolean
}

export const NO_RECEIPTS: Receipts = { received: 0, saved: 0, frozen: false }

export type ReceiptEvent =
  | { readonly kind: 'received' }
  | { readonly kind: 'durable'; readonly step: 'step2' | 'update'; readonly index: number }
  | { readonly kind: 'dropped' }

/** Pure: the receipts after the event. `index` is `received` as it was just after that frame. */
export function afterReceipt(receipts: Receipts, event: ReceiptEvent): Receipts {
  switch (event.kind) {
    case 'received':
      return { ...receipts, received: receipts.received + 1 }
    case 'dropped':
      return { ...receipts, frozen: true }
    case 'durable':
      if (event.step === 'step2') return { ...receipts, saved: event.index, frozen: false }
      return receipts.frozen ? receipts : { ...receipts, saved: event.index }
  }
}
