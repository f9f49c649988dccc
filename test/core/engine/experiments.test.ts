/** Experiments through the contract, on a real library and database, with chat models that say what they are told. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { everyFrozen } from '../../../core/engine/data-sets/every-example.ts'
import { clientOf } from '../../../core/engine/engine.ts'
import { promptsOf } from '../../../core/engine/tune/adapters.ts'
import { AlcoveError } from '../../../core/errors.ts'
import { trainingRows } from '../../../core/tune/training-rows.ts'
import { defaultExperimentSettings, type Experiment } from '../../../core/types/experiment.ts'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'
import { type AskedModel, scriptedChatModels } from '../../fakes/scripted-chat-models.ts'
import { freeze, passageOf } from './frozen.ts'

const base = 'gguf:small'
const adapted = 'gguf:small+house'
const models = [{ name: base }, { name: adapted, adapter: { base, name: 'house', scale: 1 } }]
const fourArms = [
  { kind: 'base', model: base },
  { kind: 'rag', model: base },
  { kind: 'tuned', model: adapted },
  { kind: 'hybrid', model: adapted },
] as const
const colours = ['blue', 'green', 'red', 'white', 'black', 'grey']

let root = ''
let docs = ''
let engine: TestEngine | null = null

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'alcove-experiments-')))
  docs = join(root, 'docs')
  mkdirSync(docs)
  for (const [at, colour] of colours.entries()) writeFileSync(join(docs, `pier ${at}.txt`), sentence(at, colour))
})
afterEach(async () => {
  await engine?.close()
  engine = null
  rmSync(root, { recursive: true, force: true })
})

function sentence(at: number, colour: string): string {
  return `The ferry of pier ${at} is ${colour}.`
}

/** With passages it reads them; without, the base refuses and the adapter is always blue. */
function reads({ model, turns }: AskedModel): string {
  const asked = turns.at(-1)?.content ?? ''
  const pier = /pier (\d)\?/.exec(asked)?.[1]
  const passages = [...asked.matchAll(/passage \[(\d+)\] ===\n[^=]*?The ferry of pier (\d) is (\w+)\./gu)]
  const found = passages.find(([, , number]) => number === pier)
  if (asked.includes('Passages:'))
    return found ? (model === base ? `There the ferry is ${found[3]} [${found[1]}].` : `The ferry is ${found[3]} [${found[1]}].`) : 'NOT_IN_DOCUMENTS'
  return model === base ? 'NOT_IN_DOCUMENTS' : 'The ferry is blue.'
}

async function opened(said: (asked: AskedModel) => string | Promise<string> = reads) {
  const chat = scriptedChatModels(models, said)
  engine = await openTestEngine(root, { models: chat })
  await engine.library.addSource(docs)
  await engine.library.run()
  const client = clientOf(engine.router, { door: 'command-line' })
  return { client, chat, stores: engine.library.stores }
}

function questions() {
  return colours.map((colour, at) => ({
    input: `Which colour has the ferry of pier ${at}?`,
    output: `The ferry is ${colour}.`,
    passages: [passageOf(join(docs, `pier ${at}.txt`), sentence(at, colour))],
  }))
}

async function until(client: Awaited<ReturnType<typeof opened>>['client'], id: string, state: Experiment['state']): Promise<Experiment> {
  for await (const all of await client.experiments.follow()) {
    const one = all.find((experiment) => experiment.id === id)
    if (one?.state === state) return one
  }
  throw new Error('the stream ended')
}

