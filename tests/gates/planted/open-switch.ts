export type Phase = 'write' | 'reveal' | 'group'

export function next(phase: Phase): Phase | undefined {
  switch (phase) {
    case 'write':
      return 'reveal'
    case 'reveal':
      return 'group'
  }
  return undefined
}
