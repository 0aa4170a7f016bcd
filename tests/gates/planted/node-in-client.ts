export const bytes = (): Buffer => Buffer.alloc(1)
