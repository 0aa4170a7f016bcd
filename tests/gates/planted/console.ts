export function say(sentence: string): void {
  console.log(sentence)
}
