/** The trainer's outer half against a scripted Python that speaks the real one's words. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPulse } from '../../../core/engine/pulse.ts'
import type { AlcoveError } from '../../../core/errors.ts'
import type { Delegation } from '../../../core/ports/network.ts'
import { NetworkError } from '../../../core/ports/network.ts'
import type { TrainerEvent, TrainerOrder } from '../../../core/ports/trainer.ts'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { createPrograms } from '../../../host/processes/programs.ts'
import { trainerPlaces } from '../../../models/trainer/places.ts'
import type { Python } from '../../../models/trainer/program.ts'
import { createTrainer, type OwnTrainer } from '../../../models/trainer/trainer.ts'
import { type Script, type ScriptedPython, scriptedPython } from '../../fakes/trainer/scripted-python.ts'

const program = resolve(import.meta.dirname, '../../../models/trainer')
const open = new AbortController().signal

let folder: string
let python: ScriptedPython
let trainer: OwnTrainer
let log: { host: string; purpose: string; bytes: number | null }[]
let locked: boolean
let lock: AbortController

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-trainer-'))
  log = []
  locked = false
  lock = new AbortController()
})
afterEach(async () => {
  await trainer.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(
  script: Script = {},
  { pythons, arch = 'x64', memory = 16e9 }: { pythons?: readonly Python[]; arch?: string; memory?: number } = {},
): OwnTrainer {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  python = scriptedPython(home, script)
  trainer = createTrainer({
    pulse: createPulse(0),
    places: trainerPlaces(program, join(folder, 'trainer')),
    programs: createPrograms({ HOME: folder, SECRET_KEY: 'x', PIP_INDEX_URL: 'https://elsewhere.example' }),
    network: {
      locked,
      lock: () => undefined,
      request: () => Promise.reject(new Error('nothing is asked for here')),
      delegate({ host, purpose }, signal): Delegation {
        if (locked) throw new NetworkError('network-locked')
        const entry: { host: string; purpose: string; bytes: number | null } = { host, purpose, bytes: null }
        log.push(entry)
        return {
          signal: AbortSignal.any([signal, lock.signal]),
          ended: (bytes) => {
            entry.bytes = bytes
          },
        }
      },
    },
    pythons: () => pythons ?? [python],
    machine: { platform: 'linux', arch, card: false, short: false },
    memory,
  })
  return trainer
}

async function installed(script: Script = {}): Promise<OwnTrainer> {
  start(script)
  trainer.install()
  await until('ready')
  return trainer
}

/** Every state on the way to the one that is waited for. */
async function until(wanted: string): Promise<string[]> {
  const seen: string[] = []
  for await (const { state, failure } of trainer.follow(open)) {
    if (seen.at(-1) !== state) seen.push(state)
    if (state === wanted) break
    if (state === 'failed') throw new Error(JSON.stringify(failure))
  }
  return seen
}

function order(changes: Partial<TrainerOrder> = {}): TrainerOrder {
  const row = `${JSON.stringify({
    messages: [
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: 'A' },
    ],
  })}\n`
  return {
    trainingId: 'one',
    base: { kind: 'gguf', path: '/models/base.gguf' },
    train: row.repeat(3),
    validation: row,
    settings: defaultTrainingSettings,
    parity: null,
    ...changes,
  }
}

async function collect(pause: AbortSignal = open, signal: AbortSignal = open, each: (event: TrainerEvent) => void = () => undefined): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = []
  for await (const event of trainer.train(order(), pause, signal)) {
    events.push(event)
    each(event)
  }
  return events
}

async function failure(work: Promise<unknown>): Promise<AlcoveError> {
  return await work.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: AlcoveError) => error,
  )
}

const files = (): string[] =>
  readdirSync(join(folder, 'trainer', 'trainings', 'one'), { recursive: true })
    .map(String)
    .toSorted()

