/** « 482 915 »: two groups of three, as it is dictated. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`
}
