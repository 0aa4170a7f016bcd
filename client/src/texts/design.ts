/** For developers alone, hence in one language: this page is not served. */
export const designTexts = {
  title: 'Composants',
  intro:
    'Chaque composant dans chaque état, en clair puis en sombre. Rien ici n’appartient à un mur.',
  parts: {
    colours: 'Surfaces et encres',
    type: 'Caractères',
    buttons: 'Boutons',
    icons: 'Icônes',
    signs: 'Signes des groupes',
    papers: 'Notes et briques',
    states: 'États',
    fields: 'Champs',
    qr: 'QR code',
    group: 'Notes d’un groupe',
  },
  act: 'Coller sur le mur',
  disabled: 'Indisponible',
  note: 'Garder les matinées ouvertes à tout le monde',
  heading: 'Chacun écrit. Le mur rassemble.',
  body: 'Ce qui va, ce qui coince, ce qu’on essaie.',
  field: 'Votre prénom',
  qr: 'QR code d’exemple',
  saved: 'Tout est enregistré.',
  waiting: 'En attente de réseau',
  refused: 'Le mur ne prend plus vos notes',
  themes: { light: 'Clair', dark: 'Sombre' },
}
