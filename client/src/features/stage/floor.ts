import { createContext } from 'react'

/** The smallest type of this screen, in hundredths of its width: what is set out depends on it. */
export const FloorContext = createContext(0)
