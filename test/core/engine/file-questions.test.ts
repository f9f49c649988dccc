/** Lists, summaries, comparisons and completion through the contract. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../../core/engine/engine.ts'
import type { AnswerPart } from '../../../core/types/answer.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'alcove-files-')))
const docs = join(root, 'docs')
let engine: TestEngine
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  mkdirSync(docs)
  for (let at = 0; at < 60; at++) writeFileSync(join(docs, `note ${String(at).padStart(2, '0')}.txt`), `Note ${at} speaks of the ferry and of pier ${at}.`)
  engine = await openTestEngine(root)
  await engine.library.addSource(docs)
  await engine.library.run()
  client = clientOf(engine.router, { door: 'command-line' })
})
afterAll(async () => {
  await engine.close()
  rmSync(root, { recursive: true, force: true })
})

async function endOf(parts: Promise<AsyncIterable<AnswerPart>>) {
  for await (const part of await parts) if (part.type === 'answer-end') return part.answer
  throw new Error('no end')
}

test('an answer carries the beginning of its list; the rest comes page by page, each file once', async () => {
  const question = 'Which files mention the ferry?'
  const { list } = await endOf(client.questions.ask({ question, model: null }))
  expect([list?.total, list?.items.length, list?.more]).toEqual([60, 50, true])
  const rest = await client.questions.list({ question, after: list?.items.at(-1)?.fileId ?? null })
  expect([rest.list?.total, rest.list?.items.length, rest.list?.more]).toEqual([60, 10, false])
  expect(new Set([...(list?.items ?? []), ...(rest.list?.items ?? [])].map(({ fileId }) => fileId)).size).toBe(60)
  expect((await client.questions.list({ question: 'Where is the ferry?' })).list).toBeNull()
  expect((await endOf(client.questions.ask({ question, model: null, understand: false }))).list).toBeUndefined()
})

test('files are named by id or path; those that are not there, too few and too many are refused', async () => {
  const paths = Array.from({ length: 6 }, (_, at) => join(docs, `note 0${at}.txt`))
  const { found } = await client.library.complete({ text: 'note 07' })
  const fileIds = found.flatMap((one) => (one.kind === 'file' ? [one.fileId] : []))
  const summary = await endOf(client.questions.summarise({ fileIds, paths: paths.slice(0, 1), model: null }))
  expect(new Set(summary.citations.map(({ fileName }) => fileName))).toEqual(new Set(['note 07.txt', 'note 00.txt']))
  const compared = await endOf(client.questions.compare({ paths: paths.slice(0, 2), model: null }))
  expect(compared.answer).toContain('Not the same:')
  await expect(client.questions.compare({ paths: paths.slice(0, 1), model: null })).rejects.toMatchObject({ code: 'input-invalid' })
  await expect(client.questions.compare({ paths, model: null })).rejects.toMatchObject({ code: 'input-invalid' })
  await expect(client.questions.summarise({ model: null })).rejects.toMatchObject({ code: 'input-invalid' })
  await expect(client.questions.summarise({ paths: [join(docs, 'nothing.txt')], model: null })).rejects.toMatchObject({ code: 'file-gone' })
})
