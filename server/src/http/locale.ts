import { Locale } from '@murmure/shared/room'

/** The language of an `Accept-Language` header that we speak and that is liked best; French if none is. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map(readWish)
    .filter((wish) => wish.quality > 0)
  // `sort` is stable: of two that are liked as much, the first named wins.
  for (const { language } of wishes.sort((a, b) => b.quality - a.quality)) {
    const spoken = Locale.safeParse(language)
    if (spoken.success) return spoken.data
  }
  return 'fr'
}

function readWish(part: string): { readonly language: string; readonly quality: number } {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const value = quality === undefined ? 1 : Number(quality.slice(2))
  return { language: tag.split('-')[0] ?? '', quality: Number.isFinite(value) ? value : 0 }
}
