/** Works an experiment off, arm by arm, each warmed up first: whatever has an answer already is left as it is. */
import type { AskPorts } from '../../ask/ports.ts'
import { AlcoveError, toFailure } from '../../errors.ts'
import { askArm, findFor, isSearchedFor, warmUp } from '../../evaluate/experiment/ask-arm.ts'
import { type EvenModel, evenModel } from '../../evaluate/experiment/even-model.ts'
import { judged } from '../../evaluate/experiment/judge.ts'
import { scoresOf } from '../../evaluate/experiment/score.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { ExperimentsStore, StoredAnswer, StoredExperiment } from '../../ports/experiments-store.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import { diceFrom } from '../../text/dice.ts'
import { labelsOf } from '../../tune/labels.ts'
import type { Found } from '../../types/answer.ts'
import type { Example } from '../../types/data-set.ts'
import type { Arm } from '../../types/experiment.ts'
import type { Settings } from '../../types/settings.ts'
import { inPlaces } from './in-places.ts'

export interface RunPorts {
  readonly experiments: ExperimentsStore
  readonly committed: () => Promise<void>
  readonly models: Pick<ChatModels, 'chatModel' | 'state' | 'tokens'>
  readonly ask: AskPorts
  readonly hiddenText: () => Settings['hiddenText']
  readonly log: Log
}

/** So many failures in a row are the engine's, not the questions'. */
const mostFailures = 3

/** Arms in random order, which is the same at every start. */
export function armOrder({ arms, settings }: Pick<StoredExperiment, 'arms' | 'settings'>): readonly Arm[] {
  return diceFrom(settings.seed).shuffled(arms)
}

/** `tell` hears of each arm and each answer. Throws what ends the whole experiment, and the signal's reason. */
export async function runArms(experiment: StoredExperiment, ports: RunPorts, tell: (arm: Arm) => void, signal: AbortSignal): Promise<void> {
  const answered = new Set((await inPlaces(experiment, ports.experiments.answers, ports.ask.clock)).map(({ armId, exampleId }) => `${armId} ${exampleId}`))
  const examples = await inPlaces(experiment, ports.experiments.examples, ports.ask.clock)
  for (const arm of armOrder(experiment)) {
    const left = examples.filter(({ id }) => !answered.has(`${arm.id} ${id}`))
    if (left.length === 0) continue
    tell(arm)
    await runArm({ experiment, arm, labels: experiment.ground.labels ?? labelsOf(examples) }, left, ports, tell, signal)
  }
  if (experiment.settings.judge !== null) await judgeAnswers(experiment, experiment.settings.judge, ports, signal)
  await ports.committed()
}

/** Answers that have no judgement yet and state something; one that cannot be judged is left without. */
async function judgeAnswers(experiment: StoredExperiment, name: string, ports: RunPorts, signal: AbortSignal): Promise<void> {
  const { id, settings, ground } = experiment
  const judge = evenModel(ports.models.chatModel(name), { ...ground, answerTokens: settings.answerTokens, seed: settings.seed }, ports.ask.clock)
  const examples = new Map((await inPlaces(experiment, ports.experiments.examples, ports.ask.clock)).map((example) => [example.id, example]))
  for (const answer of await inPlaces(experiment, ports.experiments.answers, ports.ask.clock)) {
    const example = examples.get(answer.exampleId)
    if (answer.refused || answer.failure !== undefined || answer.scores.judged !== undefined || example === undefined) continue
    const score = await judgement(
      answer,
      example,
      ports.experiments.found(id, example.id),
      judge,
      await boundaryOf(experiment, answer.exampleId),
      ports,
      signal,
    )
    signal.throwIfAborted()
    if (score !== null) ports.experiments.putAnswer(id, { ...answer, scores: { ...answer.scores, judged: score } })
  }
}

