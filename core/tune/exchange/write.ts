/** Examples as the files that trainers read. Our own fields go along as one text, which every reader leaves alone. */
import type { ChatTurn } from '../../ports/chat-model.ts'
import type { DataSetFormat, Example, FrozenExample } from '../../types/data-set.ts'
import { exampleTurns, textOf, type Wording } from '../example-turns.ts'
import { csvLine } from './csv.ts'

/** The field that holds our own. */
export const ownField = 'alcove'

export const csvHead = ['kind', 'input', 'output', 'answerable', 'alternatives', 'split', ownField] as const

type Written = Example | FrozenExample

/** Ends with a line break; of CSV the head line comes first. */
export function writeHead(format: DataSetFormat): string {
  return format === 'csv' ? `${csvLine(csvHead)}\r\n` : ''
}

/** `boundary` and `labels`: as in `Wording`, the same for a whole file. */
export function writeExample(example: Written, format: DataSetFormat, { boundary, labels }: Pick<Wording, 'boundary' | 'labels'>): string {
  if (format === 'csv') return `${csvLine(csvCells(example))}\r\n`
  return `${JSON.stringify({ ...shaped(example, format, { withPassages: true, boundary, labels }), [ownField]: own(example) })}\n`
}

function shaped(example: Written, format: Exclude<DataSetFormat, 'csv'>, wording: Wording): object {
  const { turns, reply } = exampleTurns(example, wording)
  if (format === 'messages') return { messages: [...turns, { role: 'assistant', content: reply }].map(({ role, content }) => ({ role, content })) }
  if (format === 'completion') return { prompt: turns.map(({ content }) => content).join('\n\n'), completion: reply }
  if (format === 'sharegpt') return { conversations: [...turns.map((turn) => ({ from: speaker(turn), value: turn.content })), { from: 'gpt', value: reply }] }
  const passages = example.passages.map(({ text }) => text).join('\n\n')
  if (example.kind === 'question') return { instruction: example.input, input: passages, output: example.output }
  return { instruction: turns[0]?.content ?? '', input: textOf(example), output: example.output }
}

function speaker({ role }: ChatTurn): string {
  return role === 'system' ? 'system' : role === 'user' ? 'human' : 'gpt'
}

function csvCells(example: Written): readonly string[] {
  const { kind, input, output, answerable, alternatives } = example
  return [kind, input, output, String(answerable), alternatives.join('\n'), 'split' in example ? example.split : '', own(example)]
}

/** What is true of the example wherever it is taken. */
function own({ kind, input, output, alternatives, answerable, origin, state, edited, passages, group, scores, generator }: Written): string {
  return JSON.stringify({ kind, input, output, alternatives, answerable, origin, state, edited, passages, group, scores, generator })
}
