/** `alcove tune adapters`, `check` and `deploy`: what there is, whether it may answer, and putting it into Ollama. */
import { Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { Adapter } from '../../../core/types/adapter.ts'
import { checkResultWords, checkWords } from '../../../core/words/training.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Common, Outcome } from '../command.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { sizeInWords } from '../size-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { values } from '../with-engine.ts'

export function adapterCommands(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)

  const list = command('adapters', 'training.adapters')
    .option('--remove <model>', say('training.remove-adapter'))
    .action(({ remove, ...options }) =>
      run(options, async (client) => {
        if (remove !== undefined) await client.adapters.remove({ model: remove })
        const { adapters } = await client.adapters.list()
        if (options.json) terminal.result(JSON.stringify({ adapters }))
        else if (adapters.length === 0) terminal.say(say('training.no-adapters'))
        else for (const adapter of adapters) terminal.result(adapterLine(adapter))
        return adapters.length === 0 && remove === undefined ? exitCodes.nothing : exitCodes.success
      }),
    )
  const check = command('check', 'training.check')
    .argument('<model>', say('training.adapter'))
    .action((model, options) =>
      run(options, async (client) => {
        const adapter = await lastAdapter(client.adapters.check({ model }, { signal }), signal, ({ done, total }) =>
          terminal.progress(say('training.checking', { done, total })),
        )
        terminal.clear()
        if (options.json) terminal.result(JSON.stringify(adapter))
        else sayPreflight(terminal, adapter)
        return adapter.preflight?.passed ? exitCodes.success : exitCodes.nothing
      }),
    )
  const deploy = command('deploy', 'training.deploy')
    .argument('<model>', say('training.adapter'))
    .addOption(new Option('--route <route>', say('training.route')).choices(['merged', 'adapter'] as const))
    .option('--name <name>', say('training.ollama-name'))
    .option('--withdraw <name>', say('training.withdraw'))
    .action((model, { route, name, withdraw, ...options }) =>
      run(options, async (client) => {
        if (withdraw !== undefined) await client.adapters.remove({ model, deployment: withdraw })
        if (withdraw !== undefined || route === undefined) return await sayRoutes(client, model, options, terminal)
        // unless told otherwise the model is called as the adapter is
        const called = name ?? model.split('+').at(-1) ?? model
        const adapter = await lastAdapter(client.adapters.deploy({ model, route, name: called }, { signal }), signal, ({ stage, done, total }) =>
          terminal.progress(say(stageWords[stage], { percent: total === 0 ? 0 : Math.floor((100 * done) / total) })),
        )
        terminal.clear()
        terminal.result(options.json ? JSON.stringify(adapter) : say('training.deployed', { name: printable(called) }))
        return exitCodes.success
      }),
    )
  return [list, check, deploy]
}

const stageWords = {
  hash: 'training.stage-hash',
  upload: 'training.stage-upload',
  create: 'training.stage-create',
  check: 'training.stage-check',
  done: 'training.stage-check',
} as const

/** The last part carries it. */
async function lastAdapter<Part extends { readonly adapter: Adapter | null }>(
  parts: Parameters<typeof values<Part>>[0],
  signal: AbortSignal,
  tell: (part: Part) => void,
): Promise<Adapter> {
  let adapter: Adapter | null = null
  for await (const part of values(parts, signal)) {
    tell(part)
    adapter = part.adapter ?? adapter
  }
  if (adapter === null) throw new AlcoveError('engine-gone')
  return adapter
}

function adapterLine({ model, size, origin, preflight, staleness, deployments }: Adapter): string {
  const checked: WordsKey = preflight === null ? 'training.unchecked' : preflight.passed ? 'training.passed' : 'training.not-passed'
  const changed = staleness === null ? 0 : staleness.changed + staleness.gone
  return [
    printable(model),
    sizeInWords(size),
    say(origin === 'trained' ? 'training.trained-here' : 'training.from-outside'),
    say(checked),
    ...(changed > 0 && staleness !== null ? [say('training.stale', { changed, documents: staleness.documents })] : []),
    ...deployments.map((one) => printable(one.model)),
  ].join('\t')
}

function sayPreflight(terminal: Terminal, { model, preflight }: Adapter): void {
  if (preflight === null) return
  for (const { check, state, count, of } of preflight.results)
    terminal.result([checkResultWords(state), checkWords(check), ...(count === undefined || of === undefined ? [] : [`${count}/${of}`])].join('\t'))
  for (const { prompt, base, adapted } of preflight.samples)
    terminal.result(['', printable(prompt.split('\n').at(-1) ?? ''), `- ${printable(base)}`, `+ ${printable(adapted)}`].join('\n'))
  terminal.result(say(preflight.passed ? 'training.may-answer' : 'training.may-not-answer', { model: printable(model) }))
}

async function sayRoutes(client: Client, model: string, { json }: Common, terminal: Terminal): Promise<ExitCode> {
  const found = await client.adapters.routes({ model })
  if (json) terminal.result(JSON.stringify(found))
  else
    for (const { route, possible, size } of found.routes)
      terminal.result([route, say(possible ? 'training.possible' : 'training.not-possible'), size === null ? '' : sizeInWords(size)].join('\t').trimEnd())
  return exitCodes.success
}
