/**
 * How well answers without a model hold: of a set of questions about paragraphs, some without an answer, which
 * are answered, whether the quotes hold the accepted answer, and what is refused where the documents do not say.
 *
 *   npm run bench -- answers FOLDER [--no-save]
 */
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { candidatesIn } from '../core/ask/candidates.ts'
import { type Quotes, quotes } from '../core/ask/quotes.ts'
import { type Candidates, retrieve } from '../core/ask/retrieve.ts'
import { rank } from '../core/ask/search.ts'
import { startTimer } from '../core/ask/step-timer.ts'
import { needed, surenessOf, surenessSigns } from '../core/ask/sureness.ts'
import { chunkerVersion } from '../core/ingest/chunk.ts'
import { openStores } from '../core/store/open-stores.ts'
import { openPassageIndex } from '../core/store/passage-index.ts'
import { indexCorpus } from '../host/cli/eval/index-corpus.ts'
import { readCorpus } from '../host/cli/eval/read-set.ts'
import { systemClock } from '../host/clock-and-random.ts'
import { embeddingWorkers } from '../host/processes/embedding-workers.ts'
import { createForkSpawner } from '../host/processes/fork-spawner.ts'
import { createEmbedder } from '../models/embedder.ts'
import { loadTokenizer } from '../models/tokenizer.ts'
import { describeMachine } from './lib/machine.ts'
import { balanced, bestLimit, type Case, fitWeights } from './lib/refusal.ts'
import { table, writeRun } from './lib/runs.ts'

interface Question {
  readonly id: string
  readonly text: string
  readonly answers: readonly string[]
  readonly answerable: boolean
  /** The paragraph that it was written about; all paragraphs of one article begin alike up to `p`. */
  readonly context: string
}

interface Judged {
  readonly id: string
  /** Articles are dealt out in turns: what is chosen on one half is reported on the other. */
  readonly half: number
  readonly answerable: boolean
  readonly answered: boolean
  readonly holds: boolean
  readonly firstHolds: boolean
  readonly characters: number
  /** With its own paragraph taken out; null where the question has no answer anyway. */
  readonly answeredWithout: boolean | null
  readonly cases: readonly Case[]
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'no-save': { type: 'boolean', default: false } } })
const folder = positionals[0]
if (folder === undefined) throw new Error('Name a folder with corpus.jsonl and queries.jsonl: npm run bench -- answers FOLDER')

const never = new AbortController().signal
const considered = 30

/** As the set's own scripts compare: case, punctuation and English articles aside. */
function plain(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(/\b(?:a|an|the)\b/g, ' ')
  return ` ${words.replaceAll(/\s+/g, ' ').trim()} `
}

function holdsOne(text: string, answers: readonly string[]): boolean {
  return answers.some((answer) => plain(text).includes(plain(answer)))
}

async function readQuestions(set: string): Promise<readonly Question[]> {
  const path = join(set, 'queries.jsonl')
  const lines = createInterface({ input: existsSync(path) ? createReadStream(path) : createReadStream(`${path}.gz`).pipe(createGunzip()) })
  const read: Question[] = []
  for await (const line of lines) if (line !== '') read.push(JSON.parse(line) as Question)
  return read
}

function halfOf({ context }: Question): number {
  return Number(/^s(\d+)p/.exec(context)?.[1] ?? 0) % 2
}

async function measure(set: string, scratch: string): Promise<readonly Judged[]> {
  const modelFolder = resolve('models/bundled/all-MiniLM-L6-v2')
  const tokenizer = loadTokenizer(modelFolder)
  const spawner = createForkSpawner({ distFolder: resolve('dist'), environment: process.env })
  const log = { info: () => undefined, error: (event: string, error: unknown) => console.error(event, error) }
  const embedder = createEmbedder({ modelFolder, tokenizer, startWorker: embeddingWorkers(spawner, modelFolder), log })
  const stores = openStores(join(scratch, 'alcove.db'))
  const { model, revision, dimensions } = embedder
  const passageIndex = await openPassageIndex({ folder: join(scratch, 'index'), chunkerVersion, model, revision, dimensions })
  try {
    const { index, lines } = await indexCorpus(await readCorpus(set), set, { stores, index: passageIndex, embedder, tokenizer }, () => undefined, never)
    const ports = { index, passages: stores.passages, files: stores.files, embedder, clock: systemClock }
    const answer = (question: string, candidates: Candidates): Quotes => quotes(question, rank(question, candidates, { k: considered, scope: {} }, ports))
    const caseOf = (question: Question, kind: Case['kind'], candidates: Candidates): readonly Case[] => {
      const found = rank(question.text, candidates, { k: considered, scope: {} }, ports)
      const [best] = candidatesIn(question.text, found)
      if (!best) return []
      const signs = surenessSigns(question.text, best, found)
      const { coverage, lead } = signs
      const scores = {
        'fused score of the first passage': found[0]?.score ?? 0,
        'cosine of the nearest passage': Math.max(0, ...found.map(({ similarity }) => similarity ?? 0)),
        'BM25 of the first passage': candidates.keyword[0]?.score ?? 0,
        'share of words in the best line': coverage,
        'lead of the first passage': lead,
      }
      return [{ half: halfOf(question), kind, signs, scores }]
    }
    const judged: Judged[] = []
    for (const question of await readQuestions(set)) {
      const { id, text, answers, answerable, context } = question
      const candidates = await retrieve(text, { k: considered, mode: 'hybrid', scope: {} }, ports, startTimer(systemClock), never)
      const given = answer(text, candidates)
      const others = (hit: { readonly documentId: string }) => lines.get(hit.documentId) !== context
      const without = { ...candidates, keyword: candidates.keyword.filter(others), vector: candidates.vector.filter(others) }
      judged.push({
        id,
        half: halfOf(question),
        answerable,
        answered: given.answered,
        holds: given.quotes.some((quote) => holdsOne(quote.text, answers)),
        firstHolds: given.quotes.slice(0, 1).some((quote) => holdsOne(quote.text, answers)),
        characters: given.quotes.reduce((sum, quote) => sum + quote.text.length, 0),
        answeredWithout: answerable ? answer(text, without).answered : null,
        cases: [...caseOf(question, answerable ? 'in' : 'near', candidates), ...(answerable ? caseOf(question, 'out', without) : [])],
      })
    }
    return judged
  } finally {
    await embedder.close()
    await passageIndex.close()
    stores.close()
  }
}

