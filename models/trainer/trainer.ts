/** The Trainer port: Python in an environment of its own, installed on request from pinned packages, and one process for each training. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AlcoveError, toFailure } from '../../core/errors.ts'
import { type Delegation, type Network, NetworkError } from '../../core/ports/network.ts'
import type { Trainer } from '../../core/ports/trainer.ts'
import type { TrainerState } from '../../core/types/training.ts'
import { install } from './install.ts'
import { type PackageKind, packageKind, pinsFor, readPackages } from './packages.ts'
import { readInstalled, type TrainerPlaces } from './places.ts'
import { plan } from './plan.ts'
import type { Programs, Python } from './program.ts'
import { folderOf, resultOf, train, tryOut, type WorkParts } from './work.ts'

export interface TrainerParts {
  readonly places: TrainerPlaces
  readonly programs: Programs
  readonly network: Network
  /** Fit ones, the best first; asked anew each time. */
  readonly pythons: () => readonly Python[]
  readonly machine: TrainerMachine
  /** Bytes of this computer. */
  readonly memory: number
  /** Wakes those who follow its state. */
  readonly pulse: TrainerPulse
  /** What to install instead of what the machine tells. */
  readonly kind?: PackageKind
}

export interface TrainerPulse {
  changed(): void
  /** What `read` gives, at once and after changes. Ends with the signal. */
  follow<T>(read: () => T, signal: AbortSignal): AsyncGenerator<T>
}

export interface TrainerMachine {
  readonly platform: string
  readonly arch: string
  /** An NVIDIA card with its driver. */
  readonly card: boolean
  /** The processor computes with 16-bit numbers. */
  readonly short: boolean
}

export interface OwnTrainer extends Trainer {
  /** Ends what is under way. */
  close(): Promise<void>
}

export function createTrainer(parts: TrainerParts): OwnTrainer {
  const { places, machine, pulse } = parts
  const kind = parts.kind ?? packageKind(machine.platform, machine.arch, machine.card)
  const packages = kind === null ? null : readPackages(places.program, kind)
  let installing: { readonly stop: AbortController; bytes: number; readonly ended: Promise<void> } | null = null
  let failed: AlcoveError | null = null
  const ended = new AbortController()

  const state = (): TrainerState => {
    const installed = readInstalled(places.environment)
    const [first] = parts.pythons()
    const python = installed?.python ?? first ?? null
    const shared = {
      python,
      device: installed?.device ?? packages?.device ?? null,
      download: packages?.download ?? null,
      size: packages?.disk ?? null,
      hosts: packages?.hosts ?? [],
      packages: packages === null || python === null ? [] : pinsFor(packages, python.version),
      installed: installing?.bytes ?? null,
    }
    if (packages === null) return { ...shared, state: 'unfit', failure: { code: 'trainer-platform', details: {} } }
    if (installing !== null) return { ...shared, state: 'installing' }
    if (installed !== null) return { ...shared, state: 'ready' }
    if (python === null) return { ...shared, state: 'unfit', failure: { code: 'trainer-unfit', details: {} } }
    if (failed === null) return { ...shared, state: 'missing' }
    return { ...shared, state: 'failed', failure: toFailure(failed) }
  }

  const begin = (): void => {
    if (installing !== null) return
    if (packages === null) throw new AlcoveError('trainer-platform')
    const pythons = parts.pythons()
    if (pythons.length === 0) throw new AlcoveError('trainer-unfit')
    const stop = new AbortController()
    const leaves = askLeave(parts.network, packages.hosts, AbortSignal.any([stop.signal, ended.signal]))
    failed = null
    const work = async (): Promise<void> => {
      try {
        await install({ ...parts, packages, pythons, progress }, leaves.signal)
      } catch (error) {
        failed = failureOf(error, stop.signal.aborted || ended.signal.aborted)
      } finally {
        leaves.ended(installing?.bytes ?? 0)
        installing = null
        pulse.changed()
      }
    }
    const progress = (bytes: number): void => {
      if (installing === null) return
      installing.bytes = bytes
      pulse.changed()
    }
    // begins when this call has returned, so that its record is there
    installing = { stop, bytes: 0, ended: Promise.resolve().then(work) }
    pulse.changed()
  }

  const ready = (): WorkParts => {
    if (packages === null) throw new AlcoveError('trainer-platform')
    const installed = installing === null ? readInstalled(places.environment) : null
    if (installed === null) throw new AlcoveError(parts.pythons().length === 0 ? 'trainer-unfit' : 'trainer-missing')
    return { ...parts, device: installed.device }
  }

  return {
    state,
    follow: (signal) => pulse.follow(state, signal),
    install: begin,
    stopInstall() {
      installing?.stop.abort(new AlcoveError('stopped'))
    },
    async uninstall() {
      installing?.stop.abort(new AlcoveError('stopped'))
      await installing?.ended
      failed = null
      for (const folder of [places.environment, places.half, places.cache]) await rm(folder, { recursive: true, force: true })
      pulse.changed()
    },
    async plan(base, settings, signal) {
      const device = readInstalled(places.environment)?.device ?? packages?.device ?? 'cpu'
      return await plan(base, settings, { device, short: device !== 'cpu' || machine.short }, signal)
    },
    async tryOut(order, signal) {
      return await tryOut(order, ready(), AbortSignal.any([signal, ended.signal]))
    },
    async *train(order, pause, signal) {
      yield* train(order, ready(), pause, AbortSignal.any([signal, ended.signal]))
    },
    result: (trainingId) => resultOf(places, trainingId),
    async discard(trainingId) {
      await rm(folderOf(places, trainingId), { recursive: true, force: true })
    },
    async sweep(trainingIds) {
      const known = new Set(trainingIds)
      for (const name of await namesIn(places.trainings)) if (!known.has(name)) await rm(join(places.trainings, name), { recursive: true, force: true })
    },
    async close() {
      ended.abort(new AlcoveError('stopped'))
      await installing?.ended
    },
  }
}

/** One for each host; any that is refused takes the others back. */
function askLeave(network: Network, hosts: readonly string[], signal: AbortSignal): { readonly signal: AbortSignal; ended(bytes: number): void } {
  const leaves: Delegation[] = []
  try {
    for (const host of hosts) leaves.push(network.delegate({ host, purpose: 'trainer' }, signal))
  } catch (error) {
    for (const leave of leaves) leave.ended(0)
    throw error instanceof NetworkError && error.failure === 'network-locked' ? new AlcoveError('network-locked') : error
  }
  return {
    signal: AbortSignal.any(leaves.map((leave) => leave.signal)),
    ended(bytes) {
      // which host sent how much is not told; the bulk comes from the last that was named
      for (const [at, leave] of leaves.entries()) leave.ended(at === leaves.length - 1 ? bytes : 0)
    },
  }
}

/** Null where it was stopped on purpose. */
function failureOf(error: unknown, stopped: boolean): AlcoveError | null {
  if (stopped) return null
  if (error instanceof AlcoveError) return error
  if (error instanceof NetworkError) return new AlcoveError('network-locked', {}, error)
  return new AlcoveError('trainer-install-failed', { reason: error instanceof Error ? error.message.slice(0, 500) : '' }, error)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