describe('installing', () => {
  test('says beforehand what is fetched, how large and from where', () => {
    expect(start().state()).toMatchObject({
      state: 'missing',
      python: { version: '3.12' },
      device: 'cpu',
      hosts: ['pypi.org', 'files.pythonhosted.org', 'download.pytorch.org'],
      installed: null,
    })
    expect(trainer.state().download).toBeGreaterThan(3e8)
    expect(trainer.state().packages).toContain('torch==2.10.0+cpu')
  })

  test('fetches what is pinned into a place of its own, through the gate, and tells how far it is', async () => {
    start()
    trainer.install()
    const bytes: number[] = []
    for await (const { state, installed: arrived } of trainer.follow(open)) {
      if (arrived !== null) bytes.push(arrived)
      if (state !== 'installing') break
    }
    expect(trainer.state()).toMatchObject({ state: 'ready', device: 'cpu', python: { path: python.path } })
    expect(Math.max(...bytes)).toBe(1_700)
    expect(log.map(({ host, purpose, bytes: told }) => [host, purpose, told])).toEqual([
      ['pypi.org', 'trainer', 0],
      ['files.pythonhosted.org', 'trainer', 0],
      ['download.pytorch.org', 'trainer', 1_700],
    ])
    expect(readdirSync(join(folder, 'trainer'))).toEqual(['environment'])
    const environment = python.asked()[0]?.environment ?? {}
    expect(environment).toMatchObject({ HF_HUB_OFFLINE: '1', HOME: folder })
    expect(environment).not.toHaveProperty('SECRET_KEY')
    expect(environment).not.toHaveProperty('PIP_INDEX_URL')
  })

  test('a package whose hash differs leaves nothing installed, and says what the installer said', async () => {
    start({ pip: 'hash' })
    trainer.install()
    await until('failed').catch(() => undefined)
    expect(trainer.state()).toMatchObject({
      state: 'failed',
      failure: { code: 'trainer-install-failed', details: { reason: expect.stringContaining('DO NOT MATCH') } },
    })
    expect(existsSync(join(folder, 'trainer', 'environment'))).toBe(false)
    python.write({})
    trainer.install()
    expect(await until('ready')).toEqual(['installing', 'ready'])
  })

  test('packages that cannot be loaded are not called installed', async () => {
    start({ look: 'fails' })
    trainer.install()
    await until('failed').catch(() => undefined)
    expect(trainer.state()).toMatchObject({ failure: { code: 'trainer-install-failed', details: { reason: expect.stringContaining('torch') } } })
  })

  test('stops when asked to and when the gate is locked', async () => {
    start({ pip: 'hangs' })
    trainer.install()
    trainer.stopInstall()
    await until('missing')
    trainer.install()
    setTimeout(() => lock.abort(new NetworkError('network-locked')), 100)
    await until('failed').catch(() => undefined)
    expect(trainer.state().failure?.code).toBe('network-locked')
    locked = true
    expect(() => trainer.install()).toThrow('network-locked')
  })

  test('takes the next Python where the first cannot make an environment', async () => {
    const broken = join(folder, 'broken')
    mkdirSync(broken)
    const first = scriptedPython(broken, { venv: 'fails' })
    const home = join(folder, 'home')
    mkdirSync(home)
    start({}, { pythons: [first, scriptedPython(home)] })
    trainer.install()
    await until('ready')
    expect(trainer.state().python?.path).not.toBe(first.path)
  })

  test('without a fit Python, and on a computer without packages, it says so and starts nothing', () => {
    start({}, { pythons: [] })
    expect(trainer.state()).toMatchObject({ state: 'unfit', failure: { code: 'trainer-unfit' }, python: null })
    expect(() => trainer.install()).toThrow('trainer-unfit')
    start({}, { arch: 'riscv64' })
    expect(trainer.state()).toMatchObject({ state: 'unfit', failure: { code: 'trainer-platform' }, packages: [] })
    expect(() => trainer.install()).toThrow('trainer-platform')
  })

  test('taking it away takes what was fetched too and leaves the trainings; giving one up takes that one alone', async () => {
    start()
    const places = trainerPlaces(program, join(folder, 'trainer'))
    for (const made of [places.environment, places.half, places.cache, trainer.result('one'), trainer.result('two')]) mkdirSync(made, { recursive: true })
    await trainer.uninstall()
    expect(readdirSync(join(folder, 'trainer'))).toEqual(['trainings'])
    await trainer.discard('one')
    expect(readdirSync(places.trainings)).toEqual(['two'])
    await expect(trainer.discard('../..')).rejects.toThrow('not the id')
  })

  test('uninstalls', async () => {
    await installed()
    await trainer.uninstall()
    expect(trainer.state().state).toBe('missing')
    expect(readdirSync(join(folder, 'trainer'))).toEqual([])
    expect((await failure(collect())).code).toBe('trainer-missing')
  })
})

