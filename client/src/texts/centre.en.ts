import type { CentreTexts } from './centre.fr.ts'

export const centreEn: CentreTexts = {
  open: 'Screen and way in',
  openOf: (centre) => `Screen and way in of ${centre}`,
  hint: (centre, hasVisio) =>
    `Send this message to whoever prepares the room in ${centre}: it has the screen to open on the big display${hasVisio ? ', the code to write with, and the video call' : ' and the code to write with'}.`,
  onlyHere: (centre) =>
    `The address of this wall opens in this network only: from ${centre}, these links will lead nowhere. Ask whoever installed Murmure for a public address (setting PUBLIC_URL).`,
  prepare: 'Prepare the message',
  message: 'Message to send',
  square: (centre) => `Screen of ${centre}`,
  onTheSpot:
    'Are you there yourself? Photograph this square with the device connected to the display.',
  screen: 'On the big display of your room, open:',
  phones: 'To write, everybody opens on their phone:',
  orCode: (address, code) => `(or the address ${address} and the code ${code})`,
  visio: 'To see and hear each other, the video call, beside the wall:',
  beside: 'Do not share the wall in the call: your screen shows it, sharp.',
  noVisio: (centre) =>
    `This wall has no video call yet: ${centre} will see the wall without hearing the room.`,
}