test('four arms answer the same questions, each in its own way, and results say who was better', async () => {
  const { client, chat, stores } = await opened()
  const version = freeze(stores, questions())
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  const done = await until(client, id, 'done')
  expect(done).toMatchObject({ questions: 6, done: 24, failed: 0, dataSet: 'Springs v1' })

  const { arms, differences, main, tiny } = await client.experiments.results({ id })
  expect([main, tiny]).toEqual(['f1', false])
  const [plain, rag, tuned, hybrid] = arms
  expect([plain?.refused, rag?.refused]).toEqual([6, 0])
  expect([rag?.scores.contained?.value, rag?.scores.exact?.value]).toEqual([1, 0])
  expect(hybrid?.scores.exact).toMatchObject({ value: 1, low: 1, high: 1, n: 6 })
  expect(tuned?.scores.exact?.value).toBeCloseTo(1 / 6)
  expect(hybrid?.scores).toMatchObject({ hit: { value: 1 }, citationRecall: { n: 6 }, faithfulness: { n: 6 }, answersKept: { value: 1 } })
  expect(plain?.scores.hit).toBeUndefined()
  expect(rag?.speed.memory).toBe(3_600_000_000)
  expect(differences).toHaveLength(6)
  // six questions tell nothing, however they turn out
  expect(differences.every(({ verdict, needed }) => verdict === 'unclear' && (needed ?? 0) >= 20)).toBe(true)

  const { rows, total } = await client.experiments.rows({ id })
  expect([total, rows[0]?.answers.map(({ text }) => text)]).toEqual([6, ['', 'There the ferry is blue [1].', 'The ferry is blue.', 'The ferry is blue [1].']])
  expect(rows[0]?.answers[3]?.citations[0]).toMatchObject({ n: 1, fileName: 'pier 0.txt', quote: sentence(0, 'blue') })

  const sent = chat.asked.filter(({ options }) => options.answerTokens > 8)
  expect(sent).toHaveLength(24)
  expect(new Set(sent.map(({ options }) => JSON.stringify(options))).size).toBe(1)
  expect(sent[0]?.options).toEqual({ contextTokens: 4_096, answerTokens: 256, thinking: false, seed: 1 })
  // base and adapter read the very same request
  const [ragAsked, hybridAsked] = [base, adapted].map((model) =>
    sent.filter((one) => one.model === model && one.turns[1]?.content.startsWith('Passages:')).map(({ turns }) => JSON.stringify(turns)),
  )
  expect(ragAsked?.toSorted()).toEqual(hybridAsked?.toSorted())
})

test('training, check and every arm name the same labels, though the questions drawn have fewer', async () => {
  const { client, chat, stores } = await opened(() => 'letter')
  const sorted = questions().map((one, at) => ({
    ...one,
    kind: 'classification' as const,
    output: ['invoice', 'letter', 'order'][at % 3] ?? '',
    split: at < 4 ? ('train' as const) : ('test' as const),
  }))
  const version = freeze(stores, sorted)
  const settings = { ...defaultExperimentSettings, limit: 1 }
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings })
  await until(client, id, 'done')
  const named = '"invoice", "letter", "order"'
  const asked = chat.asked.filter(({ options }) => options.answerTokens > 8).map(({ turns }) => turns.map(({ content }) => content).join('\n'))
  expect(asked.map((one) => one.includes(named))).toEqual([true, true, true, true])
  const rows = trainingRows([...everyFrozen(stores.dataSets, version.id)], 'train', defaultTrainingSettings)
  expect(rows.split('\n')[0]).toContain(JSON.stringify(named).slice(1, -1))
  expect(promptsOf({ versionId: version.id, settings: defaultTrainingSettings }, stores)[0]?.[0]?.content).toContain(named)
})

test('what is worked on stands in the request: nothing is searched for, and hybrid asks as its adapter was trained', async () => {
  const { client, chat, stores } = await opened(() => 'The ferry shines.')
  const written = questions().map((one, at) => (at === 0 ? one : { ...one, kind: 'rewriting' as const, input: '' }))
  const version = freeze(stores, written)
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  await until(client, id, 'done')
  const { notSearchedFor, arms } = await client.experiments.results({ id })
  expect([notSearchedFor, ...arms.map(({ scores }) => scores.hit?.n)]).toEqual([5, undefined, 1, undefined, 1])
  const row = trainingRows([...everyFrozen(stores.dataSets, version.id)], 'test', { ...defaultTrainingSettings, withPassages: true }).split('\n')[1] ?? ''
  const trained = (JSON.parse(row) as { messages: readonly object[] }).messages.slice(0, 2)
  expect(
    chat.asked
      .filter(({ turns }) => JSON.stringify(turns) === JSON.stringify(trained))
      .map(({ model }) => model)
      .toSorted(),
  ).toEqual([base, base, adapted, adapted])
  const report = await (await client.experiments.report({ id, format: 'markdown' })).content.text()
  expect(report).toContain('5 tasks carry the text to work on in the request')
})

