/** Trainings and the trainer in words, the same on screen and at the command line. */
import type { PreflightCheck, PreflightResult } from '../types/adapter.ts'
import type { TrainerState, TrainingState } from '../types/training.ts'
import { say, type WordsKey } from './words.ts'

const trainingKeys: Readonly<Record<TrainingState, WordsKey>> = {
  waiting: 'training.state-waiting',
  preparing: 'training.state-preparing',
  training: 'training.state-training',
  paused: 'training.state-paused',
  done: 'training.state-done',
  failed: 'training.state-failed',
  stopped: 'training.state-stopped',
}

const trainerKeys: Readonly<Record<TrainerState['state'], WordsKey>> = {
  ready: 'training.trainer-ready',
  missing: 'training.trainer-missing',
  installing: 'training.trainer-installing',
  unfit: 'training.trainer-unfit',
  failed: 'training.trainer-failed',
}

const checkKeys: Readonly<Record<PreflightCheck, WordsKey>> = {
  base: 'training.check-base',
  template: 'training.check-template',
  tokenizer: 'training.check-tokenizer',
  alive: 'training.check-alive',
  smoke: 'training.check-smoke',
}

const resultKeys: Readonly<Record<PreflightResult['state'], WordsKey>> = {
  passed: 'training.passed',
  failed: 'training.not-passed',
  unknown: 'training.unknown',
}

export const trainingStateWords = (state: TrainingState): string => say(trainingKeys[state])
export const trainerStateWords = (state: TrainerState['state']): string => say(trainerKeys[state])
export const checkWords = (check: PreflightCheck): string => say(checkKeys[check])
export const checkResultWords = (state: PreflightResult['state']): string => say(resultKeys[state])
