/** `alcove tune train …`: has adapters trained, and shows how it goes. */
import { resolve } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { settingRanges, type Training, type TrainingSettings } from '../../../core/types/training.ts'
import { trainingStateWords } from '../../../core/words/training.ts'
import { advice, decimal, say, type WordsKey } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Common, Outcome } from '../command.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { timeLeft } from '../follow-run.ts'
import { command, frame } from '../frame.ts'
import { sizeInWords } from '../size-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { values } from '../with-engine.ts'
import { dataSetOf, numberFrom, versionOf, wholeFrom } from './shared.ts'
import { numbersOf, settingsOf, targetsOf } from './training-options.ts'

export function trainCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  const one = (name: string, about: WordsKey, work: (client: Client, id: string) => Promise<Training>) =>
    command(name, about)
      .argument('<training>', say('training.id'))
      .action((id, options) => run(options, async (client) => told(terminal, options, [await work(client, id)])))

  const start = command('start', 'training.start')
    .argument('<data-set>', say('training.data-set'))
    .requiredOption('--base <model>', say('training.base'))
    .requiredOption('--name <name>', say('training.name'))
    .option('--version-number <n>', say('training.version'), wholeFrom(1, 1_000_000))
    .option('--folder <path>', say('training.folder'))
    .option('--rank <n>', say('training.rank'), numbersOf(wholeFrom(...settingRanges.rank)))
    .option('--learning-rate <n>', say('training.learning-rate'), numbersOf(numberFrom(...settingRanges.learningRate)))
    .option('--epochs <n>', say('training.epochs'), numberFrom(...settingRanges.epochs))
    .option('--alpha <n>', say('training.alpha'), numberFrom(...settingRanges.alpha))
    .option('--max-length <n>', say('training.max-length'), wholeFrom(...settingRanges.maxLength))
    .option('--batch <n>', say('training.batch'), wholeFrom(...settingRanges.batch))
    .option('--accumulation <n>', say('training.accumulation'), wholeFrom(...settingRanges.accumulation))
    .option('--layers <n>', say('training.layers'), wholeFrom(1, 1_000))
    .option('--targets <names>', say('training.targets'), targetsOf)
    .option('--dropout <n>', say('training.dropout'), numberFrom(...settingRanges.dropout))
    .option('--patience <n>', say('training.patience'), wholeFrom(0, 1_000_000))
    .option('--rs-lora', say('training.rs-lora'))
    .option('--seed <n>', say('training.seed'), wholeFrom(...settingRanges.seed))
    .option('--no-passages', say('training.no-passages'))
    .option('--shuffled', say('training.shuffled'))
    .option('--estimate', say('training.estimate'))
    .action((dataSet, { estimate, ...options }) =>
      run(options, async (client) => {
        const { id: versionId } = versionOf(await dataSetOf(client, dataSet), options.versionNumber)
        const base = options.folder === undefined ? ({ kind: 'model', name: options.base } as const) : folderBase(options.folder, options.base)
        const settings = [...settingsOf(options)]
        if (estimate) return await sayEstimate(client, { versionId, base, settings }, options, terminal)
        const { trainings } = await client.training.start({ name: options.name, versionId, base, settings })
        return await followTrainings(client, trainings, options, terminal, signal)
      }),
    )

  return new Command('train')
    .description(say('training.about'))
    .addCommand(start)
    .addCommand(
      command('list', 'training.list').action((options) => run(options, async (client) => told(terminal, options, (await client.training.list()).trainings))),
    )
    .addCommand(one('pause', 'training.pause', (client, id) => client.training.pause({ id })))
    .addCommand(
      command('resume', 'training.resume')
        .argument('<training>', say('training.id'))
        .action((id, options) =>
          run(options, async (client) => await followTrainings(client, [await client.training.resume({ id })], options, terminal, signal)),
        ),
    )
    .addCommand(one('stop', 'training.stop', (client, id) => client.training.stop({ id })))
    .addCommand(
      command('remove', 'training.remove')
        .argument('<training>', say('training.id'))
        .action((id, options) =>
          run(options, async (client) => {
            await client.training.remove({ id })
            terminal.result(options.json ? JSON.stringify({ removed: id }) : say('training.removed', { id }))
            return exitCodes.success
          }),
        ),
    )
    .addCommand(
      command('log', 'training.log')
        .argument('<training>', say('training.id'))
        .action((id, options) =>
          run(options, async (client) => {
            const { lines } = await client.training.log({ id, lines: 1_000 })
            for (const line of options.json ? [JSON.stringify({ lines })] : lines.map(printable)) terminal.result(line)
            return exitCodes.success
          }),
        ),
    )
}

