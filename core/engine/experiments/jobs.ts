/** Works experiments off one after the other, and answers what is asked of them. */
import { AlcoveError, because, type Failure, toFailure } from '../../errors.ts'
import { hiddenPairs, nextPair, ratingOf } from '../../evaluate/experiment/blind.ts'
import { mainMeasure, resultsOf } from '../../evaluate/experiment/results.ts'
import { pausesBy } from '../../ports/clock.ts'
import type { Places, StoredAnswer, StoredExperiment } from '../../ports/experiments-store.ts'
import type { Random } from '../../ports/random.ts'
import { grouped } from '../../tune/grouped.ts'
import { labelsOf } from '../../tune/labels.ts'
import type { Example } from '../../types/data-set.ts'
import type { Arm, Experiment, ExperimentResults, ExperimentRow } from '../../types/experiment.ts'
import { createLatest } from '../latest.ts'
import { type AdvicePorts, adviceFor } from './advise.ts'
import type { Experiments, RowsPage } from './experiments.ts'
import type { HeldOut } from './held-out.ts'
import { inPlaces, placesAtOnce } from './in-places.ts'
import { layGround } from './lay-ground.ts'
import { type RunPorts, runArms } from './run-arms.ts'

export interface JobPorts extends RunPorts {
  readonly heldOut: HeldOut
  /** Documents as they are now. */
  readonly library: AdvicePorts['passages']
  readonly random: Random
}

interface UnderWay {
  readonly id: string
  readonly stop: AbortController
  armId: string | null
  /** Answers before this start, and milliseconds when it began. */
  readonly from: number
  readonly began: number
  ended: Promise<void>
}

