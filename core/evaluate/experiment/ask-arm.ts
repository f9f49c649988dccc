/** One question asked of one arm: with passages by the product's own line, without them as an adapter is trained to be asked. */
import { answerByModel } from '../../ask/answer-by-model.ts'
import { considered } from '../../ask/ask.ts'
import { leaveOutHidden } from '../../ask/leave-out-hidden.ts'
import type { Draft } from '../../ask/line.ts'
import { markerResolver } from '../../ask/markers.ts'
import type { AskPorts } from '../../ask/ports.ts'
import { refusalFilter } from '../../ask/refusal.ts'
import { retrieve } from '../../ask/retrieve.ts'
import { rank } from '../../ask/search.ts'
import { startTimer } from '../../ask/step-timer.ts'
import { understand } from '../../ask/understand/understand.ts'
import { AlcoveError } from '../../errors.ts'
import { plainTurns, textOf } from '../../tune/example-turns.ts'
import type { Citation, Found } from '../../types/answer.ts'
import { questionLimit } from '../../types/answer.ts'
import type { Example } from '../../types/data-set.ts'
import type { Settings } from '../../types/settings.ts'
import type { EvenModel } from './even-model.ts'

export interface Said {
  /** Markdown, with markers where passages were sent. */
  readonly text: string
  readonly refused: boolean
  readonly citations: readonly Citation[]
  /** Passages sent: `[n]` names n − 1. */
  readonly sent: readonly Found[]
  readonly answerMs: number
}

/**
 * What the product finds for the example, best first: once for all arms. Of an unanswerable one its own passages: the one that
 * holds the answer was taken out of them, and a search of the library would find it.
 */
export async function findFor(example: Example, hiddenText: Settings['hiddenText'], ports: AskPorts, signal: AbortSignal): Promise<readonly Found[]> {
  const own = example.answerable ? [] : ownPassages(example, ports)
  if (own.length > 0) return own
  const { query, scope } = understand(textOf(example).slice(0, questionLimit), {}, ports)
  const candidates = await retrieve(query, { k: considered, mode: 'hybrid', scope }, ports, startTimer(ports.clock), signal)
  const seen = hiddenText === 'use' ? candidates : leaveOutHidden(candidates, ports.passages).candidates
  return rank(query, seen, { k: considered, scope }, ports)
}

/** As far as their files are still there. */
function ownPassages({ passages }: Example, { files }: AskPorts): readonly Found[] {
  return passages.flatMap(({ passageId, documentId, anchor, text }, at) => {
    const file = files.ofDocument(documentId)
    return file === null ? [] : [{ rank: at + 1, score: 0, passageId, documentId, fileId: file.id, file: file.path, anchor, text, context: '' }]
  })
}

/** Passages are found for questions; what every other kind works on stands in its request, as in training. */
export function isSearchedFor({ kind }: Pick<Example, 'kind'>): boolean {
  return kind === 'question'
}

export interface Given {
  /** Null where no passages go along. */
  readonly found: readonly Found[] | null
  /** That classification chooses among. */
  readonly labels: readonly string[]
}

/** Throws the model's codes. */
export async function askArm(example: Example, { found, labels }: Given, model: EvenModel, ports: AskPorts, signal: AbortSignal): Promise<Said> {
  const began = ports.clock.elapsed()
  const said = found === null ? await askAlone(example, labels, model, signal) : await orNothing(askWithPassages(example, found, model, ports, signal), model)
  return { ...said, answerMs: ports.clock.elapsed() - began }
}

/** Loads the model and its context; what it says is not counted. */
export async function warmUp(model: EvenModel, signal: AbortSignal): Promise<void> {
  for await (const part of model.chat(plainTurns('question', 'Hello'), { contextTokens: 0, answerTokens: 8 }, signal)) if (part.type === 'end') return
}

async function askAlone(example: Example, labels: readonly string[], model: EvenModel, signal: AbortSignal): Promise<Omit<Said, 'answerMs'>> {
  const refusal = refusalFilter()
  const markers = markerResolver(0)
  let text = ''
  const options = { contextTokens: await model.contextTokens(signal), answerTokens: Infinity }
  for await (const part of model.chat(plainTurns(example.kind, textOf(example), labels), options, signal))
    if (part.type === 'text') text += markers.push(refusal.push(part.text))
  text = (text + markers.push(refusal.end()) + markers.end()).trim()
  return { text, refused: refusal.refused && text === '', citations: [], sent: [] }
}

async function askWithPassages(
  { input: question }: Example,
  found: readonly Found[],
  model: EvenModel,
  ports: AskPorts,
  signal: AbortSignal,
): Promise<Omit<Said, 'answerMs'>> {
  const { answer, answered, citations, sent } = await drafted(
    answerByModel({ question, query: question }, found, model, ports, startTimer(ports.clock), signal),
  )
  return { text: answer, refused: !answered, citations, sent: sent.map(({ passage }) => passage) }
}

/** In a chat an answer without a word is told as a failure; here it is what the arm has to say. */
async function orNothing(asked: Promise<Omit<Said, 'answerMs'>>, model: EvenModel): Promise<Omit<Said, 'answerMs'>> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AlcoveError && error.code === 'model-cut' && model.saidNothing()) return { text: '', refused: false, citations: [], sent: [] }
    throw error
  }
}

async function drafted(parts: AsyncGenerator<unknown, Draft>): Promise<Draft> {
  for (;;) {
    const step = await parts.next()
    if (step.done) return step.value
  }
}
