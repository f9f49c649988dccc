/** An answer on the terminal while it comes, and as one JSON document. */
import { AlcoveError } from '../../core/errors.ts'
import type { Answer, Citation, ListedFile } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../local-door/connect.ts'
import { checkedText, sayClaims } from './claim-output.ts'
import { printable, printableText, type Terminal } from './terminal.ts'
import { values } from './with-engine.ts'

/** Where question and answer are kept. */
export interface Stored {
  readonly conversationId: string
  readonly questionId: string
  readonly answerId: string
}

/**
 * Shows the answer while it comes, where someone watches; into a file or pipe it goes as a whole at its end, when its sentences have
 * been checked.
 */
export async function readAnswer(
  parts: ReturnType<Client['questions']['ask']>,
  terminal: Terminal | null,
  signal: AbortSignal,
  stored?: (ids: Stored) => void,
): Promise<Answer> {
  const watched = terminal?.watched === true
  let text = ''
  try {
    for await (const part of values(parts, signal)) {
      if (part.type === 'stored') stored?.({ conversationId: part.conversationId, questionId: part.questionId, answerId: part.answerId })
      if (part.type === 'step') terminal?.progress(`${part.name} …`)
      if (part.type === 'progress') terminal?.progress(say('command-line.ask.progress', { done: part.done, total: part.total, label: printable(part.label) }))
      if (part.type === 'text-delta') {
        text += part.text
        if (watched) terminal.piece(printableText(part.text))
      }
      if (part.type === 'answer-end') {
        if (terminal !== null) terminal.result(watched && text !== '' ? '' : checkedText(part.answer, terminal) || say('command-line.ask.not-said'))
        return part.answer
      }
    }
    throw new AlcoveError('engine-gone')
  } catch (error) {
    // what arrived is shown
    if (text !== '') terminal?.result(watched ? '' : printableText(text))
    throw error
  }
}

/** `files`: the whole list, where the answer is one. */
export function forJson({ answer, answered, mode, citations, claims, disagreements, weak, list, receipt }: Answer, files: readonly ListedFile[]) {
  return {
    answer,
    answered,
    mode,
    citations: citations.map(({ n, file, anchor, quote, supported, hidden }) => ({ n, file, anchor, quote, supported, ...(hidden ? { hidden } : {}) })),
    claims,
    disagreements: disagreements.map(({ kind, passages, quotes }) => ({ kind, passages, quotes })),
    ...(weak ? { weak } : {}),
    ...(list === undefined ? {} : { list: { total: list.total, of: list.of, copies: list.copies, unread: list.unread, files } }),
    receipt,
  }
}

export function sayCitations(terminal: Terminal, answer: Answer): void {
  const { answered, citations, disagreements, nearest, weak } = answer
  const listed = answered ? citations : nearest
  if (listed.length > 0) terminal.result(`\n${say(answered ? 'command-line.ask.sources' : 'command-line.ask.nearest')}`)
  for (const citation of listed) terminal.result(citationLine(citation))
  if (answered) sayClaims(terminal, answer)
  for (const { passages, quotes } of disagreements) {
    terminal.result(`\n${say('command-line.ask.disagree', { first: passages[0], second: passages[1] })}`)
    for (const quote of quotes) terminal.result(`- ${printable(quote.replace(/\s+/g, ' '))}`)
  }
  if (weak) terminal.result(`\n${say('command-line.ask.weak')}`)
}

function citationLine({ n, file, anchor, quote, supported, hidden }: Citation): string {
  const doubt = supported === false ? ` (${say('command-line.ask.unsupported')})` : ''
  const unseen = hidden ? ` (${say('command-line.hidden')})` : ''
  return `[${n}] ${printable(file)}, ${printable(placeOf(anchor))}${doubt}${unseen}\n    ${printable(quote.replace(/\s+/g, ' '))}`
}
