/** A computer that cannot train: it has no fit Python. What else is asked of it fails loudly. */
import type { TrainingSteps } from '../../core/engine/tune/trainings.ts'
import { AlcoveError } from '../../core/errors.ts'
import type { AdapterFiles } from '../../core/ports/adapter-files.ts'
import type { Trainer } from '../../core/ports/trainer.ts'
import { unfitTrainer } from './scripted-trainings.ts'

const unfit = (): never => {
  throw new AlcoveError('trainer-unfit')
}
const untold = (): never => {
  throw new Error('this engine was not told of files of adapters')
}

export const noTrainer: Trainer = {
  state: () => unfitTrainer,
  async *follow() {
    yield unfitTrainer
  },
  install: unfit,
  stopInstall: () => undefined,
  uninstall: async () => undefined,
  plan: async () => unfit(),
  tryOut: async () => unfit(),
  train: unfit,
  result: unfit,
  discard: async () => undefined,
  sweep: async () => undefined,
}
export const noTraining: TrainingSteps = { train: unfit, finish: async () => unfit(), discard: async () => undefined }
export const noAdapterFiles: AdapterFiles = {
  convert: async () => untold(),
  measure: async () => untold(),
  merge: async () => untold(),
  bytes: async () => untold(),
}
