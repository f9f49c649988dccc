/** Training: whether this computer can, what it would take, and the trainings themselves. */
import { AlcoveError } from '../../errors.ts'
import type { CallContext, Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'
import { trainedFrom } from '../tune/training-base.ts'
import { checkedExamples, estimate, type Wanted } from '../tune/training-steps.ts'

export function trainingHandlers(os: Implementer, ports: EnginePorts) {
  const { trainer, trainings, dataSets, models, clock, random } = ports
  return {
    trainer: os.training.trainer.handler(() => trainer.state()),
    followTrainer: os.training.followTrainer.handler(({ signal }) => stream(signal, (left) => trainer.follow(left))),
    install: os.training.install.handler(() => {
      trainer.install()
      return trainer.state()
    }),
    stopInstall: os.training.stopInstall.handler(() => {
      trainer.stopInstall()
      return trainer.state()
    }),
    uninstall: os.training.uninstall.handler(async () => {
      await trainer.uninstall()
      return trainer.state()
    }),
    list: os.training.list.handler(() => ({ trainings: trainings.all() })),
    follow: os.training.follow.handler(({ signal }) => stream(signal, (left) => trainings.follow(left))),
    get: os.training.get.handler(({ input }) => {
      const found = trainings.all().find(({ id }) => id === input.id)
      if (found === undefined) throw new AlcoveError('training-unknown')
      return found
    }),
    estimate: os.training.estimate.handler(({ input: { dryRun, ...wanted }, context, signal }) => {
      mayName(wanted.base, context)
      return estimate(wanted, dryRun, { ...ports, memory: ports.suggestions().memory }, always(signal))
    }),
    start: os.training.start.handler(async ({ input: { name, versionId, base, settings }, context, signal }) => {
      mayName(base, context)
      await checkedExamples(versionId, dataSets)
      await trainedFrom(base, models, always(signal))
      const { state } = trainer.state()
      if (state !== 'ready') throw new AlcoveError(state === 'unfit' ? 'trainer-unfit' : 'trainer-missing')
      const sweepId = settings.length > 1 ? random.id() : null
      const createdAt = clock.now()
      return { trainings: trainings.add(settings.map((one) => ({ name, versionId, base, settings: one, sweepId, createdAt }))) }
    }),
    pause: os.training.pause.handler(({ input }) => trainings.pause(input.id)),
    resume: os.training.resume.handler(({ input }) => trainings.resume(input.id)),
    stop: os.training.stop.handler(({ input }) => trainings.stop(input.id)),
    remove: os.training.remove.handler(async ({ input }) => {
      await trainings.remove(input.id)
      return {}
    }),
    log: os.training.log.handler(({ input }) => ({ lines: trainings.log(input.id, input.lines) })),
  }
}

/** A folder on the disk is named from the command line only. */
function mayName(base: Wanted['base'], { door }: CallContext): void {
  if (base.kind === 'folder' && door !== 'command-line') throw new AlcoveError('door-refused')
}
