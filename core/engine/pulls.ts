/** Downloads of models as jobs of the engine: they are followed by id and go on when a window is closed. */
import { AlcoveError, toFailure } from '../errors.ts'
import type { ChatModels } from '../ports/chat-models.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import type { Pull, PullProgress } from '../types/model.ts'
import { createPulse } from './pulse.ts'

export interface Pulls {
  /** Starts a download, or joins the one of the same model that is under way. Fails later, as a state. */
  start(model: string): Pull
  /** Stops it; what has arrived is kept by Ollama and starting again resumes. */
  cancel(id: string): void
  all(): readonly Pull[]
  /** All downloads, now and after every change, the newest state only. Ends with the signal. */
  follow(signal: AbortSignal): AsyncIterable<readonly Pull[]>
  close(): void
}

/** Downloads remembered after their end. */
const remembered = 20
/** Between two states handed on, and the stretch over which speed is measured. Milliseconds. */
const between = 200
const speedOver = 5_000

interface Job {
  readonly stop: AbortController
  pull: Pull
  /** When how much had arrived, oldest first. */
  readonly arrived: { readonly at: number; readonly bytes: number }[]
}

export function createPulls({ models, clock, random, log }: { models: Pick<ChatModels, 'pull'>; clock: Clock; random: Random; log: Log }): Pulls {
  const jobs = new Map<string, Job>()
  const pulse = createPulse(between)

  function change(job: Job, changes: Partial<Pull>): void {
    job.pull = { ...job.pull, ...changes }
    pulse.changed()
  }

  async function work(job: Job): Promise<void> {
    try {
      for await (const progress of models.pull(job.pull.model, job.stop.signal))
        change(job, { ...progress, bytesPerSecond: speed(job, progress, clock.elapsed()) })
      change(job, { state: 'done', bytesPerSecond: null })
    } catch (error) {
      if (job.stop.signal.aborted) return change(job, { state: 'stopped', bytesPerSecond: null })
      if (!(error instanceof AlcoveError)) log.error('pull-failed', error)
      change(job, { state: 'failed', bytesPerSecond: null, failure: toFailure(error) })
    }
  }

  const all = () => [...jobs.values()].map(({ pull }) => pull)

  return {
    start(model) {
      const under = [...jobs.values()].find(({ pull }) => pull.model === model && pull.state === 'working')
      if (under) return under.pull
      for (const [id, { pull }] of jobs) if ((pull.model === model || jobs.size >= remembered) && pull.state !== 'working') jobs.delete(id)
      const pull: Pull = { id: random.id(), model, state: 'working', stage: 'manifest', completed: 0, total: 0, bytesPerSecond: null }
      const job: Job = { stop: new AbortController(), pull, arrived: [] }
      jobs.set(pull.id, job)
      void work(job)
      change(job, {})
      return pull
    },
    cancel: (id) => jobs.get(id)?.stop.abort(new AlcoveError('stopped')),
    all,
    follow: (signal) => pulse.follow(all, signal),
    close() {
      for (const { stop } of jobs.values()) stop.abort(new AlcoveError('stopped'))
    },
  }
}

function speed(job: Job, { completed }: PullProgress, now: number): number | null {
  job.arrived.push({ at: now, bytes: completed })
  while ((job.arrived[0]?.at ?? now) < now - speedOver) job.arrived.shift()
  const [first] = job.arrived
  return first && now > first.at ? Math.max(0, ((completed - first.bytes) * 1_000) / (now - first.at)) : null
}
