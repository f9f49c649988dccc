/** Experiments in words: arms, measures and the points of advice, the same on screen, at the command line and in reports. */
import type { AdviceChange, AdviceReason } from '../types/advice.ts'
import type { Advice, AdvicePoint, ArmKind, Experiment, Measure } from '../types/experiment.ts'
import { say, type WordsKey } from './words.ts'

const armKeys: Readonly<Record<ArmKind, WordsKey>> = {
  base: 'experiment.arm-base',
  rag: 'experiment.arm-rag',
  tuned: 'experiment.arm-tuned',
  hybrid: 'experiment.arm-hybrid',
}

const measureKeys: Readonly<Record<Measure, WordsKey>> = {
  exact: 'experiment.measure-exact',
  f1: 'experiment.measure-f1',
  contained: 'experiment.measure-contained',
  rougeL: 'experiment.measure-rouge',
  bleu: 'experiment.measure-bleu',
  chrf: 'experiment.measure-chrf',
  accuracy: 'experiment.measure-accuracy',
  macroF1: 'experiment.measure-macro-f1',
  fieldF1: 'experiment.measure-field-f1',
  hit: 'experiment.measure-hit',
  mrr: 'experiment.measure-mrr',
  ndcg: 'experiment.measure-ndcg',
  citationPrecision: 'experiment.measure-citation-precision',
  citationRecall: 'experiment.measure-citation-recall',
  faithfulness: 'experiment.measure-faithfulness',
  judged: 'experiment.measure-judged',
  refusalsRight: 'experiment.measure-refusals-right',
  answersKept: 'experiment.measure-answers-kept',
}

const stateKeys: Readonly<Record<Experiment['state'], WordsKey>> = {
  waiting: 'experiment.state-waiting',
  working: 'experiment.state-working',
  paused: 'experiment.state-paused',
  done: 'experiment.state-done',
  failed: 'experiment.state-failed',
}

const choiceKeys: Readonly<Record<Advice['choice'], WordsKey>> = {
  base: 'experiment.choice-base',
  rag: 'experiment.choice-rag',
  tuned: 'experiment.choice-tuned',
  hybrid: 'experiment.choice-hybrid',
  unclear: 'experiment.choice-unclear',
}

const reasonKeys: Readonly<Record<AdviceReason, WordsKey>> = {
  'must-cite': 'experiment.reason-must-cite',
  'no-documents': 'experiment.reason-no-documents',
  'facts-in-papers': 'experiment.reason-facts-in-papers',
  'style-in-papers': 'experiment.reason-style-in-papers',
  'changes-often': 'experiment.reason-changes-often',
  'changed-lately': 'experiment.reason-changed-lately',
  checkable: 'experiment.reason-checkable',
  stale: 'experiment.reason-stale',
  'too-stale': 'experiment.reason-too-stale',
  'few-examples': 'experiment.reason-few-examples',
  'not-measured': 'experiment.reason-not-measured',
  'arm-not-measured': 'experiment.reason-arm-not-measured',
  'tiny-base': 'experiment.reason-tiny-base',
  'few-questions': 'experiment.reason-few-questions',
  better: 'experiment.reason-better',
  alike: 'experiment.reason-alike',
  unclear: 'experiment.reason-unclear',
  'no-gain': 'experiment.reason-no-gain',
  'cites-worse': 'experiment.reason-cites-worse',
  'refuses-less': 'experiment.reason-refuses-less',
  'keep-rag': 'experiment.reason-keep-rag',
  simpler: 'experiment.reason-simpler',
  faster: 'experiment.reason-faster',
  slower: 'experiment.reason-slower',
}

const changeKeys: Readonly<Record<AdviceChange, WordsKey>> = {
  measure: 'experiment.change-measure',
  'measure-arm': 'experiment.change-measure-arm',
  'bigger-base': 'experiment.change-bigger-base',
  'more-questions': 'experiment.change-more-questions',
  'more-examples': 'experiment.change-more-examples',
  'more-documents': 'experiment.change-more-documents',
  retrain: 'experiment.change-retrain',
  gain: 'experiment.change-gain',
  'no-citing': 'experiment.change-no-citing',
  'changes-less': 'experiment.change-changes-less',
  'changes-more': 'experiment.change-changes-more',
  'each-language': 'experiment.change-each-language',
}

export function armWords(kind: ArmKind): string {
  return say(armKeys[kind])
}

export function measureWords(measure: Measure): string {
  return say(measureKeys[measure])
}

export function stateWords(state: Experiment['state']): string {
  return say(stateKeys[state])
}

export function choiceWords(choice: Advice['choice']): string {
  return say(choiceKeys[choice])
}

/** Why: one sentence. A key that this version does not know is shown as it is. */
export function reasonWords(point: AdvicePoint): string {
  return pointWords(point, reasonKeys)
}

/** What would change the advice: one sentence. */
export function changeWords(point: AdvicePoint): string {
  return pointWords(point, changeKeys)
}

function pointWords({ key, values }: AdvicePoint, keys: Readonly<Record<string, WordsKey>>): string {
  const known = Object.hasOwn(keys, key) ? keys[key] : undefined
  return known === undefined ? key : say(known, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, named(value)])))
}

/** Kinds of arms stand among the values by their names. */
function named(value: string | number): string | number {
  const kind = Object.keys(armKeys).find((one) => one === value) as ArmKind | undefined
  return kind === undefined ? value : armWords(kind)
}
