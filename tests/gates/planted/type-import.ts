import { Theme } from '@murmure/shared/theme'

export const titleOf = (theme: Theme): string => theme.title
