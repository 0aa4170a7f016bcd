export const handsFr = {
  raise: 'Demander la parole',
  lower: 'Baisser la main',
  asking: 'Un instant…',
  place: (place: number) =>
    place === 1
      ? 'Parole demandée\u00A0: c’est bientôt à vous.'
      : `Parole demandée\u00A0: ${place}ᵉ de la file.`,
  floor: 'Vous avez la parole.',
  hint: 'Une seule file pour toutes les salles. L’animation donne la parole.',
}
export type HandsTexts = typeof handsFr