test('paused in the middle and gone on with, it asks only what has no answer yet; what failed is asked anew when told to', async () => {
  let broken = true
  let asked = 0
  let reached: () => void = () => undefined
  const amid = new Promise<void>((resolve) => {
    reached = resolve
  })
  const { client, chat, stores } = await opened(async (one) => {
    if (one.options.answerTokens > 8 && ++asked === 9) reached()
    if (broken && one.turns.at(-1)?.content.includes('pier 3?')) throw new AlcoveError('model-cut')
    if (asked >= 9 && broken) await new Promise((resolve) => setTimeout(resolve, 300))
    return reads(one)
  })
  const version = freeze(stores, questions())
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  await amid
  const paused = await client.experiments.pause({ id })
  expect(paused).toMatchObject({ state: 'paused' })
  const before = chat.asked.length
  broken = false
  await client.experiments.resume({ id })
  const done = await until(client, id, 'done')
  expect(done.done).toBe(24)
  // 24 answers, the one that was dropped, and a warm-up at each start of an arm
  expect(chat.asked.length - before).toBeLessThanOrEqual(24 - 8 + 4)
  const failed = done.failed
  expect(failed).toBeGreaterThan(0)
  await client.experiments.resume({ id, failed: true })
  const again = await until(client, id, 'done')
  expect(again).toMatchObject({ done: 24, failed: 0 })
})

test('a question whose document was trained on stops it before anything is asked, by its name', async () => {
  const { client, chat, stores } = await opened()
  const [first] = questions()
  const leaked = { ...questions()[0], input: 'What is its colour?', output: 'Blue', split: 'train' as const, group: 'same' }
  const version = freeze(stores, [{ ...first, input: first?.input ?? '', output: '', group: 'same' }, leaked])
  const start = client.experiments.start({ name: 'Leaky', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  await expect(start).rejects.toMatchObject({ code: 'leak-found', data: { count: 1, input: first?.input, file: join(docs, 'pier 0.txt') } })
  expect(chat.asked).toEqual([])
  const { experiments } = await client.experiments.list()
  expect(experiments[0]).toMatchObject({ state: 'failed', failure: { code: 'leak-found' }, leaks: [{ kind: 'document', file: join(docs, 'pier 0.txt') }] })
})

test('an engine that is gone ends it with its code after a few answers, and it can go on', async () => {
  let gone = true
  const { client, chat, stores } = await opened((one) => {
    if (gone && one.options.answerTokens > 8) throw new AlcoveError('ollama-absent', { address: 'x' })
    return reads(one)
  })
  const version = freeze(stores, questions())
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  expect(await until(client, id, 'failed')).toMatchObject({
    failure: { code: 'ollama-absent', details: { address: 'x', model: expect.stringContaining('gguf:small') } },
    failed: 3,
    done: 3,
  })
  expect(chat.asked).toHaveLength(4)
  gone = false
  await client.experiments.resume({ id, failed: true })
  expect(await until(client, id, 'done')).toMatchObject({ failed: 0, done: 24 })
})

test('where the right passage was taken out of an example, no search puts it back: to refuse is right', async () => {
  const { client, stores } = await opened()
  const path = join(docs, 'pier 1.txt')
  const other = { ...passageOf(path, sentence(1, 'green'), stores.files.byPath(path)?.documentId ?? ''), golden: false }
  const version = freeze(stores, [{ input: 'Which colour has the ferry of pier 0?', output: '', answerable: false, passages: [other] }])
  const settings = defaultExperimentSettings
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [{ kind: 'rag', model: base }], settings })
  await until(client, id, 'done')
  const { arms } = await client.experiments.results({ id })
  expect(arms[0]).toMatchObject({ refused: 1, scores: { refusalsRight: { value: 1 }, f1: { value: 1 } } })
})

