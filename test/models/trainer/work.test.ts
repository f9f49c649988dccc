/** One run of the trainer, with a program that says what it is told to: what is believed of it, and when it has ended well. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TrainerEvent, TrainerOrder } from '../../../core/ports/trainer.ts'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { trainerPlaces } from '../../../models/trainer/places.ts'
import type { Program, ProgramExit, ProgramLine } from '../../../models/trainer/program.ts'
import { train, type WorkParts } from '../../../models/trainer/work.ts'

const timers = vi.hoisted((): { readonly work: () => void; readonly ms: number }[] => [])
vi.mock('node:timers', () => ({ setTimeout: (work: () => void, ms: number) => timers.push({ work, ms }), clearTimeout: () => undefined }))

const open = new AbortController().signal
const order: TrainerOrder = {
  trainingId: 'one',
  base: { kind: 'gguf', path: '/base.gguf' },
  train: '{}\n',
  validation: '{}\n',
  settings: defaultTrainingSettings,
  parity: { turns: [{ role: 'user', content: 'Hi' }], tokens: [1, 2] },
}
const paused = { type: 'paused', step: 3, seconds: 2 }
const line = (value: object | string, from: ProgramLine['from'] = 'output'): ProgramLine => ({
  from,
  text: typeof value === 'string' ? value : `@alcove ${JSON.stringify(value)}`,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-work-'))
})
afterEach(() => {
  timers.length = 0
  rmSync(folder, { recursive: true })
})

/** `lines` may wait for what is said to it. */
function parts(exit: ProgramExit, lines: (program: { readonly said: string[]; readonly killed: Promise<void> }) => AsyncIterable<ProgramLine>) {
  const said: string[] = []
  const did: string[] = []
  let kill = (): void => undefined
  const killed = new Promise<void>((resolve) => {
    kill = resolve
  })
  const program: Program = {
    lines: lines({ said, killed }),
    exit: Promise.resolve(exit),
    say: (text) => void said.push(text),
    hush: () => void did.push('hush'),
    kill() {
      did.push('kill')
      kill()
    },
  }
  const work: WorkParts = { programs: { start: () => program }, places: trainerPlaces('/program', folder), device: 'cpu', memory: 1e9 }
  return { work, said, did }
}
async function* saying(...lines: readonly ProgramLine[]): AsyncGenerator<ProgramLine> {
  yield* lines
}
async function collected(work: WorkParts, pause = open, signal = open): Promise<readonly TrainerEvent[]> {
  const events: TrainerEvent[] = []
  for await (const event of train(order, work, pause, signal)) events.push(event)
  return events
}
const fine = { code: 0, signal: null }

test('what is not its own message is a line: other words, other pipes, kinds that nobody knows, and lines that were cut', async () => {
  const strange = [
    line('Loading…'),
    line({ type: 'step', step: 9, loss: 1, seconds: 1, memory: 1 }, 'error'),
    line({ type: 'newest', step: 1 }),
    line({ type: 'step', step: -1, loss: 1, seconds: 1, memory: 1 }),
    line('@alcove {"type": "st'),
    line('{"type":"step","step":7,"loss":1,"seconds":1,"memory":1}'),
  ]
  const events = await collected(parts(fine, () => saying(...strange, line(paused))).work)
  expect(events).toEqual([...strange.map(({ text }) => ({ type: 'line', text })), paused])
})

test('only what said that it is done has ended well, however it left', async () => {
  await expect(collected(parts(fine, () => saying(line('bye'))).work)).rejects.toMatchObject({ code: 'trainer-stopped', details: { reason: 'bye' } })
  expect(await collected(parts({ code: 139, signal: 'SIGSEGV' }, () => saying(line(paused))).work)).toEqual([paused])
})

test('one that does not heed its end is killed after a while; its rows are for this user alone, and gone', async () => {
  const stop = new AbortController()
  const rows = join(folder, 'trainings', 'one', 'train.jsonl')
  const modes: number[] = []
  const { work, did } = parts({ code: null, signal: 'SIGKILL' }, async function* ({ killed }) {
    modes.push(statSync(rows).mode & 0o777)
    yield line('working')
    stop.abort(new Error('enough'))
    expect(did).toEqual(['hush'])
    expect(timers.map(({ ms }) => ms)).toEqual([3_000])
    timers[0]?.work()
    expect(did).toEqual(['hush', 'kill'])
    await killed
  })
  await expect(collected(work, open, stop.signal)).rejects.toThrow('enough')
  if (process.platform !== 'win32') expect(modes).toEqual([0o600])
  expect(() => statSync(rows)).toThrow('ENOENT')
})

test('a pause is said once, also where it was asked for before the program was there', async () => {
  const asked = new AbortController()
  asked.abort()
  const early = parts(fine, () => saying(line(paused)))
  await collected(early.work, asked.signal)
  expect(early.said.slice(1)).toEqual(['pause'])
  const later = new AbortController()
  const late = parts(fine, async function* () {
    yield line('working')
    later.abort()
    yield line(paused)
  })
  await collected(late.work, later.signal)
  expect(late.said.slice(1)).toEqual(['pause'])
  expect(JSON.parse(late.said[0] ?? '')).toMatchObject({ mode: 'train', device: 'cpu', settings: { patience: defaultTrainingSettings.patience } })
  // both sides cut one request into tokens, or nothing is trained
  expect(JSON.parse(late.said[0] ?? '')).toMatchObject({ parity: { messages: [{ role: 'user', content: 'Hi' }], ids: [1, 2] } })
})
