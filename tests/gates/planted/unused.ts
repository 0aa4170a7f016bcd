export const nobodyAsksForThis = 1