function share<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.filter(is).length / all.length
}

function figures(all: readonly Judged[]): readonly number[] {
  const answerable = all.filter((one) => one.answerable)
  const unanswerable = all.filter((one) => !one.answerable)
  const answered = share(answerable, (one) => one.answered)
  const absent = share(answerable, (one) => one.answeredWithout === false)
  const near = share(unanswerable, (one) => !one.answered)
  return [
    answered,
    share(answerable, (one) => one.holds),
    share(answerable, (one) => one.firstHolds),
    share(
      answerable.filter((one) => one.answered),
      (one) => one.holds,
    ),
    absent,
    near,
    (answered + absent) / 2,
    (answered + near) / 2,
  ]
}

/** One question in a line of the raw data; 1 is true, - does not apply. */
function asLine(one: Judged): string {
  const flags = [one.answerable, one.answered, one.holds, one.firstHolds, one.answeredWithout]
  return [one.id, one.half, ...flags.map((flag) => (flag === null ? '-' : Number(flag)))].join(' ')
}

const rowNames = [
  'answerable: answered',
  'answerable: the quotes hold an accepted answer',
  'answerable: the first quote holds one',
  'of the answered: the quotes hold one',
  'answerable, own paragraph taken out: refused',
  'unanswerable, about a paragraph that is there: refused',
  'balanced accuracy, paragraph taken out',
  'balanced accuracy, unanswerable',
]

const percentages = (values: readonly number[]) => values.map((value) => value.toFixed(3))

/** Each score alone, and all signs together: limits and weights from one half, figures from the other. */
function againstSingleScores(cases: readonly Case[]): string {
  const kinds = ['out', 'near'] as const
  const ways = [0, 1].map((half) => ({ own: cases.filter((one) => one.half === half), other: cases.filter((one) => one.half !== half) }))
  const single = Object.keys(cases[0]?.scores ?? {}).map((name) => {
    const score = (one: Case) => one.scores[name] ?? 0
    return [name, ...percentages(ways.flatMap(({ own, other }) => kinds.map((kind) => balanced(other, score, bestLimit(own, score, [kind]), kind))))]
  })
  const together = ways.flatMap(({ own, other }) => {
    const weights = fitWeights(own)
    const score = ({ signs }: Case) => Object.entries(signs).reduce((sum, [name, value]) => sum + value * (weights[name] ?? 0), 0)
    return kinds.map((kind) => balanced(other, score, bestLimit(own, score, kinds), kind))
  })
  const shipped = ways.flatMap(({ other }) => kinds.map((kind) => balanced(other, ({ signs }) => surenessOf(signs), needed, kind)))
  return table(
    ['balanced accuracy', 'set on even, read on odd: taken out', 'unanswerable', 'set on odd, read on even: taken out', 'unanswerable'],
    [...single, ['all signs, weights and one limit fitted afresh', ...percentages(together)], ['as shipped (fitted on even)', ...percentages(shipped)]],
  )
}

const scratch = mkdtempSync(join(tmpdir(), 'alcove-bench-'))
try {
  const set = resolve(folder)
  const judged = await measure(set, scratch)
  const columns = [judged, ...[0, 1].map((half) => judged.filter((one) => one.half === half))].map(figures)
  const characters = judged.filter((one) => one.answerable && one.answered).map((one) => one.characters)
  const count = (half: number) => judged.filter((one) => one.half === half).length
  const report = `Set ${basename(set)}: ${judged.length} questions, ${judged.filter((one) => one.answerable).length} of them answerable. Quotes of one answer are ${Math.round(characters.reduce((sum, one) => sum + one, 0) / characters.length)} characters long on average.

${table(
  ['', 'all', `articles with even numbers (${count(0)})`, `with odd numbers (${count(1)})`],
  rowNames.map((name, row) => [name, ...columns.map((column) => (column[row] ?? Number.NaN).toFixed(3))]),
)}

## Against one score alone

A single score has a limit of its own for each of the two cases; the signs have one for both.

${againstSingleScores(judged.flatMap((one) => one.cases))}
`
  console.log(report)
  if (!values['no-save']) {
    const saved = writeRun({
      name: 'answers',
      command: 'npm run bench -- answers FOLDER',
      machine: describeMachine(['onnxruntime-node', '@lancedb/lancedb']),
      raw: {
        set: basename(set),
        columns: 'id, half, answerable, answered, quotes hold, first quote holds, answered without its paragraph',
        questions: judged.map(asLine),
      },
      report,
    })
    console.log(`written to ${saved}`)
  }
} finally {
  rmSync(scratch, { recursive: true })
}