/** Held against the passages sent; where none were, against those that the example was made from. */
async function judgement(
  { text, sent }: StoredAnswer,
  example: Example,
  found: readonly Found[] | null,
  judge: EvenModel,
  boundary: string,
  { log }: RunPorts,
  signal: AbortSignal,
): Promise<number | null> {
  const read = (found ?? []).filter(({ passageId }) => sent.includes(passageId))
  const golden = example.passages.filter((passage) => passage.golden)
  const passages = (read.length > 0 ? read : golden).map((passage) => passage.text)
  try {
    return await judged(text, passages, judge, boundary, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AlcoveError)) throw error
    log.error('experiment-judge-failed', error, { model: judge.name })
    return null
  }
}

interface Round {
  readonly experiment: StoredExperiment
  readonly arm: Arm
  readonly labels: readonly string[]
}

async function runArm(round: Round, left: readonly Example[], ports: RunPorts, tell: (arm: Arm) => void, signal: AbortSignal): Promise<void> {
  const { experiment, arm } = round
  const { settings, ground } = experiment
  const manner = { contextTokens: ground.contextTokens, answerTokens: settings.answerTokens, seed: settings.seed }
  const model = evenModel(ports.models.chatModel(arm.model), manner, ports.ask.clock)
  await warmUp(model, signal)
  const memory = await memoryOf(arm.model, ports.models, signal)
  let failures = 0
  for (const example of left) {
    const answer = { ...(await answerOf(round, example, model, ports, signal)), memory }
    signal.throwIfAborted()
    ports.experiments.putAnswer(experiment.id, answer)
    tell(arm)
    failures = answer.failure === undefined ? 0 : failures + 1
    if (failures === mostFailures && answer.failure !== undefined) throw new AlcoveError(answer.failure.code, { ...answer.failure.details, model: arm.model })
  }
}

async function answerOf(
  { experiment, arm, labels }: Round,
  example: Example,
  model: EvenModel,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Omit<StoredAnswer, 'memory'>> {
  const began = ports.ask.clock.elapsed()
  const own = { armId: arm.id, exampleId: example.id }
  try {
    const searches = arm.kind === 'rag' || arm.kind === 'hybrid'
    const found = searches && isSearchedFor(example) ? await foundFor(experiment.id, example, ports, signal) : null
    const said = await askArm(example, { found, labels: experiment.ground.labels ?? [] }, model, await withBoundary(ports.ask, experiment, example.id), signal)
    const { text, refused, citations, answerMs } = said
    const sent = said.sent.map(({ passageId }) => passageId)
    return { ...own, text, refused, citations, sent, answerMs, scores: scoresOf(example, said, found, labels), ...model.timing() }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AlcoveError)) ports.log.error('experiment-answer-failed', error, { experiment: experiment.id })
    const answerMs = ports.ask.clock.elapsed() - began
    const nothing = { text: '', refused: false, citations: [], sent: [], scores: {}, firstTokenMs: null, answerTokens: null, tokensPerSecond: null }
    return { ...own, ...nothing, answerMs, failure: toFailure(error) }
  }
}

/** Looked for once, whichever arm comes first. */
async function foundFor(id: string, example: Example, { experiments, ask, hiddenText }: RunPorts, signal: AbortSignal): Promise<readonly Found[]> {
  const known = experiments.found(id, example.id)
  if (known !== null) return known
  const found = await findFor(example, hiddenText(), ask, signal)
  experiments.keepFound(id, example.id, found)
  return found
}

/** The request is the same in every arm and at every start: its boundary comes of the experiment's secret, which no document knows. */
async function withBoundary(ask: AskPorts, experiment: StoredExperiment, exampleId: string): Promise<AskPorts> {
  const boundary = await boundaryOf(experiment, exampleId)
  const random: Random = { id: () => boundary }
  return { ...ask, random }
}

async function boundaryOf({ ground }: StoredExperiment, exampleId: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${ground.secret} ${exampleId}`)))
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** An adapter is listed without memory: its base holds it. */
async function memoryOf(name: string, models: RunPorts['models'], signal: AbortSignal): Promise<number | null> {
  const all = (await models.state(signal)).models
  const own = all.find((model) => model.name === name)
  const base = all.find((model) => model.name === own?.adapter?.base)
  return own?.loaded?.size ?? base?.loaded?.size ?? null
}
