/** Drafting as a job of the engine, one for each data set: followed, stopped, and going on when a window is closed. */
import { AlcoveError, toFailure } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { Clock } from '../../ports/clock.ts'
import type { StoredDataSet } from '../../ports/data-sets-store.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Stores } from '../../ports/stores.ts'
import { draft } from '../../tune/draft/draft.ts'
import type { DraftPorts } from '../../tune/draft/ports.ts'
import type { Found, Scope } from '../../types/answer.ts'
import type { DataSet, DraftPlan, DraftProgress } from '../../types/data-set.ts'
import { createPulse } from '../pulse.ts'

export interface Drafts {
  /** Does nothing while the data set is being drafted. Fails later, as a state. */
  start(dataSetId: string, plan: DraftPlan): void
  /** What has been drafted stays. Resolves when nothing more will be written. */
  stop(dataSetId: string): Promise<void>
  stopAll(): Promise<void>
  withProgress(dataSet: StoredDataSet): DataSet
  /** Something was done to a data set: followers are told. */
  changed(): void
  /** All data sets, now and after every change. */
  follow(signal: AbortSignal): AsyncGenerator<readonly DataSet[]>
  close(): Promise<void>
}

interface Ports extends Pick<Stores, 'dataSets' | 'files' | 'passages' | 'conversations' | 'committed'> {
  readonly models: Pick<ChatModels, 'chatModel'>
  readonly find: (question: string, count: number, scope: Scope, signal: AbortSignal) => Promise<{ readonly results: readonly Found[] }>
  readonly random: Random
  readonly clock: Clock
  readonly log: Log
}

interface Job {
  readonly stop: AbortController
  progress: DraftProgress
  ended: Promise<void>
}

export function createDrafts({ models, find, log, committed, ...ports }: Ports): Drafts {
  const { dataSets, clock } = ports
  const draftPorts: DraftPorts = {
    ...ports,
    chatModel: (name) => models.chatModel(name),
    find: async (question, count, scope, signal) => (await find(question, count, scope, signal)).results,
  }
  const jobs = new Map<string, Job>()
  const pulse = createPulse()

  function change(job: Job, changes: Partial<DraftProgress>): void {
    job.progress = { ...job.progress, ...changes }
    pulse.changed()
  }

  async function work(dataSetId: string, plan: DraftPlan, job: Job): Promise<void> {
    try {
      for await (const { done, total, examples, removals } of draft(dataSetId, plan, draftPorts, job.stop.signal)) {
        job.stop.signal.throwIfAborted()
        if (dataSets.get(dataSetId) === null) return change(job, { state: 'stopped' })
        if (examples.length > 0) dataSets.add(dataSetId, examples, clock.now())
        if (removals.length > 0) dataSets.takeOut(dataSetId, [], removals, clock.now())
        await committed()
        change(job, { done, total, drafted: job.progress.drafted + examples.length, removed: job.progress.removed + removals.length })
      }
      change(job, { state: 'done' })
    } catch (error) {
      if (job.stop.signal.aborted) return change(job, { state: 'stopped' })
      if (!(error instanceof AlcoveError)) log.error('draft-failed', error)
      change(job, { state: 'failed', failure: toFailure(error) })
    }
  }

  const withProgress = (dataSet: StoredDataSet): DataSet => ({ ...dataSet, progress: jobs.get(dataSet.id)?.progress ?? null })

  async function stop(dataSetId: string): Promise<void> {
    const job = jobs.get(dataSetId)
    job?.stop.abort(new AlcoveError('stopped'))
    await job?.ended
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...jobs.keys()].map(stop))
  }

  return {
    start(dataSetId, plan) {
      if (jobs.get(dataSetId)?.progress.state === 'working') return
      const progress: DraftProgress = { state: 'working', done: 0, total: 0, drafted: 0, removed: 0 }
      const job: Job = { stop: new AbortController(), progress, ended: Promise.resolve() }
      jobs.set(dataSetId, job)
      job.ended = work(dataSetId, plan, job)
      pulse.changed()
    },
    stop,
    withProgress,
    changed: pulse.changed,
    follow: (signal) => pulse.follow(() => dataSets.list().map(withProgress), signal),
    stopAll,
    close: stopAll,
  }
}