test('blind pairs tell nothing of their arms, stay as they are over a restart, and count for the right arm', async () => {
  const { client, stores } = await opened()
  const version = freeze(stores, questions())
  const { id } = await client.experiments.start({ name: 'Ferries', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings })
  await until(client, id, 'done')
  const first = await client.experiments.pair({ id })
  expect(Object.keys(first ?? {}).toSorted()).toEqual(['id', 'input', 'left', 'rated', 'reference', 'right', 'total'])
  expect(JSON.stringify(first)).not.toMatch(/gguf|house|base|rag|tuned|hybrid|\[1\]/u)
  await engine?.close()
  engine = await openTestEngine(root, { models: scriptedChatModels(models, reads) })
  const reopened = clientOf(engine.router, { door: 'command-line' })
  expect(await reopened.experiments.pair({ id })).toEqual(first)

  let pair = first
  let wins = 0
  while (pair !== null) {
    const better = pair.left === pair.reference ? 'left' : pair.right === pair.reference ? 'right' : 'neither'
    if (better !== 'neither') wins += 1
    pair = await reopened.experiments.rate({ id, pairId: pair.id, better })
  }
  await expect(reopened.experiments.rate({ id, pairId: 'q99', better: 'left' })).rejects.toMatchObject({ code: 'input-invalid' })
  const { arms } = await reopened.experiments.results({ id })
  const sum = (of: 'won' | 'tied' | 'lost') => arms.reduce((total, { rated }) => total + rated[of], 0)
  expect([sum('won'), sum('lost'), sum('tied')]).toEqual([wins, wins, 2 * (6 - wins)])
  // base refuses and never says the reference
  expect(arms[0]?.rated.won).toBe(0)
  await reopened.library.remove({ path: docs, answers: 'erase' })
  expect((await reopened.experiments.list()).experiments).toEqual([])
  await expect(reopened.experiments.rate({ id, pairId: 'q99', better: 'left' })).rejects.toMatchObject({ code: 'experiment-unknown' })
})

test('a judge weighs what each arm said, as a measure of its own', async () => {
  let judgements = 0
  const { client, stores } = await opened((asked) => {
    if (!asked.turns[0]?.content.startsWith('You judge')) return reads(asked)
    judgements += 1
    return asked.turns[1]?.content.includes('ferry of pier') ? '{"quote": "The ferry of pier", "borneOut": true}' : 'no'
  })
  const version = freeze(stores, questions())
  const settings = { ...defaultExperimentSettings, judge: base }
  const { id } = await client.experiments.start({ name: 'Judged', versionId: version.id, arms: [fourArms[1], fourArms[2]], settings })
  await until(client, id, 'done')
  const { arms } = await client.experiments.results({ id })
  expect(arms.map(({ scores }) => scores.judged)).toMatchObject([
    { value: 1, n: 6 },
    { value: 1, n: 6 },
  ])
  expect(judgements).toBe(24)
})

test('what cannot be compared is refused before it begins', async () => {
  const { client, stores } = await opened()
  const version = freeze(stores, questions())
  const start = (changes: object) =>
    client.experiments.start({ name: 'x', versionId: version.id, arms: [...fourArms], settings: defaultExperimentSettings, ...changes })
  await expect(start({ versionId: '999' })).rejects.toMatchObject({ code: 'version-unknown' })
  await expect(start({ arms: [{ kind: 'base', model: 'gguf:none' }] })).rejects.toMatchObject({ code: 'model-missing' })
  await expect(start({ arms: [{ kind: 'rag', model: adapted }] })).rejects.toMatchObject({ code: 'input-invalid' })
  await expect(start({ arms: [fourArms[0], fourArms[0]] })).rejects.toMatchObject({ code: 'input-invalid' })
  await expect(client.experiments.results({ id: '999' })).rejects.toMatchObject({ code: 'experiment-unknown' })
})
