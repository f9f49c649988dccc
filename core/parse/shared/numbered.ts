/** Gives blocks their places: by number in reading order, from 1. */
import type { Block } from '../../types/document.ts'

export function numbered(blocks: readonly Omit<Block, 'place' | 'within'>[]): readonly Block[] {
  return blocks.map(({ kind, text, level, header, hidden }, index) => ({
    kind,
    text,
    place: { kind: 'block', block: index + 1 },
    ...(level === undefined ? {} : { level }),
    ...(header === undefined ? {} : { header }),
    ...(hidden === undefined ? {} : { hidden }),
  }))
}
