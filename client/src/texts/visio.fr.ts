export const visioFr = {
  join: 'Rejoindre la visio',
  newTab: 'dans un nouvel onglet',
  beside: 'Le mur reste à côté\u00A0: ne\u00A0le\u00A0partagez pas en vidéo.',
}
export type VisioTexts = typeof visioFr
