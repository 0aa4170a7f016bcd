/** Kilobytes of script, gzip, before a face can be used: a table of the architecture. The kit is the minutes' kin. */
export const BYTE_BUDGETS_KB = {
  home: 90,
  join: 10,
  phone: 130,
  wall: 260,
  screen: 150,
  minutes: 150,
  kit: 150,
} as const

export type BudgetedFace = keyof typeof BYTE_BUDGETS_KB
