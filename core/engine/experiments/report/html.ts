/** A report as a page that stands for itself: it runs nothing, loads nothing, and prints well. */
import { escaped, htmlPage } from '../../../text/html-page.ts'
import type { Block } from './blocks.ts'
import { plotAsSvg } from './plot.ts'

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1.25rem; color: CanvasText; background: Canvas; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; white-space: pre-wrap; }
.strong { font-weight: 600; }
figure { margin: 1rem 0; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; padding: .25rem 0; color: color-mix(in srgb, CanvasText 75%, Canvas); white-space: pre-wrap; }
th, td { border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); padding: .3rem .5rem; text-align: left; vertical-align: top; white-space: pre-wrap; }
thead th { background: color-mix(in srgb, CanvasText 6%, Canvas); }
svg { max-width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: CanvasText; }
svg .grid { stroke: color-mix(in srgb, CanvasText 18%, Canvas); }
svg .zero { stroke: color-mix(in srgb, CanvasText 55%, Canvas); }
svg .interval { stroke: CanvasText; stroke-width: 2; }
svg circle { fill: CanvasText; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  tr, li, figure { break-inside: avoid; }
  thead { display: table-header-group; }
}
@page { margin: 16mm; }
`

/** `language`: BCP 47. */
export async function reportAsHtml(title: string, blocks: readonly Block[], language: string): Promise<string> {
  return await htmlPage({ language, title, style, body: blocks.map(blockAsHtml).join('\n') })
}

function blockAsHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} dir="auto">${escaped(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p${block.strong ? ' class="strong"' : ''}>${escaped(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${escaped(item)}</li>`).join('')}</ul>`
    case 'plot':
      return `<figure>${plotAsSvg(block)}</figure>`
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')
      const rows = block.rows.map(([name = '', ...cells]) => `<tr><th scope="row">${escaped(name)}</th>${cells.map(cellAsHtml).join('')}</tr>`)
      return `<table><caption dir="auto">${escaped(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`
    }
  }
}

function cellAsHtml(cell: string): string {
  return `<td dir="auto">${escaped(cell)}</td>`
}
