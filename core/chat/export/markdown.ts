/** A conversation as Markdown with footnotes. Nothing in it is HTML, loads anything or links anywhere. */

import type { AnswerMessage, QuestionMessage } from '../../types/conversation.ts'
import { citedIn, doubtsOf, type ExportWords, isQuestion, remarkOf, type Shown } from './exported.ts'

export function asMarkdown({ title, createdAt, messages }: Shown, words: ExportWords): string {
  const parts = messages.map((message, at) => (isQuestion(message) ? questionPart(message, words) : answerPart(message, at + 1, words)))
  return `${[`# ${plain(title)}`, `*${plain(words.date(createdAt))}*`, ...parts].join('\n\n')}\n`
}

function questionPart({ text, images = [] }: QuestionMessage, words: ExportWords): string {
  const pictures = images.length === 0 ? [] : [`(${images.map(({ mediaType }) => mediaType).join(', ')})`]
  return [`## ${words.question}`, ...paragraphs(text), ...pictures].join('\n\n')
}

function answerPart(message: AnswerMessage, at: number, words: ExportWords): string {
  const { text, model, answer, rating, correction } = message
  const rewrite = answer?.receipt.rewrite
  const remark = remarkOf(message, words)
  const cited = citedIn(message, words)
  const name = (n: number) => `[^${at}-${n}]`
  const numbers = new Set(answer?.answered ? answer.citations.map(({ n }) => n) : [])
  const marked = (said: string) => safeMarkdown(said).replace(/\\?\[(\d{1,3})\]/g, (whole, n: string) => (numbers.has(Number(n)) ? name(Number(n)) : whole))
  return [
    `### ${plain(words.answer(model, answer?.list !== undefined))}`,
    ...(rewrite === undefined ? [] : [`*${plain(words.searchedFor(rewrite.query))}*`]),
    ...(text.trim() === '' ? [] : [marked(text)]),
    ...(remark === null ? [] : [`*${plain(remark)}*`]),
    ...(rating === undefined ? [] : [`*${plain(words.rated(rating))}*`]),
    ...(correction === undefined ? [] : [`#### ${plain(words.better)}`, marked(correction)]),
    ...(cited === null || answer?.answered ? [] : [`${plain(cited.heading)}:\n\n${cited.citations.map((one) => `- ${citationLine(one, words)}`).join('\n')}`]),
    ...(answer?.answered ? answer.citations.map((one) => `${name(one.n)}: ${citationLine(one, words)}`) : []),
  ].join('\n\n')
}

function citationLine(citation: Parameters<typeof doubtsOf>[0], words: ExportWords): string {
  const { fileName, anchor, quote, file } = citation
  return `${plain(fileName)}, ${plain(words.place(anchor))}${plain(doubtsOf(citation, words))}: “${plain(quote)}” (${plain(file)})`
}

function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n{2,}/u)
    .map(plain)
    .filter((line) => line !== '')
}

/** Text of others on one line, none of it markup. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()#+!|~$&:]/gu, '\\$&')
    .replace(/^(\d+)\./u, '$1\\.')
    .replace(/^-/u, '\\-')
}

/** Markdown of a model whose markup may stay, without HTML, pictures and links: outside of code what begins one is escaped. */
function safeMarkdown(text: string): string {
  let fence: string | null = null
  const lines = text.split('\n').map((line) => {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      if (mark?.startsWith(fence) === true && line.trim() === mark) fence = null
      return line
    }
    if (mark === undefined) return outsideCode(line)
    fence = mark
    return mark + line.slice(mark.length).replace(/[^\w+#.-]/g, '')
  })
  return [...lines, ...(fence === null ? [] : [fence])].join('\n')
}

function outsideCode(line: string): string {
  return line
    .replaceAll('<', '\\<')
    .replaceAll('![', '!\\[')
    .replaceAll('](', ']\\(')
    .replaceAll(']:', ']\\:')
    .replace(/\b(https?|ftp|mailto|file|data|javascript):/giu, '$1\\:')
    .replace(/\bwww\./giu, 'www\\.')
}
