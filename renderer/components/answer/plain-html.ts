/// <reference types="remark-parse" />
/**
 * A remark plugin: HTML is text like any other, read as Markdown within; only `<br>`, which models write
 * into the cells of tables, breaks the line.
 */
import type { Nodes, PhrasingContent, Root } from 'mdast'
import type { Extension } from 'micromark-util-types'
import type { Plugin } from 'unified'

const syntax: Extension = { disable: { null: ['htmlFlow', 'htmlText'] } }
const lineBreak = /<br[ \t]*\/?>/gi

function broken(child: PhrasingContent): PhrasingContent[] {
  if (child.type !== 'text') return [child]
  const pieces = child.value.split(lineBreak)
  if (pieces.length === 1) return [child]
  return pieces.flatMap((value, index): PhrasingContent[] => [
    ...(index === 0 ? [] : [{ type: 'break' } as const]),
    ...(value === '' ? [] : [{ type: 'text', value } as const]),
  ])
}

function visit(node: Nodes): void {
  if (!('children' in node)) return
  if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'heading') node.children = node.children.flatMap(broken)
  for (const child of node.children) visit(child)
}

export const plainHtml: Plugin<[], Root> = function plainHtml() {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax]
  return visit
}
