async function settle(): Promise<void> {
  await Promise.resolve()
}

export function start(): void {
  settle()
}
