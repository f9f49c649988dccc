/** A conversation as a page that stands for itself: it runs nothing, loads nothing, and prints well. */
import { escaped, htmlPage } from '../../text/html-page.ts'
import type { AnswerMessage, QuestionMessage } from '../../types/conversation.ts'
import { citedIn, doubtsOf, type ExportWords, isQuestion, type Pictures, remarkOf, type Shown } from './exported.ts'
import { markdownAsHtml } from './html-blocks.ts'

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2.5rem auto; padding: 0 1.25rem; color: CanvasText; background: Canvas; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; white-space: pre-wrap; }
h3 { font-size: .85rem; font-weight: 600; margin: 1rem 0 .25rem; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
time, h3, .remark, .sources, .address { color: color-mix(in srgb, CanvasText 72%, Canvas); }
.remark { font-style: italic; }
blockquote { margin: .75rem 0; padding: 0 0 0 1rem; border-left: 3px solid color-mix(in srgb, CanvasText 25%, Canvas); }
pre { overflow-x: auto; white-space: pre-wrap; padding: .75rem; border: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); border-radius: 6px; }
table { border-collapse: collapse; }
td { border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); padding: .25rem .5rem; }
img { max-width: 100%; max-height: 24rem; }
sup a { text-decoration: none; }
.sources { font-size: .875rem; padding-left: 1.75rem; }
.sources q { font-style: italic; }
.file { word-break: break-all; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  h2, h3 { break-after: avoid; }
  li, blockquote, tr, img { break-inside: avoid; }
  a { color: inherit; }
}
@page { margin: 18mm; }
`

export async function asHtml({ title, createdAt, messages }: Shown, pictures: Pictures, words: ExportWords): Promise<string> {
  const parts = messages.map((message, at) => (isQuestion(message) ? questionPart(message, pictures) : answerPart(message, at + 1, words)))
  const time = `<time datetime="${new Date(createdAt).toISOString()}">${escaped(words.date(createdAt))}</time>`
  return await htmlPage({ language: words.language, title, style, pictures: true, body: [time, ...parts].join('\n') })
}

function questionPart({ text, images = [] }: QuestionMessage, pictures: Pictures): string {
  const shown = images.flatMap(({ id }) => {
    const address = pictures.get(id)
    return address === undefined ? [] : [`<p><img alt="" src="${escaped(address)}"></p>`]
  })
  return `<h2 dir="auto">${escaped(text)}</h2>${shown.join('')}`
}

function answerPart(message: AnswerMessage, at: number, words: ExportWords): string {
  const { text, model, answer, rating, correction } = message
  const numbers = new Set(answer?.answered ? answer.citations.map(({ n }) => n) : [])
  const rewrite = answer?.receipt.rewrite
  const remark = remarkOf(message, words)
  const citation = (n: number) => (numbers.has(n) ? `<sup><a href="#source-${at}-${n}">[${n}]</a></sup>` : null)
  const marked = (said: string) => `<div dir="auto">${markdownAsHtml(said, citation)}</div>`
  return [
    `<h3>${escaped(words.answer(model, answer?.list !== undefined))}</h3>`,
    ...(rewrite === undefined ? [] : [`<p class="remark">${escaped(words.searchedFor(rewrite.query))}</p>`]),
    marked(text),
    ...(remark === null ? [] : [`<p class="remark">${escaped(remark)}</p>`]),
    ...(rating === undefined ? [] : [`<p class="remark">${escaped(words.rated(rating))}</p>`]),
    ...(correction === undefined ? [] : [`<h3>${escaped(words.better)}</h3>`, marked(correction)]),
    sourcesPart(message, at, words),
  ].join('\n')
}

function sourcesPart(message: AnswerMessage, at: number, words: ExportWords): string {
  const cited = citedIn(message, words)
  if (cited === null) return ''
  const items = cited.citations.map((citation) => {
    const { n, fileName, anchor, quote, file } = citation
    const name = `<strong>${escaped(fileName)}</strong>, ${escaped(words.place(anchor))}${escaped(doubtsOf(citation, words))}`
    return `<li id="source-${at}-${n}" value="${n}">${name}: <q dir="auto">${escaped(quote)}</q> <span class="file">${escaped(file)}</span></li>`
  })
  return `<h3>${escaped(cited.heading)}</h3>\n<ol class="sources">\n${items.join('\n')}\n</ol>`
}