/** What an engine before this one left unfinished is paused: it goes on when somebody says so. */
export function createExperiments(ports: JobPorts): Experiments {
  const { experiments: store, ask, log } = ports
  const latest = createLatest<readonly Experiment[]>()
  const computed = new Map<string, { readonly of: string; readonly results: Promise<Omit<ExperimentResults, 'experiment'>> }>()
  let now: UnderWay | null = null
  let closed = false

  for (const { id, state } of store.all()) if (state === 'working' || state === 'waiting') store.update(id, { state: 'paused' })

  const all = (): readonly Experiment[] => store.all().map(shown)
  const changed = (): void => latest.set(all())

  function shown(stored: StoredExperiment): Experiment {
    const { ground: _, ...experiment } = stored
    const own = now?.id === experiment.id ? now : null
    return { ...experiment, armId: own?.armId ?? null, secondsLeft: own === null ? null : secondsLeft(own, experiment) }
  }

  function secondsLeft({ from, began }: UnderWay, { done, questions, arms }: Omit<StoredExperiment, 'ground'>): number | null {
    const given = done - from
    return given < 1 ? null : (((ask.clock.elapsed() - began) / given) * (questions * arms.length - done)) / 1_000
  }

  function known(id: string): StoredExperiment {
    const found = store.byId(id)
    if (found === null) throw new AlcoveError('experiment-unknown')
    return found
  }

  /** The next that waits, the oldest first. */
  function pump(): void {
    if (now !== null || closed) return
    const next = store
      .all()
      .toReversed()
      .find(({ state }) => state === 'waiting')
    if (next === undefined) return
    const own: UnderWay = { id: next.id, stop: new AbortController(), armId: null, from: next.done, began: ask.clock.elapsed(), ended: Promise.resolve() }
    now = own
    store.update(next.id, { state: 'working', failure: null, endedAt: null })
    changed()
    own.ended = work(own, next).finally(() => {
      now = null
      changed()
      pump()
    })
  }

  async function work(own: UnderWay, experiment: StoredExperiment): Promise<void> {
    const { signal } = own.stop
    try {
      await runArms(
        experiment,
        ports,
        (arm) => {
          own.armId = arm.id
          changed()
        },
        signal,
      )
      store.update(own.id, { state: 'done', endedAt: ask.clock.now() })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AlcoveError)) log.error('experiment-failed', error, { experiment: own.id })
      store.update(own.id, { state: 'failed', failure: toFailure(error), endedAt: ask.clock.now() })
    }
  }

  /** What it stops has ended when it resolves. */
  async function stop(id: string): Promise<void> {
    if (now?.id !== id) return
    const { ended } = now
    now.stop.abort(new AlcoveError('stopped'))
    await ended
  }

  const givenIn = async (experiment: StoredExperiment) =>
    ({ examples: await inPlaces(experiment, store.examples, ask.clock), answers: await inPlaces(experiment, store.answers, ask.clock) }) as const

  async function measured(experiment: StoredExperiment): Promise<Omit<ExperimentResults, 'experiment'>> {
    const { id, arms, settings, ground } = experiment
    const given = await givenIn(experiment)
    const { labels = labelsOf(given.examples), trainingSeconds } = ground
    const material = { arms, ...given, labels, ratings: store.ratings(id), seed: settings.seed, trainingSeconds }
    return { ...(await resultsOf(material, pausesBy(ask.clock))), tiny: ground.tiny }
  }

  async function results(id: string): Promise<ExperimentResults> {
    const experiment = known(id)
    const of = JSON.stringify([experiment.done, experiment.failed, experiment.state, store.ratings(id)])
    const before = computed.get(id)
    if (before?.of !== of) computed.set(id, { of, results: measured(experiment) })
    const current = await computed.get(id)?.results
    if (current === undefined) throw new AlcoveError('experiment-unknown')
    return { experiment: shown(known(id)), ...current }
  }

  async function rows(id: string, { differing, skip, limit }: RowsPage): Promise<{ readonly total: number; readonly rows: readonly ExperimentRow[] }> {
    const { arms, questions } = known(id)
    const rowsAt = (_: string, at: Places) => rowsOf(arms, store.examples(id, at), store.answers(id, at))
    if (!differing && limit <= placesAtOnce) return { total: questions, rows: rowsAt(id, { start: skip, end: skip + limit }) }
    const whole = await inPlaces(known(id), rowsAt, ask.clock)
    const main = mainMeasure(whole.map(({ example }) => example))
    const chosen = differing ? whole.filter((row) => new Set(row.answers.map(({ scores }) => scores[main])).size > 1) : whole
    return { total: chosen.length, rows: chosen.slice(skip, skip + limit) }
  }

  async function pairsOf(experiment: StoredExperiment) {
    const { examples, answers } = await givenIn(experiment)
    return hiddenPairs(experiment.arms, examples, answers, experiment.ground.secret)
  }

  const pair = async (id: string) => nextPair(await pairsOf(known(id)), store.ratings(id))

  return {
    all,
    follow: (signal) => latest.follow(all(), signal),
    async start(request, signal) {
      const { leaks, examples, ...laid } = await layGround(request, ports, signal)
      const at = ask.clock.now()
      const { name, versionId, settings } = request
      const common = { name, versionId, settings, createdAt: at, leaks, ...laid }
      if (leaks.length > 0) {
        const failure: Failure = { code: 'leak-found', details: leakDetails(leaks) }
        store.create({ ...common, state: 'failed', failure, endedAt: at }, examples)
        changed()
        throw new AlcoveError(failure.code, failure.details)
      }
      const { id } = store.create({ ...common, state: 'waiting', endedAt: null }, examples)
      await ports.committed()
      pump()
      changed()
      return shown(known(id))
    },
    pause(id) {
      const { state } = known(id)
      if (state === 'working' || state === 'waiting') store.update(id, { state: 'paused' })
      void stop(id)
      changed()
      return shown(known(id))
    },
    resume(id, failed) {
      const { state, leaks } = known(id)
      if (leaks.length > 0) return shown(known(id))
      if (failed) store.dropFailed(id)
      const { done, questions, arms } = known(id)
      const open = done < questions * arms.length
      // one that was stopped may have its judge to go on with
      if (state === 'paused' || state === 'failed' || (state === 'done' && open)) store.update(id, { state: 'waiting' })
      pump()
      changed()
      return shown(known(id))
    },
    async remove(id) {
      known(id)
      await stop(id)
      store.remove(id)
      computed.delete(id)
      await ports.committed()
      changed()
    },
    results,
    rows,
    contextTokens: (id) => known(id).ground.contextTokens,
    pair,
    async rate(id, pairId, better) {
      const experiment = known(id)
      const pairs = await pairsOf(experiment)
      const chosen = pairs.find((one) => one.id === pairId)
      if (chosen === undefined) throw because('input-invalid', 'field', { field: 'pair' })
      store.rate(id, ratingOf(chosen, better, experiment.arms, ask.clock.now()))
      return nextPair(pairs, store.ratings(id))
    },
    async advise(id, questions) {
      return await adviceFor(id === null ? null : await results(id), questions, {
        heldOut: ports.heldOut,
        passages: ports.library,
        files: ask.files,
        now: ask.clock.now,
      })
    },
    async close() {
      closed = true
      if (now === null) return
      store.update(now.id, { state: 'paused' })
      await stop(now.id)
    },
  }
}

/** The first of them names itself. */
function leakDetails(leaks: StoredExperiment['leaks']): { readonly count: number; readonly input: string; readonly file: string } {
  const [first] = leaks
  return { count: leaks.length, input: first?.input ?? '', file: first?.file ?? '' }
}

function rowsOf(arms: readonly Arm[], examples: readonly Example[], answers: readonly StoredAnswer[]): readonly ExperimentRow[] {
  const given = grouped(answers, ({ exampleId }) => exampleId)
  return examples.map((example) => {
    const own = given.get(example.id) ?? []
    return { example, answers: arms.flatMap((arm) => own.find(({ armId }) => armId === arm.id) ?? []) }
  })
}
