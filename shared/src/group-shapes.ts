/** In the order in which they are handed out. Without a schema: the home page draws walls and checks nothing. */
export const GROUP_SHAPES = ['round', 'square', 'triangle', 'diamond', 'flower', 'hexagon'] as const
