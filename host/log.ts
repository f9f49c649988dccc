/**
 * The log: JSON lines in the data folder, the newest few files kept. It takes codes, counts and paths;
 * of an error it keeps name, code and stack, and the message only where the operating system wrote it,
 * since a library's message may hold text of a document.
 */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AlcoveError } from '../core/errors.ts'
import type { Log, LogFacts } from '../core/ports/log.ts'

const largestBytes = 1_000_000
const filesKept = 4

export function createLog(folder: string, now: () => number): Log {
  const file = join(folder, 'alcove.log')
  let bytes = sizeOf(file)

  function write(level: 'info' | 'error', event: string, facts: Record<string, unknown>): void {
    const line = `${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...facts })}\n`
    try {
      if (bytes === null) mkdirSync(folder, { recursive: true })
      if ((bytes ?? 0) + line.length > largestBytes) {
        rotate(file)
        bytes = 0
      }
      appendFileSync(file, line, { mode: 0o600 })
      bytes = (bytes ?? 0) + line.length
    } catch {
      // A full or vanished disk must not turn a report of one fault into another fault.
      bytes = null
    }
  }

  return {
    info: (event: string, facts: LogFacts = {}) => write('info', event, facts),
    error: (event: string, error: unknown, facts: LogFacts = {}) => write('error', event, { ...facts, error: described(error) }),
  }
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}

function rotate(file: string): void {
  rmSync(`${file}.${filesKept - 1}`, { force: true })
  for (let age = filesKept - 2; age >= 0; age -= 1) {
    const from = age === 0 ? file : `${file}.${age}`
    if (sizeOf(from) !== null) renameSync(from, `${file}.${age + 1}`)
  }
}

interface Described {
  readonly name: string
  readonly code?: string
  readonly details?: unknown
  readonly message?: string
  readonly stack?: readonly string[]
  readonly cause?: Described
}

function described(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const bySystem = 'syscall' in error
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(error instanceof AlcoveError && Object.keys(error.details).length > 0 ? { details: error.details } : {}),
    ...(bySystem ? { message: error.message } : {}),
    stack: frames(error.stack),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: described(error.cause, depth + 1) }),
  }
}

/** Only the lines that name code: the first line repeats the message. */
function frames(stack: string | undefined): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 12)
}
