/** An answer's Markdown as HTML: only elements named here are written, all text is escaped, links and pictures become text. */
import type { Nodes, Parent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { escaped } from '../../text/html-page.ts'

const reader = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })
/** Longer text is shown as it is. UTF-16 code units. */
const longest = 100_000

/** `citation`: the mark of citation n in place of `[n]`; null where there is none. */
export function markdownAsHtml(text: string, citation: (n: number) => string | null): string {
  if (text.length > longest) return `<pre>${escaped(text)}</pre>`
  const write = (node: Nodes): string => writeNode(node, within, citation)
  const within = (node: Parent): string => node.children.map(write).join('')
  return within(reader.parse(text))
}

function writeNode(node: Nodes, within: (node: Parent) => string, citation: (n: number) => string | null): string {
  switch (node.type) {
    case 'text':
      return withCitations(node.value, citation)
    case 'paragraph':
      return `<p>${within(node)}</p>`
    case 'heading':
      return `<h4>${within(node)}</h4>`
    case 'blockquote':
      return `<blockquote>${within(node)}</blockquote>`
    case 'list':
      return node.ordered ? `<ol start="${node.start ?? 1}">${within(node)}</ol>` : `<ul>${within(node)}</ul>`
    case 'listItem':
      return `<li>${within(node)}</li>`
    case 'code':
      return `<pre><code>${escaped(node.value)}</code></pre>`
    case 'inlineCode':
      return `<code>${escaped(node.value)}</code>`
    case 'emphasis':
      return `<em>${within(node)}</em>`
    case 'strong':
      return `<strong>${within(node)}</strong>`
    case 'delete':
      return `<del>${within(node)}</del>`
    case 'break':
      return '<br>'
    case 'thematicBreak':
      return '<hr>'
    case 'table':
      return `<table>${within(node)}</table>`
    case 'tableRow':
      return `<tr>${within(node)}</tr>`
    case 'tableCell':
      return `<td>${within(node)}</td>`
    case 'link':
      return `${within(node)} <span class="address">(${escaped(node.url)})</span>`
    // `[1]` is one where the answer defines it: what it would lead to is left out
    case 'linkReference':
      return withCitations(`[${node.label ?? node.identifier}]`, citation)
    case 'image':
    case 'imageReference':
      return escaped(node.alt ?? '')
    case 'html':
      return escaped(node.value)
    case 'footnoteReference':
      return escaped(`[^${node.label ?? node.identifier}]`)
    default:
      return 'children' in node && node.type !== 'footnoteDefinition' ? within(node) : ''
  }
}

function withCitations(text: string, citation: (n: number) => string | null): string {
  return text
    .split(/(\[\d{1,3}\])/u)
    .map((piece) => {
      const n = /^\[(\d{1,3})\]$/.exec(piece)?.[1]
      return (n === undefined ? null : citation(Number(n))) ?? escaped(piece)
    })
    .join('')
}