function folderBase(path: string, model: string) {
  return { kind: 'folder', path: resolve(path), model } as const
}

interface Wanted {
  readonly versionId: string
  readonly base: Training['base']
  readonly settings: TrainingSettings[]
}

async function sayEstimate(client: Client, wanted: Wanted, { json }: Common, terminal: Terminal): Promise<ExitCode> {
  const found = await client.training.estimate({ ...wanted, dryRun: true })
  if (json) terminal.result(JSON.stringify(found))
  else {
    const { memory, fit, seconds, steps, examples, tooLong, device } = found
    terminal.result(say('training.estimated', { steps, examples, device, time: timeLeft(seconds), size: sizeInWords(memory) }))
    terminal.result(say(fitWords[fit]))
    if (tooLong > 0) terminal.result(say('training.too-long', { count: tooLong }))
    if (found.warning !== null) terminal.result(say('training.few'))
  }
  return exitCodes.success
}

const fitWords = { fits: 'models.fits', tight: 'models.tight', 'too-large': 'models.too-large' } as const

/** Leaving pauses: a command that is stopped takes its engine along, unless another process holds that. */
async function followTrainings(client: Client, started: readonly Training[], options: Common, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const leave = () => terminal.say(say('training.left-at-work', { id: started[0]?.id ?? '' }))
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await followToTheEnd(client, started, options, terminal, signal)
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

async function followToTheEnd(client: Client, started: readonly Training[], options: Common, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const ids = new Set(started.map(({ id }) => id))
  const ended = new Set<Training['state']>(['done', 'failed', 'stopped', 'paused'])
  for await (const all of values(client.training.follow(undefined, { signal }), signal)) {
    const own = all.filter(({ id }) => ids.has(id))
    const now = own.find(({ state }) => state === 'training' || state === 'preparing')
    if (now !== undefined) terminal.progress(progressLine(now))
    // of a sweep the adapter comes when all have ended
    if (own.some(({ state }) => !ended.has(state)) || own.some(({ state, best, adapter }) => state === 'done' && best && adapter === null)) continue
    terminal.clear()
    told(terminal, options, own)
    const failure = own.find((one) => one.failure !== undefined)?.failure
    if (failure === undefined) return exitCodes.success
    const error = new AlcoveError(failure.code, failure.details)
    if (!options.json) throw error
    // the one document is printed, and names the code
    terminal.say(say('command-line.error', { message: printable(advice(error.code, error.details)) }))
    return exitCodeOf(error)
  }
  throw new AlcoveError('engine-gone')
}

function progressLine({ name, step, steps, losses, secondsLeft }: Training): string {
  const train = losses.findLast((point) => point.train !== null)?.train ?? null
  const validation = losses.findLast((point) => point.validation !== null)?.validation ?? null
  return say('training.progress', {
    name: printable(name),
    step,
    steps,
    train: train === null ? '–' : decimal(train, 3),
    validation: validation === null ? '–' : decimal(validation, 3),
    left: timeLeft(secondsLeft),
  })
}

function told(terminal: Terminal, { json }: Common, trainings: readonly Training[]): ExitCode {
  if (json) terminal.result(JSON.stringify({ trainings }))
  else if (trainings.length === 0) terminal.say(say('training.none'))
  else
    for (const { id, name, state, step, steps, adapter, best } of trainings)
      terminal.result(
        [id, printable(name), trainingStateWords(state), `${step}/${steps}`, adapter === null || !best ? '' : printable(adapter)].join('\t').trimEnd(),
      )
  return trainings.length === 0 ? exitCodes.nothing : exitCodes.success
}
