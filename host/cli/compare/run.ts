/** `alcove compare run` and `resume`: asks every arm, with progress on standard error, and ends with the results. */
import { AlcoveError, because } from '../../../core/errors.ts'
import { defaultExperimentSettings, type Experiment, type ExperimentResults } from '../../../core/types/experiment.ts'
import { armWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { timeLeft } from '../follow-run.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { dataSetOf, several, versionOf, wholeFrom } from '../tune/shared.ts'
import { values } from '../with-engine.ts'
import { armFrom, experimentOf, type WantedArm } from './options.ts'
import { resultLines } from './result-lines.ts'

export function runCompareCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('run', 'command-line.compare.run')
    .argument('<data-set>', say('command-line.compare.data-set'))
    .option('--version-number <n>', say('command-line.tune.version-number'), wholeFrom(1, 1_000_000))
    .option('--model <model>', say('command-line.compare.model'), several)
    .option('--adapter <model>', say('command-line.compare.adapter'), several)
    .option('--arm <kind=model>', say('command-line.compare.arm'), armFrom)
    .option('--name <name>', say('command-line.compare.name'))
    .option('--limit <n>', say('command-line.compare.limit'), wholeFrom(1, 100_000))
    .option('--seed <n>', say('command-line.compare.seed'), wholeFrom(0, 2_147_483_647), defaultExperimentSettings.seed)
    .option('--answer-tokens <n>', say('command-line.compare.answer-tokens'), wholeFrom(1, 8_192), defaultExperimentSettings.answerTokens)
    .option('--context-tokens <n>', say('command-line.compare.context-tokens'), wholeFrom(64, 1_048_576))
    .option('--judge <model>', say('command-line.compare.judge'))
    .action((dataSet, options) => {
      // remembered over a new try with another engine: an experiment is begun once
      let id: string | null = null
      return print(
        options,
        async (client) => {
          if (id === null) {
            const found = await dataSetOf(client, dataSet)
            const versionId = versionOf(found, options.versionNumber).id
            const arms = await armsOf(client, options)
            const { seed, answerTokens, contextTokens = null, limit = null, judge = null } = options
            const settings = { seed, answerTokens, contextTokens, limit, judge }
            id = (await client.experiments.start({ name: options.name ?? found.name, versionId, arms: [...arms], settings })).id
          } else await client.experiments.resume({ id })
          return await followed(client, id, options.json, surroundings)
        },
        resultLines,
      )
    })
}

export function resumeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('resume', 'command-line.compare.resume')
    .argument('[id]', say('command-line.compare.id'))
    .option('--failed', say('command-line.compare.failed'))
    .action((named, options) =>
      print(
        options,
        async (client) => {
          const { id } = await experimentOf(client, named)
          await client.experiments.resume({ id, failed: options.failed ?? false })
          return await followed(client, id, options.json, surroundings)
        },
        resultLines,
      ),
    )
}

interface Wanted {
  readonly model?: readonly string[] | undefined
  readonly adapter?: readonly string[] | undefined
  readonly arm?: readonly WantedArm[] | undefined
}

/** Each model without and with passages; where nothing is named, the model that answers in chats. */
async function armsOf(client: Client, { model, adapter = [], arm = [] }: Wanted): Promise<readonly WantedArm[]> {
  const chosen = model === undefined && adapter.length === 0 && arm.length === 0 ? (await client.models.state()).chosen : null
  const bases = model ?? (chosen === null ? [] : [chosen])
  const arms = [
    ...bases.flatMap((name): readonly WantedArm[] => [
      { kind: 'base', model: name },
      { kind: 'rag', model: name },
    ]),
    ...adapter.flatMap((name): readonly WantedArm[] => [
      { kind: 'tuned', model: name },
      { kind: 'hybrid', model: name },
    ]),
    ...arm,
  ]
  if (arms.length === 0) throw because('input-invalid', 'missing', { name: '--model' })
  return arms
}

/** Stopping the command pauses the experiment. */
async function followed(client: Client, id: string, json: true | undefined, { terminal, signal }: Surroundings): Promise<ExperimentResults> {
  const pause = () => void client.experiments.pause({ id })
  signal.addEventListener('abort', pause, { once: true })
  try {
    const ended = await ending(client, id, json ? null : terminal, signal)
    if (ended.state === 'failed') throw new AlcoveError(ended.failure?.code ?? 'unexpected', ended.failure?.details)
    if (ended.state === 'paused') {
      terminal.say(say('command-line.compare.paused', { id }))
      throw new AlcoveError('stopped')
    }
    return await client.experiments.results({ id })
  } finally {
    signal.removeEventListener('abort', pause)
  }
}

async function ending(client: Client, id: string, terminal: Terminal | null, signal: AbortSignal): Promise<Experiment> {
  for await (const all of values(client.experiments.follow(undefined), signal)) {
    const one = all.find((experiment) => experiment.id === id)
    if (one === undefined) throw new AlcoveError('experiment-unknown')
    if (one.state !== 'working' && one.state !== 'waiting') {
      terminal?.clear()
      return one
    }
    terminal?.progress(progressLine(one))
  }
  throw new AlcoveError('engine-gone')
}

function progressLine({ arms, armId, done, questions, secondsLeft }: Experiment): string {
  const arm = arms.find(({ id }) => id === armId)
  const counts = { done, total: questions * arms.length, left: timeLeft(secondsLeft) }
  if (arm === undefined) return say('command-line.compare.waiting', counts)
  return say('command-line.compare.progress', { ...counts, arm: armWords(arm.kind), model: printable(arm.model) })
}
