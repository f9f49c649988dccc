/** What is embedded in an OpenDocument file: charts by the table of values they keep, formulas by their signs. */

import type { ShapeText } from '../office/slide-blocks.ts'
import type { XmlElement } from '../office/xml.ts'
import { attribute, child, childrenNamed, descendants, elementsOf, textOf } from '../office/xml.ts'
import { flatten } from '../shared/clean-text.ts'
import { tableTexts } from '../shared/table-text.ts'
import type { OdfDocument } from './package.ts'

export function objectTexts(holder: XmlElement, object: OdfDocument['object']): readonly ShapeText[] {
  const name = attribute(holder, 'xlink:href')
  const [inline] = elementsOf(holder)
  const root = inline ?? (name === undefined ? undefined : object(name))
  if (root === undefined) return []
  const [chart] = descendants(root, 'chart:chart')
  if (chart !== undefined) return chartTexts(chart)
  const formula = root.name === 'math:math' ? root : descendants(root, 'math:math').next().value
  const text = flatten(signs(formula ?? { name: '', attributes: [], children: [] }))
  return text === '' ? [] : [{ kind: 'paragraph', text }]
}

function chartTexts(chart: XmlElement): readonly ShapeText[] {
  const title = flatten([...childrenNamed(child(chart, 'chart:title'), 'text:p')].map(textOf).join(' '))
  return [
    ...(title === '' ? [] : [{ kind: 'paragraph', text: title } as const]),
    ...tableTexts(localRows(child(chart, 'table:table'))).map((piece): ShapeText => ({ kind: 'table', ...piece })),
  ]
}

function localRows(table: XmlElement | undefined): readonly (readonly string[])[] {
  const rows = [...descendants(table, 'table:table-row')]
  return rows.map((row) => [...childrenNamed(row, 'table:table-cell')].map((cell) => cellText(cell)))
}

/** Values that are missing are kept as not a number. */
function cellText(cell: XmlElement): string {
  const text = flatten([...childrenNamed(cell, 'text:p')].map(textOf).join(' '))
  return text === 'NaN' || text === '1.#NAN' ? '' : text
}

/** The signs of MathML in order, without what is noted beside them. */
function signs(element: XmlElement): string {
  let text = ''
  for (const node of element.children) {
    if (typeof node === 'string') text += node
    else if (!node.name.startsWith('math:annotation')) text += `${signs(node)} `
  }
  return text
}
