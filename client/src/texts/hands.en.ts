import type { HandsTexts } from './hands.fr.ts'

export const handsEn: HandsTexts = {
  raise: 'Ask for the floor',
  lower: 'Lower my hand',
  asking: 'One moment…',
  place: (place) =>
    place === 1
      ? 'You asked for the floor: it will be your turn soon.'
      : `You asked for the floor: number ${place} in the queue.`,
  floor: 'You have the floor.',
  hint: 'One queue for all rooms. The facilitators give the floor.',
}
