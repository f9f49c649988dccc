/** A table on a slide: its cells in rows, what nobody sees of them apart. */

import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { child, childrenNamed } from '../office/xml.ts'
import { tableTexts } from '../shared/table-text.ts'
import type { TextContext } from './text.ts'
import { plainText } from './text.ts'

/** A merged cell is written once; the cells that it covers stay as empty ones. */
export function slideTable(table: XmlElement, context: TextContext): readonly ShapeText[] {
  const unseen: string[] = []
  const rows = [...childrenNamed(table, 'a:tr')].map((row) =>
    [...childrenNamed(row, 'a:tc')].map((cell) => {
      const text = plainText(child(cell, 'a:txBody'), context)
      if (text.unseen !== '') unseen.push(text.unseen)
      return text.seen.replaceAll('\t', ' ')
    }),
  )
  return [
    ...tableTexts(rows).map((piece): ShapeText => ({ kind: 'table', ...piece })),
    ...(unseen.length === 0 ? [] : [{ kind: 'paragraph', text: unseen.join('\n'), hidden: true } as const]),
  ]
}
