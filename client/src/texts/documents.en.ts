import type { DocumentsTexts } from './documents.fr.ts'

export const documentsEn: DocumentsTexts = {
  offline: {
    title: 'The wall does not answer',
    detail: 'Check the network. What you wrote is kept here.',
  },
  unexpected: {
    title: 'The wall gave an unexpected answer',
    detail: 'Try again in a moment. What you wrote is kept here.',
  },
}
