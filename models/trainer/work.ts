/** One run of the trainer: rows to disk, the process started and listened to, and its end told by a code. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { clearTimeout, setTimeout } from 'node:timers'
import { z } from 'zod'
import { AlcoveError, type ErrorDetails } from '../../core/errors.ts'
import type { TrainerEvent, TrainerOrder, TrainerTrial } from '../../core/ports/trainer.ts'
import type { TrainingDevice } from '../../core/types/training.ts'
import { readMessage, type TrainerMessage } from './messages.ts'
import { pythonOf, pythonOrder, type TrainerPlaces } from './places.ts'
import type { Program, Programs } from './program.ts'
import { keep } from './run-program.ts'

export interface WorkParts {
  readonly programs: Programs
  readonly places: TrainerPlaces
  readonly device: TrainingDevice
  /** Bytes of this computer. */
  readonly memory: number
}

/** A trainer that hears of its end leaves at once; one that does not is killed. Milliseconds. */
const leavePatienceMs = 3_000
/** A process killed from outside while it held so much of the memory was killed for that. */
const memoryShare = 0.7

/** As `Trainer.train`. */
export async function* train(order: TrainerOrder, parts: WorkParts, pause: AbortSignal, signal: AbortSignal): AsyncGenerator<TrainerEvent> {
  const folder = folderOf(parts.places, order.trainingId)
  const result = resultOf(parts.places, order.trainingId)
  const before = await finished(result)
  if (before !== null) {
    yield before
    return
  }
  for await (const heard of run(order, folder, 'train', parts, pause, signal)) {
    if (typeof heard === 'string') yield { type: 'line', text: heard }
    else {
      const event = eventOf(heard, result)
      if (event !== null) yield event
    }
  }
}

