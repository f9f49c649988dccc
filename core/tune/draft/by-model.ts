/** Drafts by a model, passage by passage: asked → read strictly → held against the passage → weighed by the judge. */
import { AlcoveError, type ErrorCode } from '../../errors.ts'
import type { ChatModel, ChatTurn } from '../../ports/chat-model.ts'
import type { NewRemoval } from '../../ports/data-sets-store.ts'
import type { DraftPlan, ExampleKind, ExampleText } from '../../types/data-set.ts'
import type { Passage } from '../../types/passage.ts'
import type { Candidate, Drawn } from './candidate.ts'
import { spread } from './extractive.ts'
import { groundingOf, leastRecall } from './grounding.ts'
import type { DraftPorts } from './ports.ts'
import { draftRequest, draftsIn, judgementIn, judgeRequest, promptVersion, questionsAtOnce } from './requests.ts'

/** Tokens of a reply and of request and reply together. */
const answerTokens = 800
const contextTokens = 4_096
/** Of one passage: what is too short says too little to write of. UTF-16 code units. */
const shortestPassage = 200
/** Failures of one passage; what concerns the model as a whole ends the drafting. */
const passageFailures: ReadonlySet<ErrorCode> = new Set(['model-cut', 'context-too-small'])

export interface Written {
  readonly candidates: readonly Candidate[]
  readonly removals: readonly NewRemoval[]
}

/** The passages that a model is asked about, each with the kind to write, until `perDocument` examples can come of them. */
export function passagesToAsk({ passages }: Drawn, { kinds, perDocument }: DraftPlan): readonly { readonly passage: Passage; readonly kind: ExampleKind }[] {
  const fit = passages.filter(({ text, hidden }) => hidden !== true && text.length >= shortestPassage)
  const each = kinds.map((kind) => (kind === 'question' ? questionsAtOnce : 1))
  const rounds = Math.ceil(perDocument / each.reduce((sum, one) => sum + one, 0))
  return spread(fit, rounds * kinds.length).flatMap((passage, at) => {
    const kind = kinds[at % kinds.length]
    return kind === undefined ? [] : [{ passage, kind }]
  })
}

/** Throws what the model fails with as a whole, and the signal's reason. */
export async function writeFrom(drawn: Drawn, passage: Passage, kind: ExampleKind, plan: DraftPlan, ports: DraftPorts, signal: AbortSignal): Promise<Written> {
  const model = plan.model === null ? null : ports.chatModel(plan.model)
  if (model === null) return { candidates: [], removals: [] }
  const refused = (reason: NewRemoval['reason'], input: string): NewRemoval => ({
    reason,
    input: input.slice(0, 200),
    of: null,
    line: null,
    at: ports.clock.now(),
    files: [drawn.path],
  })
  const reply = await ask(model, draftRequest(kind, passage.text, plan, ports.random.id()), signal)
  const drafts = reply === null ? [] : draftsIn(kind, reply, plan)
  if (drafts.length === 0) return { candidates: [], removals: [refused('model-failed', passage.text)] }
  const candidates: Candidate[] = []
  const removals: NewRemoval[] = []
  for (const text of drafts) {
    const grounding = groundingOfDraft(text, passage)
    if (grounding < leastRecall[kind]) {
      removals.push(refused('ungrounded', text.input || text.output))
      continue
    }
    const judge = plan.judge === null ? null : await judged(text, passage, ports.chatModel(plan.judge.model), ports, signal)
    if (plan.judge !== null && (judge ?? 0) < plan.judge.threshold) removals.push(refused('judged-low', text.input || text.output))
    else candidates.push({ text, passage, scores: { grounding, judge }, generator: { model: model.name, promptVersion } })
  }
  return { candidates, removals }
}

/** Of fields each value by itself; a label need not stand in the text. */
function groundingOfDraft({ kind, output }: ExampleText, { text, context }: Passage): number {
  if (kind === 'classification') return 1
  const source = `${context}\n${text}`
  if (kind !== 'extraction') return groundingOf(output, source)
  const values: readonly unknown[] = Object.values(JSON.parse(output) as object)
  return Math.min(...values.map((value) => (typeof value === 'string' ? groundingOf(value, source) : 0)))
}

async function judged(text: ExampleText, passage: Passage, model: ChatModel, { random }: DraftPorts, signal: AbortSignal): Promise<number | null> {
  const reply = await ask(model, judgeRequest(text, passage.text, random.id()), signal)
  return reply === null ? null : judgementIn(reply)
}

/** Null where the model fails on this request alone. */
async function ask(model: ChatModel, turns: readonly ChatTurn[], signal: AbortSignal): Promise<string | null> {
  try {
    const room = Math.min(contextTokens, await model.contextTokens(signal))
    let text = ''
    for await (const part of model.chat(turns, { contextTokens: room, answerTokens: Math.min(answerTokens, Math.floor(room / 2)) }, signal))
      if (part.type === 'text') text += part.text
    return text
  } catch (error) {
    if (error instanceof AlcoveError && passageFailures.has(error.code)) return null
    throw error
  }
}
