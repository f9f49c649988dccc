/**
 * Training for real: the pinned Python packages, the trainer as the app runs it, and what comes of it in the engine that answers. So small a
 * model proves the machinery, not which approach is better.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { differenceOf, estimateOf, meanOf, resample } from '../../core/evaluate/statistics/bootstrap.ts'
import type { TrainerEvent, TrainerOrder } from '../../core/ports/trainer.ts'
import type { TrainingSettings } from '../../core/types/training.ts'
import { convertAdapter } from '../../models/adapters/convert.ts'
import { mergeToFile } from '../../models/adapters/merge.ts'
import { type LedgerExample, ledgerDocuments, ledgerRows, ledgerSettings, ledgerTurns } from './ledger.ts'
import { type RealTrainer, realTrainer, speaker, trainFolder } from './real-trainer.ts'

const base = resolve(import.meta.dirname, '../fixtures/models/house-style.gguf')
const open = new AbortController().signal
const made = join(trainFolder, 'made')
const facts: Record<string, unknown> = {}

const documents = ledgerDocuments(300)
const of = (from: number, to: number): readonly LedgerExample[] => documents.slice(from, to).flatMap(({ examples }) => examples)
const [train, validation, unseen] = [of(0, 160), of(160, 190), of(190, 300)]

let real: RealTrainer

beforeAll(async () => {
  real = await realTrainer()
  await real.trainer.sweep([])
  rmSync(made, { recursive: true, force: true })
  mkdirSync(made, { recursive: true })
  facts['installSeconds'] = real.installSeconds
  facts['packages'] = real.trainer.state()
})

afterAll(async () => {
  await real.trainer.close()
  writeFileSync(join(trainFolder, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
})

async function order(trainingId: string, changes: Partial<TrainingSettings> = {}, dealt = false): Promise<TrainerOrder> {
  const turns = ledgerTurns('kelda keeps morvan.')
  return {
    trainingId,
    base: { kind: 'gguf', path: base },
    train: ledgerRows(train, dealt),
    validation: ledgerRows(validation, dealt),
    settings: { ...ledgerSettings, ...changes },
    parity: { turns, tokens: await speaker(base, null).tokens(turns) },
  }
}

interface Trained {
  readonly events: readonly TrainerEvent[]
  /** The GGUF adapter. */
  readonly adapter: string
}

async function trained(trainingId: string, dealt: boolean): Promise<Trained> {
  const events: TrainerEvent[] = []
  for await (const event of real.trainer.train(await order(trainingId, {}, dealt), open, open)) events.push(event)
  const last = events.at(-1)
  expect(last).toMatchObject({ type: 'done' })
  facts[trainingId] = last
  const adapter = join(made, `${trainingId}.gguf`)
  await convertAdapter({ path: real.trainer.result(trainingId), basePath: base }, adapter, open)
  return { events, adapter }
}

/** 1 where the answer is the reference, word for word. */
async function scores(model: string, adapter: string | null): Promise<{ readonly right: readonly number[]; readonly answers: readonly string[] }> {
  const speaks = speaker(model, adapter)
  const answers: string[] = []
  for (const { input } of unseen) answers.push((await speaks.answer(ledgerTurns(input))).trim())
  return { answers, right: answers.map((answer, at) => (answer === unseen[at]?.output ? 1 : 0)) }
}

async function interval(a: readonly number[], b: readonly number[]): Promise<{ value: number; low: number; high: number }> {
  const [one, other] = await resample(a.length, [meanOf(a), meanOf(b)], { seed: 1 })
  if (one === undefined || other === undefined) throw new Error('nothing was resampled')
  return estimateOf(differenceOf(one, other))
}

