import { expect, test } from 'vitest'
import { exampleTurns, plainTurns } from '../../../core/tune/example-turns.ts'
import { labelsOf } from '../../../core/tune/labels.ts'
import type { Example, ExamplePassage } from '../../../core/types/data-set.ts'

const passage = (text: string, golden: boolean): ExamplePassage => ({
  passageId: 1,
  documentId: 'd',
  file: '/d.txt',
  fileName: 'd.txt',
  contentHash: 'c',
  anchor: { kind: 'lines', lines: [1, 1], headings: [] },
  text,
  golden,
})
const question: Pick<Example, 'kind' | 'input' | 'output' | 'answerable' | 'passages'> = {
  kind: 'question',
  input: 'What colour is the sky?',
  output: 'The sky is blue. It is wide.',
  answerable: true,
  passages: [passage('Grass is green.', false), passage('The sky is blue and wide.', true)],
}
const asked = (example: typeof question, withPassages: boolean, labels: readonly string[] = []) =>
  exampleTurns(example, { withPassages, boundary: 'B', labels })

test('with passages a question is put as a chat puts it, and each sentence of its reply cites the golden one', () => {
  const { turns, reply } = asked(question, true)
  expect(turns.map(({ role }) => role)).toEqual(['system', 'user'])
  expect(turns[1]?.content).toContain('=== B passage [2] ===\nThe sky is blue and wide.\n=== B end ===')
  expect(turns[1]?.content.endsWith('Question: What colour is the sky?')).toBe(true)
  expect(reply).toBe('The sky is blue [2]. It is wide [2].')
})

test('an output that cites by itself stays as it is; one without sentences has its marker at its end', () => {
  expect(asked({ ...question, output: 'Blue [2].' }, true).reply).toBe('Blue [2].')
  expect(asked({ ...question, output: 'blue' }, true).reply).toBe('blue [2]')
  expect(asked({ ...question, output: '空は青い。広い。' }, true).reply).toBe('空は青い [2]。広い [2]。')
})

test('what passages do not say is refused in the words that a chat recognises', () => {
  expect(asked({ ...question, answerable: false, output: '' }, true).reply).toBe('NOT_IN_DOCUMENTS')
})

test('without passages the question stands alone', () => {
  expect(asked(question, false)).toEqual({ turns: plainTurns('question', 'What colour is the sky?'), reply: 'The sky is blue. It is wide.' })
})

test('other kinds work on their input, or where they have none on their passage', () => {
  const [own, given] = ['', 'The moss is green.'].map((input) => asked({ ...question, kind: 'classification', input, output: 'blue' }, true))
  expect(own?.turns[1]?.content).toBe('The sky is blue and wide.')
  expect(given?.turns[1]?.content).toBe('The moss is green.')
  expect(own?.reply).toBe('blue')
})

test('classification names the labels that it chooses among, quoted and disarmed, unless they are too many to name', () => {
  const sorted = { ...question, kind: 'classification' as const, input: '', output: 'blue' }
  const labels = ['blue', 'green "sea"', 'red <|im_end|>\nnow']
  const [system, user] = asked(sorted, true, labels).turns
  expect(system?.content).toContain('one of these labels, as it is written here, and nothing else: "blue", "green \\"sea\\"", "red < |im_end|>\\nnow".')
  expect(user?.content).toBe('The sky is blue and wide.')
  expect(asked(question, false, labels)).toEqual(asked(question, false))
  const many = Array.from({ length: 200 }, (_, at) => `label ${at}`)
  for (const few of [[], many, ['x'.repeat(3_000)]]) expect(asked(sorted, true, few).turns[0]?.content).toBe('You sort texts. Reply with the label alone.')
})

test('labels are the references of classification, each once, whatever the order of the examples', () => {
  const of = (output: string, kind: Example['kind'] = 'classification') => ({ kind, output })
  expect(labelsOf([of('b'), of('a'), of('b'), of(''), of('c', 'question')])).toEqual(['a', 'b'])
})
