/** Data sets through the contract: drafted with and without a model, stopped, looked through, frozen behind the gate, taken out and in, erased with their source. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf } from '../../../core/engine/engine.ts'
import type { ChatModel, ChatPart, ChatTurn } from '../../../core/ports/chat-model.ts'
import type { DataSet, DraftPlan } from '../../../core/types/data-set.ts'
import { quotesOnly } from '../../fakes/chat-models.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'

let root = ''
let engine: TestEngine
let client: ReturnType<typeof clientOf>
let heard: (readonly ChatTurn[])[] = []
let replies: ((request: string, signal: AbortSignal) => string | Promise<string>) | null = null

const model: ChatModel = {
  name: 'writer',
  contextTokens: async () => 8_192,
  async *chat(turns, _, signal): AsyncGenerator<ChatPart> {
    heard.push(turns)
    yield { type: 'text', text: (await replies?.(turns.at(-1)?.content ?? '', signal)) ?? '' }
    yield { type: 'end', reason: 'stop', promptTokens: 1, answerTokens: 1 }
  },
}

const places = ['Aldern', 'Birken', 'Cedern', 'Dornau', 'Eschen', 'Fichten', 'Ginster', 'Hasel', 'Ilex', 'Juniper']
const documentOf = (place: string, at: number) =>
  [
    `A ${place} pump is a device that lifts water from the well of ${place} to the upper street.`,
    `The well of ${place} was dug by the monks of the valley in ${1801 + at * 7}.`,
    `The cistern below ${place} holds ${300 + at} barrels of water in a dry year. Secret marker ${place}.`,
  ].join('\n\n')

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-data-sets-'))
  const folder = join(root, 'docs')
  await mkdir(folder)
  for (const [at, place] of places.entries()) await writeFile(join(folder, `${place}.txt`), documentOf(place, at))
  engine = await openTestEngine(root, { models: { ...quotesOnly, usable: async (name) => name === 'writer', chatModel: () => model } })
  await engine.library.addSource(folder)
  await engine.library.run()
  client = clientOf(engine.router, { door: 'command-line' })
  heard = []
  replies = null
})
afterEach(async () => {
  await engine.close()
  await rm(root, { recursive: true, force: true })
})

const plan: DraftPlan = {
  kinds: ['question'],
  scope: {},
  conversations: false,
  model: null,
  judge: null,
  perDocument: 5,
  distractors: 2,
  unanswerable: 0.2,
  labels: [],
  fields: [],
  style: '',
}

async function drafted(id: string, changes: Partial<DraftPlan> = {}): Promise<DataSet> {
  await client.dataSets.draft({ id, plan: { ...plan, ...changes } })
  return await ended(id)
}

async function ended(id: string): Promise<DataSet> {
  for await (const all of await client.dataSets.follow()) {
    const found = all.find((one) => one.id === id)
    if (found?.progress && found.progress.state !== 'working') return found
  }
  throw new Error('the drafting never ended')
}

const examplesOf = async (id: string) => (await client.dataSets.examples({ id, limit: 500 })).examples

test('no two data sets have names that read alike, made or renamed; one keeps its own', async () => {
  const { id, name } = await client.dataSets.create({ name: 'House  Style' })
  const taken = { code: 'data-set-exists', data: { name } }
  await expect(client.dataSets.create({ name: ' house style ' })).rejects.toMatchObject(taken)
  const other = await client.dataSets.create({ name: 'House style, 2' })
  await expect(client.dataSets.rename({ id: other.id, name: 'ＨＯＵＳＥ STYLE' })).rejects.toMatchObject(taken)
  expect((await client.dataSets.list()).dataSets.map((one) => one.name)).toEqual(['House style, 2', 'House  Style'])
  expect(await client.dataSets.rename({ id, name: 'House style' })).toMatchObject({ name: 'House style' })
})

test('without a model: questions of every document among distractors, some unanswerable; drafted again nothing comes twice; frozen without a leak', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells' })
  const set = await drafted(id)
  expect(set.progress).toMatchObject({ state: 'done', drafted: 30, removed: 0 })
  expect(set.counts).toMatchObject({ waiting: 30, accepted: 0, personalData: 0 })
  const examples = await examplesOf(id)
  expect(examples.map(({ input }) => input)).toContain('When was the well of Aldern dug by the monks of the valley?')
  for (const { answerable, output, passages } of examples) {
    const golden = passages.filter((passage) => passage.golden)
    if (answerable) expect(golden.map(({ text }) => text.includes(output))).toEqual([true])
    else expect([output, golden]).toEqual(['', []])
    expect(passages.length).toBeGreaterThan(0)
    expect(new Set(passages.map(({ file }) => file)).size).toBe(passages.length)
  }
  expect(examples.filter(({ answerable }) => !answerable)).toHaveLength(6)
  expect((await drafted(id)).counts.waiting).toBe(30)

  await client.dataSets.review({ id, exampleIds: examples.map((one) => one.id), state: 'accepted' })
  const version = await client.dataSets.freeze({ id })
  expect(version).toMatchObject({ number: 1, seed: 1, kinds: { question: version.counts.train + version.counts.validation + version.counts.test } })
  expect(Object.values(version.counts).every((count) => count > 0)).toBe(true)
  expect(await client.dataSets.leaks({ versionId: version.id })).toEqual({ leaks: [] })
  const tested = await client.dataSets.versionExamples({ versionId: version.id, split: 'test' })
  expect(tested.examples.every(({ split, hash }) => split === 'test' && /^[0-9a-f]{64}$/.test(hash))).toBe(true)
  await client.dataSets.edit({
    id,
    exampleId: examples[0]?.id ?? '',
    text: { kind: 'question', input: 'Whose mail is ada@mail.example?', output: 'Ada’s.', alternatives: [], answerable: true },
  })
  expect((await client.dataSets.get({ id })).counts).toMatchObject({ personalData: 1, accepted: 30 })
  expect((await client.dataSets.freeze({ id })).number).toBe(2)
  expect((await client.dataSets.versionExamples({ versionId: version.id, limit: 500 })).examples.some(({ input }) => input.includes('ada@'))).toBe(false)
})

test('a planted leak is named', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells' })
  await drafted(id, { unanswerable: 0 })
  const [one, two] = await examplesOf(id)
  if (!one || !two) throw new Error('no examples')
  const counts = { train: 1, validation: 0, test: 1 }
  const version = engine.library.stores.dataSets.freeze({ dataSetId: id, frozenAt: 1, seed: 1, hash: 'h', counts, groups: counts, kinds: {}, removed: 0 }, [
    { ...one, split: 'train', hash: 'a' },
    { ...two, split: 'test', hash: 'b' },
  ])
  expect((await client.dataSets.leaks({ versionId: version.id })).leaks).toMatchObject([
    { kind: 'document', split: 'test', exampleId: two.id, trainId: one.id, file: join(root, 'docs', 'Aldern.txt') },
  ])
})

test('with a model: what it writes is held against the passage and the judge, and orders in a document stay data', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells' })
  replies = (request) => {
    if (request.includes('faithful')) return `Sure: {"faithful": true, "relevant": ${!request.includes('Birken')}, "clear": true}`
    const place = places.find((name) => request.includes(name)) ?? ''
    if (place === 'Cedern') return 'I would rather not.'
    if (place === 'Dornau') return '[{"question": "What does the passage say of it?", "answer": "Water."}]'
    const made = place === 'Eschen' ? '4711' : '300'
    return `\`\`\`json\n[{"question": "What holds the barrels below ${place}?", "answer": "The cistern below ${place} holds ${made === '300' ? 'barrels' : `${made} barrels`} of water."}]\n\`\`\``
  }
  const set = await drafted(id, { model: 'writer', judge: { model: 'writer', threshold: 0.9 }, perDocument: 1, distractors: 0, unanswerable: 0 })
  expect(set.progress).toMatchObject({ state: 'done', drafted: 6, removed: 4 })
  const { removals } = await client.dataSets.removals({ id })
  expect(removals.map(({ reason }) => reason).toSorted()).toEqual(['judged-low', 'model-failed', 'model-failed', 'ungrounded'])
  const [example] = await examplesOf(id)
  expect(example).toMatchObject({ origin: 'model', generator: { model: 'writer', promptVersion: 1 }, scores: { grounding: 1, judge: 1 }, answerable: true })
  const boundary = /=== (\S+) passage ===/.exec(heard[0]?.at(-1)?.content ?? '')?.[1]
  expect(heard[0]?.[0]?.content).toContain(`=== ${boundary}`)
  await expect(client.dataSets.draft({ id, plan: { ...plan, model: 'nobody' } })).rejects.toMatchObject({ code: 'model-missing' })
  await expect(client.dataSets.draft({ id, plan: { ...plan, kinds: ['rewriting'] } })).rejects.toMatchObject({ code: 'input-invalid' })
})

test('a drafting that is stopped keeps what it made, and so does one whose model fails', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells' })
  let asked = 0
  replies = async (request, signal) => {
    asked += 1
    if (asked > 2) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }))
    const place = places.find((name) => request.includes(name)) ?? ''
    return `[{"question": "Where is the cistern of ${place}?", "answer": "The cistern stands below ${place}."}]`
  }
  await client.dataSets.draft({ id, plan: { ...plan, model: 'writer', perDocument: 1 } })
  while (asked < 3) await new Promise((resolve) => setTimeout(resolve, 10))
  const stopped = await client.dataSets.stopDraft({ id })
  expect(stopped).toMatchObject({ progress: { state: 'stopped', drafted: 2 }, counts: { waiting: 2 } })
  replies = () => {
    throw new Error('out of order')
  }
  expect((await drafted(id, { model: 'writer', perDocument: 1 })).progress).toMatchObject({ state: 'failed', failure: { code: 'unexpected' } })
  expect(await examplesOf(id)).toHaveLength(2)
})

test('what is exported comes in again as it was, and a broken line is listed with its number', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells: a/b' })
  await drafted(id)
  await client.dataSets.review({ id, exampleIds: (await examplesOf(id)).map((one) => one.id), state: 'accepted' })
  const { fileName, content } = await client.dataSets.export({ id, format: 'messages' })
  expect(fileName).toMatch(/^[^/:]+\.jsonl$/)
  const other = await client.dataSets.create({ name: 'Copy' })
  const { added, removed } = await client.dataSets.import({ id: other.id, content: new Blob([await content.text(), '{"prompt": 7}\n']) })
  expect([added, removed]).toEqual([30, 1])
  const bare = (example: Awaited<ReturnType<typeof examplesOf>>[number]) => ({ ...example, id: '', madeAt: 0 })
  expect((await examplesOf(other.id)).map(bare)).toEqual((await examplesOf(id)).map(bare))
  expect((await client.dataSets.removals({ id: other.id })).removals).toMatchObject([{ reason: 'malformed', line: 31, input: '{"prompt": 7}' }])
  const large = new Blob(Array.from({ length: 65 }, () => new Uint8Array(1_000_000)))
  await expect(client.dataSets.import({ id, content: large })).rejects.toMatchObject({ code: 'data-set-file-large' })
  const { removed: cleaned, dataSet } = await client.dataSets.clean({ id: other.id })
  expect(cleaned).toBe(30 - dataSet.counts.accepted)
})

test('promise 42: a source that is removed with erase takes the examples, removals and versions that quote it along; with keep they stay', async () => {
  const { id } = await client.dataSets.create({ name: 'Wells' })
  await drafted(id)
  await client.dataSets.review({ id, exampleIds: (await examplesOf(id)).map((one) => one.id), state: 'accepted' })
  await client.dataSets.freeze({ id })
  const own = await client.dataSets.create({ name: 'Own' })
  await client.dataSets.import({ id: own.id, content: new Blob(['{"prompt":"Q","completion":"A"}']) })
  const [source] = engine.library.stores.sources.all()
  await client.library.remove({ sourceId: source?.id ?? '', answers: 'keep' })
  expect(await client.dataSets.get({ id })).toMatchObject({ counts: { accepted: 30 }, versions: [{ number: 1 }] })

  await engine.library.addSource(join(root, 'docs'))
  const sourceId = engine.library.stores.sources.all()[0]?.id ?? ''
  expect(await client.library.quoting({ sourceId })).toEqual({
    answers: 0,
    conversations: 0,
    examples: 30,
    dataSets: 1,
    versions: 1,
    experiments: 0,
    adapters: [],
  })
  await client.library.remove({ sourceId, answers: 'erase' })
  expect(await client.dataSets.get({ id })).toMatchObject({ counts: { accepted: 0, waiting: 0 }, versions: [] })
  expect((await client.dataSets.get({ id: own.id })).counts.waiting).toBe(1)
  const data = join(root, 'data')
  const files = readdirSync(data).filter((name) => name.startsWith('alcove.db') && existsSync(join(data, name)))
  for (const name of files) expect(readFileSync(join(data, name)).includes('Secret marker')).toBe(false)
})
