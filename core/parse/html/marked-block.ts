import type { Block } from '../../types/document.ts'

/** A block that has no place yet. `aside`: menus and the like, by their tags or their links. */
export interface MarkedBlock extends Omit<Block, 'place' | 'within'> {
  readonly aside: boolean
}
