/**
 * `Content-Disposition` of a download (RFC 6266): the name in UTF-8, and without accents for those who
 * cannot read that form. Signs that no file system takes become dashes.
 */
export function contentDisposition(filename: string): string {
  const name = filename.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '-').trim()
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/gu, "'")
    .replace(/[^\x20-\x7e]/gu, '-')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
