/**
 * Indexing a folder end to end (`alcove add` into an empty profile: scan, parse, cut, words, embed,
 * vectors, marks) beside the embed step alone, raw onnxruntime and a rival's padded batches, on the very
 * same passages, in turns.
 *
 *   npm run bench -- indexing FOLDER [--rounds 3] [--no-save]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { embeddedText } from '../core/ingest/embedded-text.ts'
import { openStores } from '../core/store/open-stores.ts'
import { type Measured, measureCells, measureOurs, measureRival } from './lib/contenders.ts'
import { describeMachine } from './lib/machine.ts'
import { spread, table, writeRun } from './lib/runs.ts'
import { createTurns } from './lib/turns.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, 'no-save': { type: 'boolean', default: false } },
})
const folder = positionals[0]
if (folder === undefined) throw new Error('Name a folder with documents: npm run bench -- indexing FOLDER')

const modelFolder = resolve('models/bundled/all-MiniLM-L6-v2')
const scratch = mkdtempSync(join(tmpdir(), 'alcove-bench-'))
const textsFile = join(scratch, 'texts.json')
const turns = createTurns<Pick<Measured, 'seconds' | 'passagesPerSecond'>>()
let outcomes: Readonly<Record<string, number>> = {}

/** Embedded texts of a profile in the order of its documents; the same text is embedded once. */
function textsOf(data: string): readonly string[] {
  const stores = openStores(join(data, 'alcove.db'))
  try {
    const texts = new Set<string>()
    for (const { id, passages } of stores.passages.documents()) {
      for (const passage of stores.passages.slice(id, -1, passages)) texts.add(embeddedText(passage))
    }
    return [...texts]
  } finally {
    stores.close()
  }
}

/** A process of its own with an empty profile; its start and end are part of the time. */
function addFolder(): { readonly seconds: number; readonly texts: readonly string[] } {
  const data = mkdtempSync(join(scratch, 'data-'))
  const begun = performance.now()
  const added = spawnSync(process.execPath, ['dist/cli.js', 'add', resolve(folder ?? ''), '--data', data, '--json'], {
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const seconds = (performance.now() - begun) / 1_000
  if (added.status !== 0) throw new Error(`alcove add ended with ${added.status}`)
  outcomes = (JSON.parse(added.stdout.toString('utf8')) as { readonly outcomes: typeof outcomes }).outcomes
  const texts = textsOf(data)
  rmSync(data, { recursive: true })
  return { seconds, texts }
}

try {
  const { texts } = addFolder()
  writeFileSync(textsFile, JSON.stringify(texts))
  console.log(`${texts.length} different passages`)
  const rate = (seconds: number): { readonly seconds: number; readonly passagesPerSecond: number } => ({ seconds, passagesPerSecond: texts.length / seconds })
  await turns.rounds(Number(values.rounds), [
    ['end to end', () => rate(addFolder().seconds)],
    ['embed step', async () => rate((await measureOurs(modelFolder, texts)).seconds)],
    ['raw onnxruntime', () => rate(measureCells(textsFile, modelFolder, { batch: '1', threads: '1', processes: '2' }, scratch)[0]?.seconds ?? Number.NaN)],
    ['padded 25', () => rate(measureRival(textsFile, modelFolder, 25).seconds)],
  ])
  report(texts.length)
} finally {
  rmSync(scratch, { recursive: true })
}

function report(passages: number): void {
  const others = turns.all.map((turn) => turn.load.othersBusy * 100)
  const markdown = `${passages} different passages; outcomes: ${Object.entries(outcomes)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ')}. Medians of ${values.rounds} rounds in turns, spread in brackets. Others used ${spread(others, 0)} % of the machine.

${table(
  ['ratio', 'value'],
  [
    ['end to end to the embed step alone', turns.ratio('end to end', 'embed step').toFixed(3)],
    ['end to end to raw onnxruntime, batch 1 in two one-thread processes', turns.ratio('end to end', 'raw onnxruntime').toFixed(3)],
    ['embed step to padded batches of 25', turns.ratio('embed step', 'padded 25').toFixed(2)],
  ],
)}

${table(
  ['side', 'passages/s', 'seconds'],
  ['end to end', 'embed step', 'raw onnxruntime', 'padded 25'].map((side) => [
    side,
    spread(turns.rates(side)),
    spread(turns.all.filter((turn) => turn.side === side).map((turn) => turn.measured.seconds)),
  ]),
)}
`
  console.log(`\n${markdown}`)
  if (values['no-save']) return
  const saved = writeRun({
    name: 'indexing',
    command: `npm run bench -- indexing FOLDER --rounds ${values.rounds}`,
    machine: describeMachine(['onnxruntime-node', '@huggingface/transformers', '@lancedb/lancedb', '@embedpdf/pdfium']),
    raw: { passages, outcomes, turns: turns.all },
    report: markdown,
  })
  console.log(`written to ${saved}`)
}
