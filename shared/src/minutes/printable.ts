/**
 * Text as any document may hold it: line breaks as \n; other control characters, halves of surrogate pairs
 * and non-characters out. XML refuses them: one in one note would make the whole docx unreadable.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}/gu, '')
}