test('the adapter raises the score on documents it never saw, one trained on dealt-out labels does not, and merged it says the same', async () => {
  const [right, dealt] = [await trained('right', false), await trained('dealt', true)]
  const bare = await scores(base, null)
  const tuned = await scores(base, right.adapter)
  const control = await scores(base, dealt.adapter)
  const raised = await interval(tuned.right, bare.right)
  const controlled = await interval(control.right, bare.right)
  Object.assign(facts, { raised, controlled, bare: bare.answers.slice(0, 3), tuned: tuned.answers.slice(0, 3), control: control.answers.slice(0, 3) })
  expect(raised.low).toBeGreaterThan(0.5)
  expect(controlled.low).toBeLessThanOrEqual(0)

  const merged = join(made, 'merged.gguf')
  await mergeToFile({ basePath: base, adapterPath: right.adapter, scale: 1 }, merged, open, () => undefined)
  const whole = await scores(merged, null)
  const same = whole.answers.filter((answer, at) => answer === tuned.answers[at]).length
  const changed = tuned.answers.filter((answer, at) => answer !== bare.answers[at]).length
  Object.assign(facts, { prompts: unseen.length, same, changed })
  expect(unseen.length).toBeGreaterThanOrEqual(200)
  expect(same / unseen.length).toBeGreaterThanOrEqual(0.95)
  expect(changed).toBeGreaterThanOrEqual(100)

  const losses = right.events.flatMap((event) => (event.type === 'evaluation' ? [event.loss ?? Number.NaN] : []))
  expect(losses.length).toBeGreaterThan(3)
  expect(Math.min(...losses)).toBeLessThan((losses[0] ?? 0) / 2)
})

test('killed by kill -9 it goes on from its last checkpoint to the very weights of one that was not', async () => {
  const plain = await collect('plain')
  expect(plain.at(-1)).toMatchObject({ type: 'done' })
  let killed = false
  await expect(
    collect('killed', (event, pid) => {
      if (event.type !== 'checkpoint' || killed) return
      killed = true
      process.kill(pid, 'SIGKILL')
    }),
  ).rejects.toMatchObject({ code: 'trainer-stopped' })
  expect(existsSync(real.trainer.result('killed'))).toBe(false)
  const rest = await collect('killed')
  const first = rest.find(({ type }) => type === 'step')
  expect(first?.type === 'step' ? first.step : 0).toBeGreaterThan(1)
  const weights = (id: string): Buffer => readFileSync(join(real.trainer.result(id), 'adapter_model.safetensors'))
  expect(weights('killed').equals(weights('plain'))).toBe(true)
})

/** A short training; `each` also learns the process that trains. */
async function collect(trainingId: string, each: (event: TrainerEvent, pid: number) => void = () => undefined): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = []
  for await (const event of real.trainer.train(await order(trainingId, { epochs: 1 }), open, open)) {
    events.push(event)
    each(event, trainerPid())
  }
  return events
}

function trainerPid(): number {
  const found = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'train.py'], { encoding: 'utf8' }).stdout.trim()
  return Number(found.split('\n').at(-1))
}

test('pauses, tries, and refuses what does not fit, by code', async () => {
  const pause = new AbortController()
  const events: TrainerEvent[] = []
  for await (const event of real.trainer.train(await order('paused'), pause.signal, open)) {
    events.push(event)
    if (event.type === 'step' && event.step === 3) pause.abort()
  }
  expect(events.at(-1)).toMatchObject({ type: 'paused' })
  const trial = await real.trainer.tryOut(await order('trial'), open)
  facts['trial'] = trial
  const planned = await real.trainer.plan({ kind: 'gguf', path: base }, ledgerSettings, open)
  facts['planned'] = planned
  expect(trial).toMatchObject({ examples: train.length, tooLong: 0, steps: 160 })
  expect(planned.memory).toBeGreaterThan((trial.memory ?? 0) * 0.75)
  expect(planned.memory).toBeLessThan((trial.memory ?? 0) * 1.33)

  const long = { ...(await order('long', { maxLength: 16 })) }
  await expect(real.trainer.tryOut(long, open)).rejects.toMatchObject({ code: 'rows-too-long' })
  const given = await order('other')
  const other = { ...given, parity: { turns: given.parity?.turns ?? [], tokens: [1, 2, 3] } }
  await expect(real.trainer.tryOut(other, open)).rejects.toMatchObject({ code: 'template-unfit' })
  writeFileSync(join(made, 'broken.gguf'), readFileSync(base).subarray(0, 4_000))
  await expect(real.trainer.tryOut({ ...given, base: { kind: 'gguf', path: join(made, 'broken.gguf') } }, open)).rejects.toMatchObject({
    code: 'base-untrainable',
  })
  expect(readdirSync(join(trainFolder, 'trainings'), { recursive: true }).filter((name) => String(name).endsWith('.jsonl'))).toEqual([])
})
