/** A table on a slide: its cells in rows, what nobody sees of them apart. */
import type { TextContext } from './pptx-text.ts'
import { plainText } from './pptx-text.ts'
import type { ShapeText } from './slide-blocks.ts'
import { tableTexts } from './table-text.ts'
import type { XmlElement } from './xml.ts'
import { child, childrenNamed } from './xml.ts'

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