describe('training', () => {
  test('tells steps, losses and checkpoints, and leaves an adapter and no rows', async () => {
    await installed()
    const events = await collect()
    expect(events[0]).toEqual({ type: 'start', steps: 6, examples: 3, tooLong: 0, parameters: 115_000, device: 'cpu' })
    expect(events).toContainEqual({ type: 'line', text: 'a line that a library prints' })
    expect(events).toContainEqual({ type: 'step', step: 2, loss: null, seconds: 2, memory: 900_000_000 })
    expect(events).toContainEqual({ type: 'evaluation', step: 4, loss: 1 })
    expect(events.at(-1)).toEqual({
      type: 'done',
      step: 6,
      bestStep: 6,
      validationLoss: 0.5,
      seconds: 6,
      memory: 900_000_000,
      folder: trainer.result('one'),
    })
    expect(readdirSync(trainer.result('one')).toSorted()).toEqual(['adapter_config.json', 'adapter_model.safetensors', 'training.json'])
    expect(files().filter((name) => name.endsWith('.jsonl'))).toEqual([])
  })

  test('an end that nobody heard of is told at the next start', async () => {
    await installed()
    await collect()
    expect(await collect()).toEqual([{ type: 'done', step: 6, bestStep: 6, validationLoss: 0.5, seconds: 0, memory: null, folder: trainer.result('one') }])
  })

  test('pauses at its next step and goes on from there', async () => {
    await installed({ stepMs: 40 })
    const pause = new AbortController()
    const events = await collect(pause.signal, open, (event) => {
      if (event.type === 'step' && event.step === 3) pause.abort()
    })
    const last = events.at(-1)
    expect(last).toMatchObject({ type: 'paused' })
    expect(existsSync(trainer.result('one'))).toBe(false)
    const rest = await collect()
    const step = last?.type === 'paused' ? last.step : 0
    expect(rest.find(({ type }) => type === 'step')).toMatchObject({ step: step + 1 })
    expect(rest.at(-1)).toMatchObject({ type: 'done', step: 6 })
  })

  test('a stop ends it, keeps its checkpoints and leaves no rows', async () => {
    await installed({ stepMs: 40 })
    const stop = new AbortController()
    const reason = new Error('enough')
    const error = await failure(
      collect(open, stop.signal, (event) => {
        if (event.type === 'checkpoint') stop.abort(reason)
      }),
    )
    expect(error).toBe(reason)
    expect(files().filter((name) => name.endsWith('alcove-complete'))).not.toEqual([])
    expect(files().filter((name) => name.endsWith('.jsonl') || name.startsWith('result'))).toEqual([])
    expect((await collect()).at(-1)).toMatchObject({ type: 'done' })
  })

  test('a crash is told with the last lines, and what follows goes on from the last checkpoint', async () => {
    await installed({ dieAt: 5 })
    const error = await failure(collect())
    expect(error).toMatchObject({ code: 'trainer-stopped', details: { reason: expect.stringContaining('Segmentation fault') } })
    expect(existsSync(trainer.result('one'))).toBe(false)
    python.write({})
    const events = await collect()
    expect(events.find(({ type }) => type === 'step')).toMatchObject({ step: 5 })
  })

  test('one killed while it held the memory ran out of it, one killed otherwise did not', async () => {
    await installed({ dieAt: 3, dieBy: 'SIGKILL', memory: 15e9 })
    expect((await failure(collect())).code).toBe('trainer-memory')
    python.write({ dieAt: 3, dieBy: 'SIGKILL', memory: 1e9 })
    expect((await failure(collect())).code).toBe('trainer-stopped')
  })

  test('what the trainer refuses is told by its code', async () => {
    await installed({ error: { code: 'base-untrainable', reason: 'no such architecture' } })
    expect(await failure(collect())).toMatchObject({ code: 'base-untrainable', details: { base: 'base.gguf', reason: 'no such architecture' } })
    python.write({ error: { code: 'rows-too-long', reason: '', details: { count: 3, most: 64 } } })
    expect(await failure(collect())).toMatchObject({ code: 'rows-too-long', details: { count: 3, most: 64 } })
    python.write({ error: { code: 'something-new', reason: 'odd' } })
    expect(await failure(collect())).toMatchObject({ code: 'trainer-stopped', details: { reason: expect.stringContaining('odd') } })
  })

  test('tries a few steps for time and memory, and leaves nothing', async () => {
    await installed()
    expect(await trainer.tryOut(order(), open)).toEqual({ steps: 60, secondsPerStep: 0.5, memory: 900_000_000, examples: 3, tooLong: 0 })
    expect(files()).toEqual([])
  })

  test('removes what is no longer known', async () => {
    await installed()
    await collect()
    await trainer.sweep(['one'])
    expect(existsSync(trainer.result('one'))).toBe(true)
    await trainer.sweep([])
    expect(existsSync(trainer.result('one'))).toBe(false)
    expect(() => trainer.result('../..')).toThrow('not the id')
  })
})
