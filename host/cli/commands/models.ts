/** `alcove models …`: what can answer, and what is done to it. */
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { ChatModelInfo, ModelDetails, ModelsState, Pull, Suggestion } from '../../../core/types/model.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { engineLine } from '../engine-words.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { sizeInWords } from '../size-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { values } from '../with-engine.ts'
import { addServerCommand, removeServerCommand, serversCommand } from './model-servers.ts'

const fitWords: Readonly<Record<Suggestion['fit'], WordsKey>> = { fits: 'models.fits', tight: 'models.tight', 'too-large': 'models.too-large' }

export function modelsCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run, print } = frame(surroundings, outcome)

  return new Command('models')
    .description(say('command-line.models.about'))
    .addCommand(
      command('list', 'command-line.models.list').action((options) =>
        run(options, async (client) => {
          const state = await client.models.state()
          if (options.json) terminal.result(JSON.stringify(state))
          else sayModels(terminal, state)
          return exitCodes.success
        }),
      ),
    )
    .addCommand(
      command('pull', 'command-line.models.pull')
        .argument('<model>', say('command-line.models.model'))
        .action((model, options) =>
          print(
            options,
            async (client) => await followPull(client, await client.models.pull({ name: model }), options.json ? null : terminal, signal),
            (pull) => [say('command-line.models.pulled', { model: printable(pull.model) })],
          ),
        ),
    )
    .addCommand(
      command('use', 'command-line.models.use')
        .argument('<model>', say('command-line.models.model-or-none'))
        .action((named, options) =>
          print(
            options,
            async (client) => {
              const model = named === 'none' ? null : named
              if (model !== null) await client.models.show({ name: model })
              await client.settings.set({ model })
              return { model }
            },
            ({ model }) => [model === null ? say('command-line.models.quotes') : say('command-line.models.used', { model: printable(model) })],
          ),
        ),
    )
    .addCommand(
      command('show', 'command-line.models.show')
        .argument('<model>', say('command-line.models.model'))
        .action((name, options) => print(options, (client) => client.models.show({ name }), detailLines)),
    )
    .addCommand(
      command('remove', 'command-line.models.remove')
        .argument('<model>', say('command-line.models.model'))
        .action((name, options) =>
          print(
            options,
            async (client) => {
              await client.models.remove({ name })
              return { removed: name }
            },
            ({ removed }) => [say('command-line.models.removed', { model: printable(removed) })],
          ),
        ),
    )
    .addCommand(
      command('add', 'command-line.models.add')
        .argument('<file>', say('command-line.models.file'))
        .action((file, options) => print(options, (client) => client.models.addFile({ path: resolve(file) }), addedLines)),
    )
    .addCommand(
      command('add-adapter', 'command-line.models.add-adapter')
        .argument('<base>', say('command-line.models.base'))
        .argument('<file>', say('command-line.models.adapter-file'))
        .option('--scale <number>', say('command-line.models.scale'), scaleFrom, 1)
        .action((base, file, { scale, ...options }) => print(options, (client) => client.models.addAdapter({ base, path: resolve(file), scale }), addedLines)),
    )
    .addCommand(serversCommand(surroundings, outcome))
    .addCommand(addServerCommand(surroundings, outcome))
    .addCommand(removeServerCommand(surroundings, outcome))
    .addCommand(
      command('check', 'command-line.models.check').action((options) =>
        run(options, async (client) => {
          const [state, { memory, suggestions }] = await Promise.all([client.models.state(), client.models.suggestions()])
          if (options.json) terminal.result(JSON.stringify({ ...state, memory, suggestions }))
          else {
            sayEngines(terminal, state)
            terminal.result(say('command-line.models.advice', { size: sizeInWords(memory) }))
            for (const one of suggestions) terminal.result(`${one.name}\t${sizeInWords(one.size)}\t${say(fitWords[one.fit])}`)
          }
          return state.models.length > 0 ? exitCodes.success : exitCodes.nothing
        }),
      ),
    )
}

/** The engine stops the download when the command is stopped: it was asked for here. */
async function followPull(client: Client, started: Pull, terminal: Terminal | null, signal: AbortSignal): Promise<Pull> {
  const cancel = () => void client.models.cancelPull({ id: started.id })
  signal.addEventListener('abort', cancel, { once: true })
  try {
    for await (const pulls of values(client.models.followPulls(undefined, { signal }), signal)) {
      const pull = pulls.find(({ id }) => id === started.id)
      if (!pull) continue
      if (pull.state !== 'working') {
        terminal?.clear()
        if (pull.state === 'failed') throw new AlcoveError(pull.failure?.code ?? 'pull-cut', { model: pull.model, ...pull.failure?.details })
        if (pull.state === 'stopped') throw new AlcoveError('stopped')
        return pull
      }
      terminal?.progress(
        say('command-line.models.progress', { model: printable(pull.model), done: sizeInWords(pull.completed), total: sizeInWords(pull.total) }),
      )
    }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  throw new AlcoveError('engine-gone')
}

function addedLines({ name }: { readonly name: string }): readonly string[] {
  return [say('command-line.models.added', { model: printable(name) })]
}

function detailLines(details: ModelDetails): readonly string[] {
  const { name, family, parameters, quantization, contextTokens, usedContextTokens, memory, capabilities } = details
  return [
    [name, family, parameters, quantization, ...(capabilities ?? [])].flatMap((fact) => (fact === null ? [] : [printable(fact)])).join('\t'),
    say('command-line.models.context', { used: usedContextTokens, trained: contextTokens ?? usedContextTokens }),
    ...(memory === null ? [] : [say('command-line.models.memory', { size: sizeInWords(memory) })]),
  ]
}

function sayModels(terminal: Terminal, state: ModelsState): void {
  sayEngines(terminal, state)
  for (const model of state.models) terminal.result(modelLine(model, state.chosen))
  if (state.blocked.length > 0) terminal.result(say('models.blocked', { names: state.blocked.map(printable).join(', ') }))
}

function modelLine({ name, parameters, quantization, size, contextTokens, loaded }: ChatModelInfo, chosen: string | null): string {
  const facts = [name, parameters, quantization, size === null ? null : sizeInWords(size), contextTokens === null ? null : String(contextTokens)]
  const marks = [name === chosen ? say('command-line.models.answers') : null, loaded ? say('command-line.models.loaded') : null]
  return [...facts, ...marks].flatMap((fact) => (fact === null ? [] : [printable(fact)])).join('\t')
}

function sayEngines(terminal: Terminal, { engines }: ModelsState): void {
  for (const engine of engines) terminal.say(engineLine(engine))
}

function scaleFrom(text: string): number {
  const scale = Number(text)
  if (text.trim() === '' || !(scale >= 0 && scale <= 4)) throw new InvalidArgumentError(say('command-line.models.scale-wrong'))
  return scale
}
