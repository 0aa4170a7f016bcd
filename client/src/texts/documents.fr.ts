export const documentsFr = {
  offline: {
    title: 'Le mur ne répond pas',
    detail: 'Vérifiez le réseau. Ce que vous avez écrit est gardé ici.',
  },
  unexpected: {
    title: 'Le mur a donné une réponse inattendue',
    detail: 'Réessayez dans un instant. Ce que vous avez écrit est gardé ici.',
  },
}
export type DocumentsTexts = typeof documentsFr
