/** Training as a job of the engine: one after the other, followed, paused, resumed, and going on when a window is closed. */
import { AlcoveError, toFailure } from '../../errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { TrainerEvent } from '../../ports/trainer.ts'
import type { NewTraining, TrainingsStore } from '../../ports/trainings-store.ts'
import { lowestLoss } from '../../tune/loss-curve.ts'
import { afterEvent, type Start } from '../../tune/training-progress.ts'
import type { Training, TrainingState } from '../../types/training.ts'
import { createPulse } from '../pulse.ts'

export interface Trainings {
  all(): readonly Training[]
  /** All trainings, now and after every change. */
  follow(signal: AbortSignal): AsyncGenerator<readonly Training[]>
  add(drafts: readonly NewTraining[]): readonly Training[]
  /** These throw `training-unknown`; on one that is past it they do nothing. */
  pause(id: string): Promise<Training>
  resume(id: string): Training
  /** For good: what was trained is removed. */
  stop(id: string): Promise<Training>
  remove(id: string): Promise<void>
  log(id: string, lines: number): readonly string[]
  /** Pauses what works. */
  close(): Promise<void>
}

export interface TrainingSteps {
  /** Until `done` or `paused`. */
  train(training: Training, pause: AbortSignal, signal: AbortSignal): AsyncIterable<TrainerEvent>
  /** Makes an adapter of what was trained; its name as a model. */
  finish(training: Training, signal: AbortSignal): Promise<string>
  /** Removes the files of a training. */
  discard(trainingId: string): Promise<void>
}

interface Ports {
  readonly trainings: TrainingsStore
  readonly steps: TrainingSteps
  readonly committed: () => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

interface Job {
  readonly id: string
  readonly pause: AbortController
  readonly stop: AbortController
  /** Resolves when it works no more. */
  ended: Promise<void>
}

/** Lines of a training that are remembered. */
const logLines = 2_000

const open: ReadonlySet<TrainingState> = new Set(['waiting', 'preparing', 'training', 'paused'])

export function createTrainings({ trainings, steps, committed, clock, log }: Ports): Trainings {
  const pulse = createPulse()
  const logs = new Map<string, string[]>()
  let job: Job | null = null
  let closed = false

  // an engine that ended in mid-training left it where it was: at its last checkpoint
  for (const { id, state } of trainings.all()) if (open.has(state)) trainings.update(id, { state: 'paused' })

  function change(id: string, changes: Parameters<TrainingsStore['update']>[1]): Training | null {
    const changed = trainings.update(id, changes)
    pulse.changed()
    return changed
  }

  function known(id: string): Training {
    const training = trainings.byId(id)
    if (training === null) throw new AlcoveError('training-unknown')
    return training
  }

  /** Takes up the oldest that waits, where none is under way. */
  function next(): void {
    if (job !== null || closed) return
    const waiting = trainings.all().findLast(({ state }) => state === 'waiting')
    if (waiting === undefined) return
    const mine: Job = { id: waiting.id, pause: new AbortController(), stop: new AbortController(), ended: Promise.resolve() }
    job = mine
    mine.ended = work(waiting, mine).finally(() => {
      job = null
      next()
    })
  }

  async function work(training: Training, { id, pause, stop }: Job): Promise<void> {
    try {
      change(id, { state: 'preparing', endedAt: null })
      let start: Start = { before: training.seconds, first: null }
      for await (const event of steps.train(training, pause.signal, stop.signal)) {
        if (event.type === 'line') note(id, event.text)
        const now = trainings.byId(id)
        if (now === null) return
        if (event.type === 'step') start = { ...start, first: start.first ?? event }
        change(id, afterEvent(now, event, start))
        if (event.type === 'paused') await committed()
        if (event.type === 'done') await settle(id, stop.signal)
      }
    } catch (error) {
      if (stop.signal.aborted) return
      if (!(error instanceof AlcoveError)) log.error('training-failed', error)
      change(id, { state: 'failed', endedAt: clock.now(), secondsLeft: null, failure: toFailure(error) })
      const failed = trainings.byId(id)
      if (failed?.sweepId) await settleSweep(failed.sweepId, stop.signal)
    }
  }

  /** It is trained: the adapter is made, or, of a sweep, when the last of it has ended. */
  async function settle(id: string, signal: AbortSignal): Promise<void> {
    const { sweepId } = known(id)
    if (sweepId === null) return await makeAdapter(id, signal)
    change(id, { state: 'done', best: false, endedAt: clock.now() })
    await settleSweep(sweepId, signal)
  }

  /** Chosen by validation, never by test. What others trained is given up. */
  async function settleSweep(sweepId: string, signal: AbortSignal): Promise<void> {
    const sweep = trainings.all().filter((one) => one.sweepId === sweepId)
    const done = sweep.filter(({ state }) => state === 'done')
    if (sweep.some(({ state }) => open.has(state)) || done.length === 0) return
    const best = done.reduce((least, one) => (lowestLoss(one) < lowestLoss(least) ? one : least))
    for (const { id } of done.filter((one) => one !== best)) {
      change(id, { best: false })
      await steps.discard(id)
    }
    if (best.adapter === null) await makeAdapter(best.id, signal)
  }

  async function makeAdapter(id: string, signal: AbortSignal): Promise<void> {
    const adapter = await steps.finish(known(id), signal)
    change(id, { state: 'done', best: true, adapter, endedAt: known(id).endedAt ?? clock.now() })
    await steps.discard(id)
    await committed()
  }

  function note(id: string, line: string): void {
    const lines = logs.get(id) ?? []
    lines.push(line)
    if (lines.length > logLines) lines.splice(0, lines.length - logLines)
    logs.set(id, lines)
  }

  async function end(id: string): Promise<void> {
    if (job?.id !== id) return
    const { stop, ended } = job
    stop.abort(new AlcoveError('stopped'))
    await ended
  }

  return {
    all: trainings.all,
    follow: (signal) => pulse.follow(trainings.all, signal),
    add(drafts) {
      const added = drafts.map((draft) => trainings.add(draft))
      next()
      pulse.changed()
      return added
    },
    async pause(id) {
      const training = known(id)
      if (training.state === 'waiting') return change(id, { state: 'paused' }) ?? training
      if (job?.id !== id) return training
      const { pause, ended } = job
      pause.abort()
      await ended
      return known(id)
    },
    resume(id) {
      const training = known(id)
      if (training.state !== 'paused' && training.state !== 'failed') return training
      const waiting = change(id, { state: 'waiting', endedAt: null })
      next()
      return waiting ?? training
    },
    async stop(id) {
      const training = known(id)
      if (training.state === 'done') return training
      await end(id)
      await steps.discard(id)
      const stopped = change(id, { state: 'stopped', endedAt: clock.now(), secondsLeft: null }) ?? training
      if (training.sweepId !== null) await settleSweep(training.sweepId, new AbortController().signal)
      return stopped
    },
    async remove(id) {
      known(id)
      await end(id)
      await steps.discard(id)
      trainings.remove(id)
      logs.delete(id)
      pulse.changed()
    },
    log(id, lines) {
      known(id)
      return (logs.get(id) ?? []).slice(-lines)
    },
    async close() {
      closed = true
      if (job === null) return
      const { id, stop, ended } = job
      stop.abort(new AlcoveError('stopped'))
      await ended
      if (trainings.byId(id)?.state !== 'done') change(id, { state: 'paused', secondsLeft: null })
    },
  }
}
