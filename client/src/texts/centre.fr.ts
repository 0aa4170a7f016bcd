/** What a remote centre's room needs, and how it gets there. */
export const centreFr = {
  open: 'Écran et accès',
  openOf: (centre: string) => `Écran et accès de ${centre}`,
  hint: (centre: string, hasVisio: boolean) =>
    `Envoyez ce message à la personne qui prépare la salle à ${centre}\u00A0: elle y trouve l’écran à ouvrir sur le grand affichage${hasVisio ? ', le code pour écrire et la visio' : ' et le code pour écrire'}.`,
  onlyHere: (centre: string) =>
    `L’adresse de ce mur ne s’ouvre que dans ce réseau\u00A0: depuis ${centre}, ces liens ne mèneront nulle part. Demandez à la personne qui a installé Murmure une adresse publique (réglage PUBLIC_URL).`,
  prepare: 'Préparer le message',
  message: 'Message à envoyer',
  square: (centre: string) => `Écran de ${centre}`,
  onTheSpot:
    'Vous êtes sur place\u202f? Photographiez ce carré avec l’appareil relié à l’affichage.',
  screen: 'Sur le grand affichage de la salle, ouvrez\u00A0:',
  phones: 'Pour écrire, chaque personne ouvre sur son téléphone\u00A0:',
  orCode: (address: string, code: string) => `(ou l’adresse ${address} et le code ${code})`,
  visio: 'Pour se voir et s’entendre, la visio, à côté du mur\u00A0:',
  beside: 'Ne partagez pas le mur en vidéo\u00A0: votre écran le montre, net.',
  noVisio: (centre: string) =>
    `Ce mur n’a pas encore de visio\u00A0: ${centre} verra le mur sans entendre la salle.`,
}
export type CentreTexts = typeof centreFr
