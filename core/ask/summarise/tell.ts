/** Has the model write about numbered pieces of text, and makes of its words sentences that each name their pieces. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModel, ChatTurn } from '../../ports/chat-model.ts'
import { sentences } from '../../text/sentences.ts'
import { queryTerms, terms } from '../../text/terms.ts'
import { markerResolver } from '../markers.ts'
import type { Budget } from '../pack.ts'
import { notInDocuments } from '../prompt.ts'

export interface Sentence {
  /** Without markers. */
  readonly text: string
  /** From 1, of the pieces sent; never empty. */
  readonly pieces: readonly number[]
}

export interface Told {
  readonly sentences: readonly Sentence[]
  /** Sentences that none of the pieces bears out in a single word: left out. */
  readonly unfounded: number
  readonly markersRemoved: number
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  readonly stoppedAtLimit: boolean
}

const marker = /(?:\s*\[\d{1,3}\])+/gu
const listMark = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+|^#{1,6}\s+/u

/** `pieces`: what the numbers stand for. Throws the model's codes; `model-cut` where it said nothing. */
export async function tell(turns: readonly ChatTurn[], pieces: readonly string[], model: ChatModel, budget: Budget, signal: AbortSignal): Promise<Told> {
  const markers = markerResolver(pieces.length)
  let text = ''
  let end = { promptTokens: null as number | null, answerTokens: null as number | null, stoppedAtLimit: false }
  for await (const part of model.chat(turns, { contextTokens: budget.context, answerTokens: budget.answer }, signal)) {
    if (part.type === 'text') text += markers.push(part.text)
    if (part.type === 'end') end = { promptTokens: part.promptTokens, answerTokens: part.answerTokens, stoppedAtLimit: part.reason === 'length' }
  }
  text = (text + markers.end()).replaceAll(notInDocuments, '').replaceAll(notInDocuments.replaceAll('_', '\\_'), '').trim()
  if (text === '') throw new AlcoveError('model-cut')
  const said = sentencesWithPieces(text)
  const founded = said.flatMap(({ text: own, pieces: named }) => {
    const at = named.length > 0 ? named : nearestPiece(own, pieces)
    return at.length > 0 ? [{ text: own, pieces: at }] : []
  })
  return { sentences: founded, unfounded: said.length - founded.length, markersRemoved: markers.removed, ...end }
}

/** Markers behind a full stop belong to the sentence before it. */
function sentencesWithPieces(text: string): readonly Sentence[] {
  const blanked = text.replace(marker, (found) => ' '.repeat(found.length))
  const spans = sentences(blanked).filter((span) => /[\p{L}\p{N}]/u.test(blanked.slice(span.start, span.end)))
  const named = spans.map(() => new Set<number>())
  for (const found of text.matchAll(marker)) {
    const at = spans.findLastIndex((span) => span.start < found.index)
    for (const number of found[0].match(/\d+/gu) ?? []) named[Math.max(at, 0)]?.add(Number(number))
  }
  return spans.map((span, at) => ({
    text: blanked
      .slice(span.start, span.end)
      .replace(listMark, '')
      .replaceAll(/\s+/gu, ' ')
      .replaceAll(/ (?=[.,;:!?])/gu, '')
      .trim(),
    pieces: [...(named[at] ?? [])],
  }))
}

/** Small models forget markers: the piece that shares most with the sentence, if any shares anything. */
function nearestPiece(sentence: string, pieces: readonly string[]): readonly number[] {
  const asked = queryTerms(sentence)
  const shared = pieces.map((piece) => {
    const own = new Set(terms(piece))
    return asked.filter((term) => own.has(term)).length
  })
  const most = Math.max(...shared, 0)
  return most === 0 ? [] : [shared.indexOf(most) + 1]
}
