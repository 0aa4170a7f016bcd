/** In French quotation marks; those within become the inner ones. */
export const quoteFr = (text: string): string =>
  `«\u00A0${text.replaceAll(/«\s*/g, '“').replaceAll(/\s*»/g, '”')}\u00A0»`

/** In English quotation marks; those within become the inner ones. */
export const quoteEn = (text: string): string =>
  `“${text.replaceAll('“', '‘').replaceAll('”', '’')}”`
