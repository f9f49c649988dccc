/** Experiments in words: what can be told, and what cannot. */
import { expect, test } from 'vitest'
import { armTitle, chanceWords, formatDifference, progressWords, verdictWords } from '../../../renderer/components/compare/experiment-words.ts'
import { doneExperiment, fourArms, resultsOf, workingExperiment } from '../../fakes/scripted-experiments.ts'

const { differences } = resultsOf(doneExperiment)
const between = (a: string, b: string) => {
  const found = differences.find((one) => one.a === a && one.b === b)
  if (!found) throw new Error('no such pair')
  return found
}

test('a verdict names the better arm, whichever side it stands on', () => {
  expect(verdictWords(between('1', '2'), fourArms)).toBe('RAG is better')
  expect(verdictWords(between('2', '3'), fourArms)).toBe('RAG is better')
})

test('too few questions are said to be, with how many would do where that is known', () => {
  expect(verdictWords(between('2', '4'), fourArms)).toBe('cannot be told from 120 questions, about 310 questions would tell')
  expect(verdictWords({ ...between('2', '4'), needed: null }, fourArms)).toBe('cannot be told from 120 questions')
  expect(verdictWords({ ...between('2', '4'), verdict: 'alike', needed: null }, fourArms)).toBe('alike: any difference is too small to matter')
})

test('an arm is called by its kind, and by its model too where there are several of a kind', () => {
  const [base, rag] = fourArms
  if (!base || !rag) throw new Error('no arms')
  expect(armTitle(rag, fourArms)).toBe('RAG')
  expect(armTitle(rag, [base, rag, { id: '5', kind: 'rag', model: 'qwen3:8b' }])).toBe('RAG, llama-3.2-3b')
})

test('progress tells true counts, what failed, the arm at work and the time left, as far as they are known', () => {
  expect(progressWords(workingExperiment)).toBe('133 of 480 answers, Fine-tuned is being asked, about 21 min left')
  expect(progressWords({ ...workingExperiment, state: 'paused', armId: null, secondsLeft: null, failed: 2 })).toBe('133 of 480 answers, 2 failed')
})

test('numbers keep their sign, and a chance too small to write out is said to be', () => {
  expect([0.123, -0.06, 0].map(formatDifference)).toEqual(['+12.3', '-6.0', '0.0'])
  expect([0.000_2, 0.21].map(chanceWords)).toEqual(['< 0.001', '0.210'])
})
