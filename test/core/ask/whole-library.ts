/** A library of real files through the real stores, to be asked; the parser and the embedding model are fakes. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { answerQuestion, type QuestionOptions } from '../../../core/ask/answer-question.ts'
import type { AskPorts } from '../../../core/ask/ports.ts'
import { answerPart } from '../../../core/contract/answer-schemas.ts'
import { askWording } from '../../../core/engine/ask-wording.ts'
import type { Answer, AnswerPart } from '../../../core/types/answer.ts'
import { openLibrary, type TestLibrary } from '../../fakes/library.ts'

export interface WholeLibrary {
  readonly library: TestLibrary
  readonly ports: AskPorts
  readonly docs: string
  ask(question: string, options?: Partial<QuestionOptions>): Promise<Answer>
  close(): Promise<void>
}

/** Sunday, 15 November 2026, noon. */
export const now = new Date(2026, 10, 15, 12).getTime()

export interface Written {
  readonly text: string
  /** As `[2026, 3, 14]`; else `now`. */
  readonly changed?: readonly [year: number, month: number, day: number]
}

export async function wholeLibrary(files: Readonly<Record<string, string | Written>>): Promise<WholeLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'alcove-asked-'))
  const docs = join(folder, 'docs')
  for (const [name, file] of Object.entries(files)) {
    const { text, changed } = typeof file === 'string' ? { text: file, changed: undefined } : file
    const path = join(docs, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    const at = (changed ? new Date(changed[0], changed[1] - 1, changed[2], 12).getTime() : now) / 1_000
    utimesSync(path, at, at)
  }
  const library = await openLibrary(join(folder, 'data'))
  await library.addSource(docs)
  await library.run()
  const { index, stores, embedder, clock, random } = library
  const ports: AskPorts = { index, passages: stores.passages, files: stores.files, embedder, clock: { ...clock, now: () => now }, random, wording: askWording }
  return {
    library,
    ports,
    docs,
    async ask(question, options = {}) {
      return await answerOf(answerQuestion(question, { scope: {}, model: null, hiddenText: 'leave-out', ...options }, ports, new AbortController().signal))
    },
    async close() {
      await library.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The answer at the end, every part held to its schema and the text to what was streamed. */
export async function answerOf(parts: AsyncIterable<AnswerPart>): Promise<Answer> {
  let shown = ''
  let answer: Answer | null = null
  for await (const part of parts) {
    answerPart.parse(part)
    if (part.type === 'text-delta') shown += part.text
    if (part.type === 'answer-end') answer = part.answer
  }
  if (answer === null) throw new Error('no end')
  if (answer.answered && answer.answer !== shown) throw new Error('what was streamed is not what is kept')
  return answer
}