/** As `Trainer.tryOut`. */
export async function tryOut(order: TrainerOrder, parts: WorkParts, signal: AbortSignal): Promise<TrainerTrial> {
  const folder = join(folderOf(parts.places, order.trainingId), 'trial')
  try {
    for await (const heard of run(order, folder, 'try', parts, new AbortController().signal, signal)) {
      if (typeof heard === 'string' || heard.type !== 'tried') continue
      const { steps, secondsPerStep, memory, examples, tooLong } = heard
      return { steps, secondsPerStep, memory, examples, tooLong }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  throw new AlcoveError('trainer-stopped')
}

export function folderOf({ trainings }: TrainerPlaces, trainingId: string): string {
  if (!/^[\w-]{1,100}$/u.test(trainingId)) throw new Error('not the id of a training')
  return join(trainings, trainingId)
}

export function resultOf(places: TrainerPlaces, trainingId: string): string {
  return join(folderOf(places, trainingId), 'result')
}

/** What the trainer says, and lines of its libraries, until it has ended well. */
async function* run(
  order: TrainerOrder,
  folder: string,
  mode: 'train' | 'try',
  { programs, places, device, memory }: WorkParts,
  pause: AbortSignal,
  signal: AbortSignal,
): AsyncGenerator<TrainerMessage | string> {
  signal.throwIfAborted()
  const rows = await writeRows(folder, order)
  const program = programs.start(pythonOrder(pythonOf(places.environment), [join(places.program, 'train.py')], places))
  const stopListening = steer(program, pause, signal)
  const last: string[] = []
  let peak = 0
  try {
    program.say(JSON.stringify({ ...orderFor(order, folder, rows), mode, device }))
    if (pause.aborted) program.say('pause')
    let done = false
    for await (const { from, text } of program.lines) {
      const message = from === 'output' ? readMessage(text) : null
      if (message?.type === 'error') throw failureOf(message, order, last)
      if (message === null) keep(last, text)
      else if ('memory' in message) peak = Math.max(peak, message.memory ?? 0)
      done ||= message !== null && ends.has(message.type)
      yield message ?? text
    }
    const exit = await program.exit
    signal.throwIfAborted()
    if (done) return
    const starved = exit.signal === 'SIGKILL' && peak > memory * memoryShare
    throw new AlcoveError(starved ? 'trainer-memory' : 'trainer-stopped', { reason: reasonOf(last) }, exit)
  } finally {
    stopListening()
    program.kill()
    await program.exit
    await Promise.all(Object.values(rows).map((file) => rm(file, { force: true })))
  }
}

const ends: ReadonlySet<TrainerMessage['type']> = new Set(['done', 'paused', 'tried'])

/** Says what is asked of it while it works. */
function steer(program: Program, pause: AbortSignal, signal: AbortSignal): () => void {
  let wait = (): void => undefined
  const onPause = (): void => program.say('pause')
  const onStop = (): void => {
    program.hush()
    const timer = setTimeout(() => program.kill(), leavePatienceMs)
    wait = () => clearTimeout(timer)
  }
  pause.addEventListener('abort', onPause, { once: true })
  signal.addEventListener('abort', onStop, { once: true })
  return () => {
    wait()
    pause.removeEventListener('abort', onPause)
    signal.removeEventListener('abort', onStop)
  }
}

interface RowFiles {
  readonly train: string
  readonly validation: string
}

/** Text of documents: for this user only, and only while it works. */
async function writeRows(folder: string, { train: rows, validation }: TrainerOrder): Promise<RowFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = { train: join(folder, 'train.jsonl'), validation: join(folder, 'validation.jsonl') }
  await writeFile(files.train, rows, { mode: 0o600 })
  await writeFile(files.validation, validation, { mode: 0o600 })
  return files
}

/** As alcove_trainer/config.py reads it. */
function orderFor({ base, settings, parity }: TrainerOrder, folder: string, rows: RowFiles): Record<string, unknown> {
  const { rank, alpha, rsLora, dropout, learningRate, epochs, maxLength, batch, accumulation, targets, layers, warmUp, patience, seed } = settings
  return {
    base,
    ...rows,
    work: join(folder, 'work'),
    output: join(folder, 'result'),
    settings: { rank, alpha, rsLora, dropout, learningRate, epochs, maxLength, batch, accumulation, targets, layers, warmUp, patience, seed },
    parity: parity === null ? null : { messages: parity.turns.map(({ role, content }) => ({ role, content })), ids: parity.tokens },
  }
}

function eventOf(message: TrainerMessage, folder: string): TrainerEvent | null {
  switch (message.type) {
    case 'start': {
      const { type, steps, examples, tooLong, parameters, device } = message
      return { type, steps, examples, tooLong, parameters, device }
    }
    case 'step': {
      const { type, step, loss, seconds, memory } = message
      return { type, step, loss, seconds, memory }
    }
    case 'eval':
      return { type: 'evaluation', step: message.step, loss: message.loss }
    case 'checkpoint':
      return { type: 'checkpoint', step: message.step }
    case 'paused':
      return { type: 'paused', step: message.step, seconds: message.seconds }
    case 'done': {
      const { type, step, bestStep, validationLoss, seconds, memory } = message
      return { type, step, bestStep, validationLoss, seconds, memory, folder }
    }
    default:
      return null
  }
}

/** Codes of the trainer that people can do something about; any other is a fault of ours. */
const told = ['trainer-memory', 'base-untrainable', 'template-unfit', 'rows-too-long'] as const

function failureOf(message: Extract<TrainerMessage, { type: 'error' }>, { base }: TrainerOrder, last: readonly string[]): AlcoveError {
  const code = told.find((known) => known === message.code)
  if (code === undefined) return new AlcoveError('trainer-stopped', { reason: reasonOf([...last, message.reason]) })
  const details: ErrorDetails = { base: basename(base.path), reason: message.reason.slice(0, 500), ...message.details }
  return new AlcoveError(code, details)
}

function reasonOf(lines: readonly string[]): string {
  return lines.slice(-20).join('\n').slice(-4_000)
}

const record = z.object({ steps: z.number(), bestStep: z.number().nullable(), validationLoss: z.number().nullable() })

/** The end that an earlier start reached and nobody was left to hear of. */
async function finished(folder: string): Promise<TrainerEvent | null> {
  const file = join(folder, 'training.json')
  if (!existsSync(file)) return null
  const { steps: step, bestStep, validationLoss } = record.parse(JSON.parse(await readFile(file, 'utf8')))
  return { type: 'done', step, bestStep, validationLoss, seconds: 0, memory: null, folder }
}
