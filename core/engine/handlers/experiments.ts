/** Experiments: started, followed, read, rated by people who do not see the arms, and reported. */
import type { Implementer } from '../context.ts'
import { writeReport } from '../experiments/report/write.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'

export function experimentHandlers(os: Implementer, { experimentJobs: jobs, clock }: EnginePorts) {
  return {
    follow: os.experiments.follow.handler(({ signal }) => stream(signal, (left) => jobs.follow(left))),
    list: os.experiments.list.handler(() => ({ experiments: jobs.all() })),
    start: os.experiments.start.handler(({ input, signal }) => jobs.start(input, always(signal))),
    pause: os.experiments.pause.handler(({ input }) => jobs.pause(input.id)),
    resume: os.experiments.resume.handler(({ input }) => jobs.resume(input.id, input.failed)),
    remove: os.experiments.remove.handler(async ({ input }) => {
      await jobs.remove(input.id)
      return {}
    }),
    results: os.experiments.results.handler(({ input }) => jobs.results(input.id)),
    rows: os.experiments.rows.handler(({ input: { id, ...page } }) => jobs.rows(id, page)),
    pair: os.experiments.pair.handler(({ input }) => jobs.pair(input.id)),
    rate: os.experiments.rate.handler(({ input }) => jobs.rate(input.id, input.pairId, input.better)),
    advise: os.experiments.advise.handler(({ input }) => jobs.advise(input.id, input.questions)),
    report: os.experiments.report.handler(({ input }) => writeReport(input, jobs, clock.now())),
  }
}
