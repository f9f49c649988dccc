/** The command line's entry. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError } from '@commander-js/extra-typings'
import { languageFor } from '../../core/types/language.ts'
import { say, speak } from '../../core/words/words.ts'
import { readEnvironment } from '../environment.ts'
import { programPlaces } from '../paths.ts'
import type { Outcome } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { createTerminal, printable } from './terminal.ts'
import { usageWords } from './usage-words.ts'

// what is stored holds the text of documents: nobody else on the computer is to read it
process.umask(0o077)
const environment = readEnvironment()
await speak(languageFor(environment.locales))
const program = programPlaces()
const { version } = JSON.parse(readFileSync(join(program.root, 'package.json'), 'utf8')) as { version: string }
const terminal = createTerminal(process.stdin, process.stdout, process.stderr, environment.plain)
const outcome: Outcome = { code: exitCodes.success }

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // asked twice: whoever asks will not wait for what is under way
    if (ending.signal.aborted) process.exit(exitCodes.failed)
    terminal.say(say('command-line.stopping'))
    ending.abort()
  })
}
// a reader that has seen enough (`| head`) is no fault
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(outcome.code)
    throw error
  })

try {
  await createProgram({ terminal, environment, program, version, signal: ending.signal }, outcome).parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  outcome.code = error.exitCode === 0 ? exitCodes.success : exitCodes.usage
  // help that was shown is no complaint
  if (error.exitCode !== 0 && error.code !== 'commander.help') terminal.say(say('command-line.error', { message: printable(usageWords(error)) }))
}
await terminal.flushed()
process.exit(outcome.code)
