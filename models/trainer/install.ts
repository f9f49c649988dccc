/** Installs the trainer: a virtual environment beside, filled with what is pinned and nothing else, tried, and only then put in its place. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import { readMessage } from './messages.ts'
import { type Packages, packageIndex } from './packages.ts'
import { type Installed, installedFile, pythonOf, pythonOrder, type TrainerPlaces } from './places.ts'
import type { Programs, Python } from './program.ts'
import { runProgram } from './run-program.ts'

export interface InstallParts {
  readonly programs: Programs
  readonly places: TrainerPlaces
  readonly packages: Packages
  readonly pythons: readonly Python[]
  /** Bytes that have arrived so far. */
  progress(bytes: number): void
}

/** Throws `trainer-install-failed` with what the installer said last, `trainer-unfit`, or the signal's reason. What has arrived is kept for the next try. */
export async function install(parts: InstallParts, signal: AbortSignal): Promise<Installed> {
  const { places, packages } = parts
  const arrived = countBytes(parts.progress)
  await rm(places.half, { recursive: true, force: true })
  await mkdir(places.cache, { recursive: true, mode: 0o700 })
  const python = await madeEnvironment(parts, signal)
  const pip = async (...args: readonly string[]): Promise<void> => {
    await step(parts, pythonOf(places.half), pipArguments(places, args), signal, arrived.hear)
  }
  await pip('--progress-bar', 'off', '-r', join(places.program, 'requirements', 'pip.txt'))
  await pip('--progress-bar', 'raw', '-r', packages.file)
  const device = await look(parts, signal)
  const installed: Installed = { kind: packages.kind, packages: await fileHash(packages.file), python, device }
  await writeFile(installedFile(places.half), `${JSON.stringify(installed)}\n`)
  await rm(places.environment, { recursive: true, force: true })
  await rename(places.half, places.environment)
  await rm(places.cache, { recursive: true, force: true })
  return installed
}

export async function fileHash(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

/** Only wheels, none but the pinned, each checked; no settings of the user's own, which could name other places. */
function pipArguments({ cache }: TrainerPlaces, args: readonly string[]): readonly string[] {
  const fixed = ['--isolated', 'install', '--require-hashes', '--no-deps', '--only-binary', ':all:', '--index-url', packageIndex]
  return ['-m', 'pip', ...fixed, '--no-input', '--disable-pip-version-check', '--cache-dir', join(cache, 'packages'), ...args]
}

/** With the first Python that can: on some systems one lacks what makes environments. */
async function madeEnvironment(parts: InstallParts, signal: AbortSignal): Promise<Python> {
  let last: unknown = new AlcoveError('trainer-unfit')
  for (const python of parts.pythons) {
    try {
      await step(parts, python.path, ['-m', 'venv', parts.places.half], signal)
      return python
    } catch (error) {
      signal.throwIfAborted()
      last = error
      await rm(parts.places.half, { recursive: true, force: true })
    }
  }
  throw last
}

/** Whether all of it can be loaded, and what it would train on. */
async function look(parts: InstallParts, signal: AbortSignal): Promise<Installed['device']> {
  let device: Installed['device'] | null = null
  await step(
    parts,
    pythonOf(parts.places.half),
    [join(parts.places.program, 'train.py')],
    signal,
    (line) => {
      const message = readMessage(line)
      if (message?.type === 'looked') device = message.device
    },
    JSON.stringify({ mode: 'look' }),
  )
  if (device === null) throw new AlcoveError('trainer-install-failed', { reason: 'train.py' })
  return device
}

async function step(
  { programs, places }: InstallParts,
  python: string,
  args: readonly string[],
  signal: AbortSignal,
  hear: (line: string) => void = () => undefined,
  say?: string,
): Promise<void> {
  const program = programs.start(pythonOrder(python, args, places))
  if (say !== undefined) program.say(say)
  const { code, lines } = await runProgram(program, signal, hear)
  if (code !== 0) throw new AlcoveError('trainer-install-failed', { reason: lines.at(-1) ?? String(code) })
}

/** pip tells `Progress 1234 of 5678` (bytes) for each file while it comes; the sum of all. */
function countBytes(progress: (bytes: number) => void): { hear(line: string): void } {
  let before = 0
  let current = 0
  return {
    hear(line) {
      const told = /^Progress (\d+) of \d+$/u.exec(line.trim())
      if (told === null) return
      const bytes = Number(told[1])
      if (bytes < current) before += current
      current = bytes
      progress(before + current)
    },
  }
}
