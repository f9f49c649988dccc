/** A report as Markdown. Nothing in it is HTML, loads anything or links anywhere; plots are told by the tables beside them. */
import { plain } from '../../../chat/export/markdown.ts'
import type { Block } from './blocks.ts'

export function reportAsMarkdown(title: string, blocks: readonly Block[]): string {
  return `${[`# ${plain(title)}`, ...blocks.flatMap((block) => blockAsMarkdown(block) ?? [])].join('\n\n')}\n`
}

function blockAsMarkdown(block: Block): string | null {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${plain(block.text)}`
    case 'paragraph':
      return block.strong ? `**${plain(block.text)}**` : plain(block.text)
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n')
    case 'plot':
      return null
    case 'table':
      return [
        `*${plain(block.caption)}*`,
        [
          row(block.head),
          row(
            block.head.map(() => '---'),
            false,
          ),
          ...block.rows.map((cells) => row(cells)),
        ].join('\n'),
      ].join('\n\n')
  }
}

function row(cells: readonly string[], isText = true): string {
  return `| ${cells.map((cell) => (isText ? plain(cell) : cell)).join(' | ')} |`
}
