/** Wraps a command's work: its failure becomes a sentence, JSON where that was asked for, and an exit code. */
import { AlcoveError } from '../../core/errors.ts'
import { advice, say } from '../../core/words/words.ts'
import { fromWire } from '../from-wire.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { printable } from './terminal.ts'

/** Where a command leaves its exit code. */
export interface Outcome {
  code: ExitCode
}

export interface Common {
  readonly data?: string | undefined
  readonly json?: true | undefined
}

export async function runCommand(surroundings: Surroundings, outcome: Outcome, { json }: Common, work: () => Promise<ExitCode>): Promise<void> {
  const { terminal, signal } = surroundings
  try {
    outcome.code = await work()
  } catch (error) {
    const failure = error instanceof AlcoveError ? error : isOurs(error) ? fromWire(error, signal) : null
    if (failure === null) throw error
    const message = messageOf(failure)
    terminal.say(say('command-line.error', { message: printable(message) }))
    if (json) terminal.result(JSON.stringify({ error: { code: failure.code, details: failure.details, message } }))
    outcome.code = signal.aborted ? exitCodes.failed : exitCodeOf(failure)
  }
}

export function messageOf({ code, details }: AlcoveError): string {
  return advice(code, details)
}

/** A failure that came over a door, or the end of one; anything else is a fault of the program and is shown as it is. */
function isOurs(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || 'defined' in error)
}
