/** Experiments, kept in step with the engine for as long as the window lives, what is done to them, and where Compare is. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AdviceQuestions, Experiment, ReportFormat } from '../../core/types/experiment.ts'
import type { Client } from '../client/client.ts'
import { createDeeds, type Deeds, noDeeds } from './deeds.ts'
import type { Layout } from './layout.ts'

export const experimentParts = ['results', 'questions', 'rating', 'advice'] as const
export type ExperimentPart = (typeof experimentParts)[number]

export type ComparePlace = { readonly page: 'list' } | { readonly page: 'new' } | { readonly page: 'one'; readonly id: string; readonly part: ExperimentPart }

export type ExperimentRequest = Parameters<Client['experiments']['start']>[0]
export type Report = Awaited<ReturnType<Client['experiments']['report']>>

/** Deeds stand under ids of experiments, `start`, and `experiments` for all of them. */
export interface ExperimentsWorkState extends Deeds {
  /** Newest first; null before the first answer. */
  readonly experiments: readonly Experiment[] | null
  readonly place: ComparePlace
  /** What was said last of the use that is meant. */
  readonly questions: AdviceQuestions
}

export interface ExperimentsWork {
  readonly store: StoreApi<ExperimentsWorkState>
  /** Until the signal aborts; starts again after each loss of the engine. */
  follow(signal: AbortSignal): Promise<void>
  refresh(): Promise<void>
  /** Shows Compare at this place. */
  open(place: ComparePlace): void
  /** Once started it is opened. */
  start(request: ExperimentRequest): Promise<void>
  pause(id: string): Promise<void>
  /** `failed`: asks those questions anew that failed. */
  resume(id: string, failed: boolean): Promise<void>
  remove(id: string): Promise<void>
  /** Null where it failed. */
  report(id: string, format: ReportFormat): Promise<Report | null>
  answer(questions: AdviceQuestions): void
  /** What failed was read: it need not be told any longer. */
  dismiss(about: string): void
}

/** The one at work, else the one that waits for its turn longest. */
export function underWay(experiments: readonly Experiment[] | null): Experiment | undefined {
  return experiments?.find(({ state }) => state === 'working') ?? experiments?.findLast(({ state }) => state === 'waiting')
}

/** Answers that all arms together are to give. */
export function answersOf({ questions, arms }: Pick<Experiment, 'questions' | 'arms'>): number {
  return questions * arms.length
}

const usualQuestions: AdviceQuestions = { need: 'facts', mustCite: true, changes: 'monthly', speedMatters: false }

export function createExperimentsWork(client: Client, layout: Layout): ExperimentsWork {
  const store = createStore<ExperimentsWorkState>(() => ({
    experiments: null,
    place: { page: 'list' },
    ...noDeeds,
    questions: usualQuestions,
  }))
  const set = store.setState
  const { dismiss, work, keep } = createDeeds(set)

  function open(place: ComparePlace): void {
    layout.setState({ view: 'compare', report: null })
    set({ place })
  }

  return {
    store,
    open,
    dismiss,
    follow: (signal) =>
      keep(
        'experiments',
        () => client.experiments.follow(undefined, { signal }),
        (experiments) => set({ experiments }),
        signal,
      ),
    async refresh() {
      const found = await work('experiments', () => client.experiments.list())
      if (found) set(found)
    },
    async start(request) {
      const started = await work('start', () => client.experiments.start(request))
      if (started) set({ place: { page: 'one', id: started.id, part: 'results' } })
    },
    async pause(id) {
      await work(id, () => client.experiments.pause({ id }))
    },
    async resume(id, failed) {
      await work(id, () => client.experiments.resume({ id, failed }))
    },
    async remove(id) {
      const removed = await work(id, () => client.experiments.remove({ id }))
      if (removed) set(({ place }) => (place.page === 'one' && place.id === id ? { place: { page: 'list' } } : {}))
    },
    report: (id, format) => work(id, () => client.experiments.report({ id, format, questions: store.getState().questions })),
    answer: (questions) => set({ questions }),
  }
}
