export function later(values: readonly number[]): void {
  values.forEach(async (value) => {
    await Promise.resolve(value)
  })
}
