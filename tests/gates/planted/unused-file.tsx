export function Nobody() {
  return <hr />
}
