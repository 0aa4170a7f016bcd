/** Apart from the templates themselves: the protocol names them, and a phone carries none of their texts. */
export const TEMPLATE_IDS = [
  'bilan-et-perspectives',
  'trois-questions',
  'une-question',
  'mur-vide',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]
