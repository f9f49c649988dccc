/** Wraps a command's work: its failure becomes a sentence, JSON where that was asked for, and an exit code. */
import { AlcoveError } from '../../core/errors.ts'
import { advice, say } from '../../core/words/words.ts'
import { systemClock } from '../clock-and-random.ts'
import { fromWire, isFromDoor } from '../from-wire.ts'
import { createLog } from '../log.ts'
import { dataFolder, profilePlaces } from '../paths.ts'
import { type ExitCode, exitCodeOf } from './exit-codes.ts'
import type { Surroundings } from './surroundings.ts'
import { printable } from './terminal.ts'

/** Where a command leaves its exit code. */
export interface Outcome {
  code: ExitCode
}

export interface Common {
  readonly data?: string | undefined
  readonly json?: true | undefined
  /** Its data folder is gone by the time it ends, and the log with it. */
  readonly throwAway?: boolean
}

export async function runCommand(
  surroundings: Surroundings,
  outcome: Outcome,
  { data, json, throwAway }: Common,
  work: () => Promise<ExitCode>,
): Promise<void> {
  const { terminal, signal, environment } = surroundings
  try {
    outcome.code = await work()
  } catch (error) {
    const fault = !isFromDoor(error)
    const failure = fault ? new AlcoveError('unexpected') : fromWire(error, signal)
    const message = advice(failure.code, failure.details)
    terminal.say(say('command-line.error', { message: printable(message) }))
    if (failure.code === 'unexpected' && !throwAway) {
      const { logs } = profilePlaces(dataFolder(data, environment))
      if (fault) createLog(logs, systemClock.now).error('command-failed', error)
      terminal.say(say('command-line.log-place', { folder: printable(logs) }))
    }
    if (json) terminal.result(JSON.stringify({ error: { code: failure.code, details: failure.details, message } }))
    outcome.code = exitCodeOf(failure)
    // a fault of the program is shown as it is
    if (fault) throw error
  }
}
