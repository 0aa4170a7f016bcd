export const joinFr = {
  offline: 'Le mur ne répond pas. Vérifiez le réseau, puis réessayez.',
  unexpected: 'Le mur a donné une réponse inattendue. Réessayez dans un instant.',
}
export type JoinTexts = typeof joinFr
