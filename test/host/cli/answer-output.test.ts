/** An answer on the terminal: what the check found of its sentences is seen on a screen, without colours, and in a pipe. */
import { afterEach, expect, test } from 'vitest'
import type { Answer, AnswerPart } from '../../../core/types/answer.ts'
import { speak } from '../../../core/words/words.ts'
import { readAnswer, sayCitations } from '../../../host/cli/answer-output.ts'
import { createTerminal } from '../../../host/cli/terminal.ts'

afterEach(async () => await speak('en'))

const text = 'The weir was built in 1931 [1]. Ada Lind paid for it [1]. It leaks in winter [1].'
const span = (sentence: string) => ({ start: text.indexOf(sentence), end: text.indexOf(sentence) + sentence.length })
const answer: Answer = {
  answer: text,
  answered: true,
  mode: 'model',
  citations: [],
  claims: [
    { ...span('The weir was built in 1931 [1].'), citations: [1], verdict: 'supported' },
    { ...span('Ada Lind paid for it [1].'), citations: [1], verdict: 'unsupported', reason: 'name' },
    { ...span('It leaks in winter [1].'), citations: [1], verdict: 'weak', reason: 'missing' },
  ],
  disagreements: [],
  nearest: [],
  receipt: {
    mode: 'model',
    model: 'small',
    steps: [],
    retrieved: 1,
    sent: 1,
    cut: 0,
    files: 1,
    tokens: null,
    markersRemoved: 0,
    firstTokenMs: 1,
    passages: [],
  },
}

async function* parts(...further: readonly AnswerPart[]): AsyncGenerator<AnswerPart> {
  yield { type: 'answer-start', mode: 'model', model: 'small' }
  for (const piece of text.match(/.{1,7}/g) ?? []) yield { type: 'text-delta', text: piece }
  yield* further
}

/** A stream of a process that keeps what is written. */
function sink(isTTY: boolean) {
  const written: string[] = []
  const write = (piece: string, done?: () => void) => {
    written.push(piece)
    done?.()
    return true
  }
  return { stream: { isTTY, write } as unknown as NodeJS.WriteStream, written: () => written.join('') }
}

async function shown({ screen, plain = false, end = true }: { readonly screen: boolean; readonly plain?: boolean; readonly end?: boolean }): Promise<string> {
  const out = sink(screen)
  const terminal = createTerminal(process.stdin, out.stream, sink(false).stream, plain)
  const stream = Promise.resolve(end ? parts({ type: 'answer-end', answer }) : parts()) as Parameters<typeof readAnswer>[0]
  try {
    sayCitations(terminal, await readAnswer(stream, terminal, new AbortController().signal))
  } catch (error) {
    if (end) throw error
  }
  return out.written()
}

const told = [
  'What the check found: One sentence supported · One sentence weakly supported · One sentence not supported',
  '- Ada Lind paid for it [1]. (not supported) The passages have another name, or none.',
  '- It leaks in winter [1]. (weakly supported) The passages do not say this.',
].join('\n')

test('in a pipe each doubtful sentence is marked where it stands, and told below', async () => {
  expect(await shown({ screen: false })).toBe(
    `The weir was built in 1931 [1]. Ada Lind paid for it [1]. (not supported) It leaks in winter [1]. (weakly supported)\n\n${told}\n`,
  )
})

test('on a screen the text comes as it is said, then what the check found, in colour or without', async () => {
  expect(await shown({ screen: true, plain: true })).toBe(`${text}\n\n${told}\n`)
  const coloured = await shown({ screen: true })
  expect(coloured).toContain('\u001b[31m(not supported)\u001b[39m')
  expect(coloured).toContain('\u001b[33m(weakly supported)\u001b[39m')
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(`${text}\n\n${told}\n`)
})

test('what had arrived of an answer that broke off is shown', async () => {
  for (const screen of [true, false]) expect(await shown({ screen, end: false })).toBe(`${text}\n`)
})

test('Chinese and Japanese put no blank between sentences', async () => {
  await speak('ja')
  expect(await shown({ screen: false })).toContain('Ada Lind paid for it [1].（裏付けなし） It leaks in winter')
  expect(await shown({ screen: false })).toContain('（裏付けなし）引用された箇所の名前が異なるか、名前がありません。')
})
