/** An answer as the window draws it, as text: without a browser, with all that is loaded late already there. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { colours } from '../../../renderer/components/answer/code-block.tsx'
import { mathml } from '../../../renderer/components/answer/formula.tsx'
import { Markdown } from '../../../renderer/components/markdown.tsx'

await Promise.all([colours.load(), mathml.load()])

export function markupOf(text: string, streaming = false): string {
  return renderToStaticMarkup(createElement(Markdown, { text, streaming }))
}
