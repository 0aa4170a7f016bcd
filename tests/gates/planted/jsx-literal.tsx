export function Notice() {
  return <p>Bonjour</p>
}
