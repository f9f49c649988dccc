/**
 * How well the check of claims tells what a paragraph bears out from what it does not: claims that are true of
 * their paragraph, half of them reworded, and claims made false in five ways, held against it.
 *
 *   npm run bench -- claims FOLDER [--per-kind 450] [--write] [--no-save]
 */
import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { readPassages } from '../core/ask/claims/evidence.ts'
import { doubtOf } from '../core/ask/claims/judge.ts'
import { signsOf } from '../core/ask/claims/signs.ts'
import { limits } from '../core/ask/claims/trees.ts'
import { articleOf, buildClaims, type Item, type Paragraph, type Question } from './lib/claim-set/build.ts'
import { curve } from './lib/claim-set/curve.ts'
import { type Limits, limitsOf, report, type Weighed } from './lib/claim-set/figures.ts'
import { asSource, doubtBy, fitTrees } from './lib/claim-set/fit.ts'
import { describeMachine } from './lib/machine.ts'
import { writeRun } from './lib/runs.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'per-kind': { type: 'string', default: '450' }, write: { type: 'boolean', default: false }, 'no-save': { type: 'boolean', default: false } },
})
const folder = positionals[0]
if (folder === undefined) throw new Error('Name a folder with corpus.jsonl and queries.jsonl: npm run bench -- claims FOLDER')

const seed = 20_261_121
const fitted = 0
/** The articles of a half are dealt into so many parts for its limits. */
const parts = 4

interface Read extends Item {
  readonly signs: Readonly<Record<string, number>>
}

async function linesOf<T>(path: string): Promise<readonly T[]> {
  const lines = createInterface({ input: existsSync(path) ? createReadStream(path) : createReadStream(`${path}.gz`).pipe(createGunzip()) })
  const read: T[] = []
  for await (const line of lines) if (line !== '') read.push(JSON.parse(line) as T)
  return read
}

async function readClaims(set: string): Promise<readonly Read[]> {
  const paragraphs = await linesOf<Paragraph>(join(set, 'corpus.jsonl'))
  const questions = await linesOf<Question>(join(set, 'queries.jsonl'))
  const passages = new Map(
    paragraphs.map(({ id, title, text }) => [id, readPassages([{ text, context: title, anchor: { kind: 'lines', lines: [1, 1], headings: [] } }])]),
  )
  return buildClaims(paragraphs, questions, Number(values['per-kind']), seed).flatMap((item) => {
    const passage = passages.get(item.paragraph)
    const [evidence] = passage?.read ?? []
    const found = passage && evidence ? signsOf(item.claim, evidence, passage.names) : null
    return found ? [{ ...item, signs: found.signs }] : []
  })
}

const example = ({ signs, kind }: Read) => ({ signs, label: kind === 'true' ? (0 as const) : (1 as const) })
const weigh = (all: readonly Read[], doubt: (signs: Read['signs']) => number): readonly Weighed[] =>
  all.map(({ half, kind, way, signs }) => ({ half, kind, way, doubt: doubt(signs) }))

/** Fitted on one half with its limits; the other is what is reported. */
function fitOn(half: number, claims: readonly Read[]): { readonly weighed: readonly Weighed[]; readonly limits: Limits; readonly source: string } {
  const here = claims.filter((one) => one.half === half)
  const { start, trees } = fitTrees(here.map(example))
  const weighed = weigh(claims, (signs) => doubtBy(start, trees, signs))
  const own = limitsOf(weighedUnseen(here))
  return { weighed, limits: own, source: asSource(start, trees, own) }
}

/** Each claim weighed by trees that were fitted without its article: what they were fitted on they weigh too surely. */
function weighedUnseen(all: readonly Read[]): readonly Weighed[] {
  const articles = [...new Set(all.map(({ paragraph }) => articleOf(paragraph)))].toSorted()
  const partOf = ({ paragraph }: Read) => articles.indexOf(articleOf(paragraph)) % parts
  return Array.from({ length: parts }, (_, part) => {
    const { start, trees } = fitTrees(all.filter((one) => partOf(one) !== part).map(example))
    return weigh(
      all.filter((one) => partOf(one) === part),
      (signs) => doubtBy(start, trees, signs),
    )
  }).flat()
}

const set = resolve(folder)
const claims = await readClaims(set)
if (values.write) {
  writeFileSync(resolve('core/ask/claims/trees.ts'), fitOn(fitted, claims).source)
  console.log('written to core/ask/claims/trees.ts; run again without --write to measure it')
} else {
  const weighed = weigh(claims, doubtOf)
  const turned = fitOn(1 - fitted, claims)
  const text = report(weighed, limits, fitted, turned)
  console.log(text)
  if (!values['no-save']) {
    const saved = writeRun({
      name: 'claims',
      command: 'npm run bench -- claims FOLDER',
      machine: describeMachine(['stemmer']),
      raw: {
        set: basename(set),
        columns: 'half, kind, way, doubt',
        claims: weighed.map(({ half, kind, way, doubt }) => `${half} ${kind} ${way} ${doubt.toFixed(3)}`),
      },
      report: `${text}\n![Precision and recall of unsupported](curve.svg)\n`,
    })
    writeFileSync(
      resolve(saved, 'curve.svg'),
      curve(
        weighed.filter(({ half }) => half !== fitted),
        limits.unsupported,
      ),
    )
    console.log(`written to ${saved}`)
  }
}
