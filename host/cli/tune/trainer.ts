/** `alcove tune install` and `uninstall`: fetches what training needs, and says beforehand what that is. */
import { AlcoveError } from '../../../core/errors.ts'
import type { TrainerState } from '../../../core/types/training.ts'
import { trainerStateWords } from '../../../core/words/training.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { sizeInWords } from '../size-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { values } from '../with-engine.ts'

export function installCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('install', 'training.install')
    .option('--look', say('training.look'))
    .option('--remove', say('training.uninstall'))
    .action(({ look, remove, ...options }) =>
      run(options, async (client) => {
        const before = await client.training.trainer()
        const state = look ? before : remove ? await client.training.uninstall() : await installed(client, before, terminal, signal)
        if (options.json) terminal.result(JSON.stringify(state))
        else sayTrainer(terminal, state)
        return exitOf(state)
      }),
    )
}

async function installed(client: Client, before: TrainerState, terminal: Terminal, signal: AbortSignal): Promise<TrainerState> {
  if (before.state === 'ready') return before
  if (before.state === 'unfit') throw new AlcoveError('trainer-unfit')
  terminal.say(fetched(before))
  const cancel = () => void client.training.stopInstall()
  signal.addEventListener('abort', cancel, { once: true })
  await client.training.install()
  for await (const state of values(client.training.followTrainer(undefined, { signal }), signal)) {
    if (state.state === 'installing') {
      terminal.progress(say('training.installing', { done: sizeInWords(state.installed ?? 0), total: sizeInWords(state.download ?? 0) }))
      continue
    }
    terminal.clear()
    if (state.state === 'failed') throw new AlcoveError(state.failure?.code ?? 'unexpected', state.failure?.details)
    return state
  }
  throw new AlcoveError('engine-gone')
}

function fetched({ download, size, hosts }: TrainerState): string {
  return say('training.fetches', { download: sizeInWords(download ?? 0), size: sizeInWords(size ?? 0), hosts: hosts.join(', ') })
}

function sayTrainer(terminal: Terminal, state: TrainerState): void {
  terminal.result(trainerStateWords(state.state))
  if (state.python !== null) terminal.result(`Python ${printable(state.python.version)}\t${printable(state.python.path)}`)
  if (state.device !== null) terminal.result(state.device)
  if (state.state === 'missing') terminal.result(fetched(state))
  if (state.state === 'missing' && state.device === 'cuda') terminal.result(say('tune.nvidia'))
}

function exitOf({ state }: TrainerState): ExitCode {
  return state === 'unfit' || state === 'failed' ? exitCodes.nothing : exitCodes.success
}
