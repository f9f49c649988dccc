/** What summarising and comparing share: the budget, the state that grows section by section, and the answer at the end. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModel } from '../../ports/chat-model.ts'
import type { FileRecord } from '../../ports/stores.ts'
import type { Answer, AnswerPart, Found, SectionNote } from '../../types/answer.ts'
import type { Settings } from '../../types/settings.ts'
import { finish } from '../line.ts'
import { type Budget, budgetOf } from '../pack.ts'
import type { AskPorts } from '../ports.ts'
import { plain } from '../quotes.ts'
import type { StepTimer } from '../step-timer.ts'
import { type Book, openBook } from './book.ts'
import { compareRequest, joinRequest, requestBound, sectionRequest } from './requests.ts'
import { type Sentence, type Told, tell } from './tell.ts'

export interface FilesAsked {
  readonly files: readonly FileRecord[]
  /** Null: sentences of the files themselves. */
  readonly model: ChatModel | null
  readonly hiddenText: Settings['hiddenText']
}

/** A sentence of the summary with the numbers of its citations. */
export interface Statement {
  readonly text: string
  readonly numbers: readonly number[]
}

/** More in one request make small models lose the thread. Tokens, upper bound. */
const mostInOneRequest = 6_000

export interface Reader {
  readonly model: ChatModel
  readonly budget: Budget
  /** Tokens that framed passages may take beside the instructions. */
  readonly room: number
}

/** Throws `context-too-small` where not even one passage of usual length would fit. */
export async function readerOf(model: ChatModel, signal: AbortSignal): Promise<Reader> {
  const budget = budgetOf(await model.contextTokens(signal))
  const boundary = '0'.repeat(40)
  const around = Math.max(...[sectionRequest([], boundary), joinRequest([], boundary), compareRequest([], boundary)].map(requestBound))
  const room = Math.min(budget.context - budget.answer - around, mostInOneRequest)
  if (room < 400) throw new AlcoveError('context-too-small', { model: model.name, context: budget.context })
  return { model, budget, room }
}

export interface Work {
  readonly book: Book
  readonly left: SectionNote[]
  text: string
  read: number
  total: number
  hidden: number
  passages: number
  files: Set<string>
  markersRemoved: number
  tokens: { prompt: number; answer: number; counted: 'model' | 'bound' }
  stoppedAtLimit: boolean
  firstTokenMs: number | null
}

export function beginWork(ports: AskPorts): Work {
  return {
    book: openBook(ports),
    left: [],
    text: '',
    read: 0,
    total: 0,
    hidden: 0,
    passages: 0,
    files: new Set(),
    markersRemoved: 0,
    tokens: { prompt: 0, answer: 0, counted: 'model' },
    stoppedAtLimit: false,
    firstTokenMs: null,
  }
}

/** Adds a paragraph, and is what the reader is shown of it. */
export function add(work: Work, paragraph: string, timer: StepTimer): AnswerPart {
  const text = work.text === '' ? paragraph : `\n\n${paragraph}`
  work.text += text
  work.firstTokenMs ??= timer.elapsed()
  return { type: 'text-delta', text }
}

/** What the model says of these, each sentence with its pieces; null where it said nothing that they bear out. Codes but `model-cut` end all. */
export async function told(
  work: Work,
  turns: Parameters<typeof tell>[0],
  pieces: readonly string[],
  { model, budget }: Reader,
  signal: AbortSignal,
): Promise<readonly Sentence[] | null> {
  try {
    const result = await tell(turns, pieces, model, budget, signal)
    note(work, result, requestBound(turns))
    return result.sentences.length === 0 ? null : result.sentences
  } catch (error) {
    if (error instanceof AlcoveError && error.code === 'model-cut') return null
    throw error
  }
}

function note(work: Work, result: Told, bound: number): void {
  work.markersRemoved += result.markersRemoved
  work.stoppedAtLimit ||= result.stoppedAtLimit
  if (result.promptTokens === null) work.tokens.counted = 'bound'
  work.tokens.prompt = Math.max(work.tokens.prompt, result.promptTokens ?? bound)
  work.tokens.answer += result.answerTokens ?? 0
}

/** A sentence as Markdown with the numbers of its citations. */
export function written(text: string, numbers: readonly number[]): string {
  const marks = [...new Set(numbers)].map((n) => `[${n}]`).join('')
  return `${plain(text)} ${marks}`
}

export function heading(text: string): string {
  return `**${plain(text)}**`
}

export function endWork(work: Work, model: ChatModel | null, budget: Budget | null, timer: StepTimer): Answer {
  const { book, left, text, read, total, hidden, markersRemoved, firstTokenMs, stoppedAtLimit, tokens } = work
  const draft = {
    answer: text,
    answered: book.citations.length > 0,
    citations: book.citations,
    nearest: [],
    sent: book.sent,
    tokens: budget === null ? null : { ...tokens, context: budget.context },
    markersRemoved,
    firstTokenMs,
    stoppedAtLimit,
  }
  const cited: readonly Found[] = [...new Map(book.sent.map(({ passage }) => [passage.passageId, passage])).values()]
  const answer = finish(draft, model?.name ?? null, cited, { hidden, rewrite: null }, timer)
  const receipt = { ...answer.receipt, retrieved: work.passages, sent: work.passages, cut: 0, files: work.files.size, sections: { total, read, left } }
  return { ...answer, answer: draft.answered ? text : '', receipt }
}
