/** One record of a file as an example's text, told apart by the fields that it has. Nothing of it is trusted to be what it is called. */
import { notInDocuments } from '../../ask/prompt.ts'
import { type ExampleText, exampleKinds } from '../../types/data-set.ts'
import { ownField } from './write.ts'

export interface Row {
  readonly text: ExampleText
  /** Our own fields as they were written, still to be checked; null where there are none. */
  readonly own: unknown
}

type Fields = Readonly<Record<string, unknown>>

/** Null where it is a record of none of our formats. */
export function rowOf(value: unknown): Row | null {
  if (!isFields(value)) return null
  const text = messagesOf(value) ?? pairOf(value)
  return text === null ? null : { text, own: ownOf(value[ownField]) }
}

/** Names of the fields that ask, and of those that answer, as they are met with. */
const asking = ['input', 'prompt', 'question', 'instruction'] as const
const answering = ['output', 'completion', 'response', 'answer'] as const

function pairOf(fields: Fields): ExampleText | null {
  const output = firstText(fields, answering)
  if (output === null) return null
  const instruction = fields['instruction']
  const more = fields['input']
  const alpaca = typeof instruction === 'string' && typeof more === 'string' && more.trim() !== ''
  const input = alpaca ? `${instruction}\n\n${more}` : typeof instruction === 'string' ? instruction : firstText(fields, asking)
  return input === null ? null : textOf(fields, input, output)
}

function textOf(fields: Fields, input: string, output: string): ExampleText {
  const kind = exampleKinds.find((one) => one === fields['kind']) ?? 'question'
  const answerable = fields['answerable'] !== 'false' && fields['answerable'] !== false && output.trim() !== notInDocuments
  const alternatives = fields['alternatives']
  return {
    kind,
    input: input.trim(),
    output: answerable ? output.trim() : '',
    alternatives:
      typeof alternatives === 'string'
        ? alternatives
            .split('\n')
            .filter((one) => one.trim() !== '')
            .slice(0, 20)
        : [],
    answerable,
  }
}

/** Chat messages, of either spelling. Of a longer conversation the last answer is the output, and what was said before stands before the question. */
function messagesOf(fields: Fields): ExampleText | null {
  const listed = fields['messages'] ?? fields['conversations']
  if (!Array.isArray(listed) || listed.length > 1_000) return null
  const turns = listed.map(turnOf)
  if (turns.some((turn) => turn === null)) return null
  const said = turns.flatMap((turn) => (turn === null || turn.role === 'system' ? [] : [turn]))
  const [answer, question, ...before] = said.toReversed()
  if (answer?.role !== 'assistant' || question?.role !== 'user') return null
  const earlier = before.toReversed().map(({ role, content }) => `${role === 'user' ? 'User' : 'Assistant'}: ${content}\n\n`)
  return textOf(fields, `${earlier.join('')}${question.content}`, answer.content)
}

const roles: Readonly<Record<string, 'system' | 'user' | 'assistant'>> = {
  system: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
}

function turnOf(value: unknown): { readonly role: 'system' | 'user' | 'assistant'; readonly content: string } | null {
  if (!isFields(value)) return null
  const named = value['role'] ?? value['from']
  const role = typeof named === 'string' && Object.hasOwn(roles, named) ? roles[named] : undefined
  const content = contentOf(value['content'] ?? value['value'])
  return role === undefined || content === null ? null : { role, content }
}

/** A text, or parts that are all texts. */
function contentOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return null
  const parts = value.map((part: unknown) => (isFields(part) && part['type'] === 'text' && typeof part['text'] === 'string' ? part['text'] : null))
  return parts.some((part) => part === null) ? null : parts.join('\n')
}

function firstText(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'string') return value
  }
  return null
}

function ownOf(value: unknown): unknown {
  if (typeof value !== 'string') return null
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
