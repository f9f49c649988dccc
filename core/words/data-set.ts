/** States, reasons and leaks of examples in words, the same on screen and at the command line. */
import type { ExampleState, Leak, RemovalReason } from '../types/data-set.ts'
import { say, type WordsKey } from './words.ts'

const stateKeys: Readonly<Record<ExampleState, WordsKey>> = {
  waiting: 'command-line.tune.waiting',
  accepted: 'command-line.tune.accepted',
  rejected: 'command-line.tune.rejected',
}

const reasonKeys: Readonly<Record<RemovalReason, WordsKey>> = {
  'exact-duplicate': 'command-line.tune.reason.exact-duplicate',
  'near-duplicate': 'command-line.tune.reason.near-duplicate',
  empty: 'command-line.tune.reason.empty',
  'too-long': 'command-line.tune.reason.too-long',
  outlier: 'command-line.tune.reason.outlier',
  ungrounded: 'command-line.tune.reason.ungrounded',
  'judged-low': 'command-line.tune.reason.judged-low',
  malformed: 'command-line.tune.reason.malformed',
  'near-test': 'command-line.tune.reason.near-test',
  'model-failed': 'command-line.tune.reason.model-failed',
}

const leakKeys: Readonly<Record<Leak['kind'], WordsKey>> = {
  document: 'command-line.tune.leak.document',
  'same-text': 'command-line.tune.leak.same-text',
  'near-text': 'command-line.tune.leak.near-text',
}

export const exampleStateWords = (state: ExampleState): string => say(stateKeys[state])
/** Why an example was taken out. */
export const removalWords = (reason: RemovalReason): string => say(reasonKeys[reason])
export const leakWords = (kind: Leak['kind']): string => say(leakKeys[kind])
