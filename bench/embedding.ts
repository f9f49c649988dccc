/**
 * Embedding throughput of Alcove beside raw onnxruntime at its best and beside two rivals' loops,
 * on the same texts and weights, in turns.
 *
 *   npm run bench -- embedding FOLDER [--passages 400] [--rounds 3] [--lengths even|natural] [--no-save]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadTokenizer } from '../models/tokenizer.ts'
import type { Cell, Measured } from './lib/contenders.ts'
import { cellName, measureCells, measureOurs, measureRival, readVectors, smallestCosine } from './lib/contenders.ts'
import { describeMachine, type Load, measureLoad } from './lib/machine.ts'
import type { Lengths } from './lib/passages.ts'
import { readPassages } from './lib/passages.ts'
import { median, spread, table, writeRun } from './lib/runs.ts'
import { createTurns } from './lib/turns.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    passages: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '3' },
    lengths: { type: 'string', default: 'even' },
    'no-save': { type: 'boolean', default: false },
  },
})
const folder = positionals[0]
if (folder === undefined) throw new Error('Name a folder with texts: npm run bench -- embedding FOLDER')

const modelFolder = resolve('models/bundled/all-MiniLM-L6-v2')
const tokenizer = loadTokenizer(modelFolder)
const texts = readPassages(folder, Number(values.passages), values.lengths as Lengths, tokenizer)
const tokens = texts.reduce((sum, text) => sum + tokenizer.count(text) + tokenizer.specialTokens, 0)
const scratch = mkdtempSync(join(tmpdir(), 'alcove-bench-'))
const textsFile = join(scratch, 'texts.json')
writeFileSync(textsFile, JSON.stringify(texts))

const turns = createTurns<Measured>()
let cosineRaw = 1
let ourVectors: readonly Float32Array[] = []

const ours = async (): Promise<Measured> => {
  const { vectors, ...measured } = await measureOurs(modelFolder, texts)
  ourVectors = vectors
  return measured
}
const raw = (cell: Cell) => (): Measured => {
  const [again] = measureCells(textsFile, modelFolder, { batch: String(cell.batch), threads: String(cell.threads), processes: String(cell.processes) }, scratch)
  if (again === undefined) throw new Error('the yardstick gave no figure')
  if (again.batch === 1) cosineRaw = Math.min(cosineRaw, smallestCosine(ourVectors, readVectors(scratch, again, 384)))
  return again
}
const rival = (batch: number) => (): Measured => measureRival(textsFile, modelFolder, batch)

try {
  console.log(`${texts.length} passages, ${(tokens / texts.length).toFixed(0)} tokens on average (${values.lengths} lengths)`)
  await turns.take(0, 'alcove', ours)
  const gridLoad = await measureLoad()
  const grid = measureCells(textsFile, modelFolder, { batch: '1,4,8,32', threads: '1,2', processes: '1,2' }, scratch)
  const finalists = [...grid].sort((a, b) => b.passagesPerSecond - a.passagesPerSecond).slice(0, 3)
  if (!finalists.some((cell) => cellName(cell) === 'b1-t1-p2')) finalists.push(...grid.filter((cell) => cellName(cell) === 'b1-t1-p2'))
  await turns.rounds(Number(values.rounds), [
    ['alcove', ours],
    ...finalists.map((cell) => [`raw ${cellName(cell)}`, raw(cell)] as const),
    ['padded 25', rival(25)],
    ['one by one', rival(1)],
  ])
  report(grid, gridLoad)
} finally {
  rmSync(scratch, { recursive: true })
}

function report(grid: readonly Cell[], gridLoad: Load): void {
  const sides = [...new Set(turns.all.map((turn) => turn.side))]
  const best = sides.filter((side) => side.startsWith('raw ')).sort((a, b) => median(turns.rates(b)) - median(turns.rates(a)))[0] ?? ''
  const others = turns.all.map((turn) => turn.load.othersBusy)
  const average = tokens / texts.length
  const markdown = `${texts.length} passages (${values.lengths} lengths), ${average.toFixed(0)} tokens on average. Medians of ${values.rounds} rounds in turns, spread in brackets. Others used ${spread(
    others.map((share) => share * 100),
    0,
  )} % of the machine.

${table(
  ['ratio of Alcove to', 'value'],
  [
    [`raw onnxruntime at its best (${best.slice(4)})`, turns.ratio('alcove', best).toFixed(3)],
    ['padded batches of 25', turns.ratio('alcove', 'padded 25').toFixed(2)],
    ['one text per call in one process', turns.ratio('alcove', 'one by one').toFixed(2)],
    ['smallest cosine with raw onnxruntime, batch 1', cosineRaw.toFixed(6)],
  ],
)}

${table(
  ['side', 'passages/s', 'tokens/s', 'largest process, MB'],
  sides.map((side) => {
    const peaks = turns.all.filter((turn) => turn.side === side).map((turn) => turn.measured.peakMb)
    return [side, spread(turns.rates(side)), (median(turns.rates(side)) * average).toFixed(0), Math.max(...peaks).toFixed(0)]
  }),
)}

The whole grid of raw onnxruntime, once (others used ${(gridLoad.othersBusy * 100).toFixed(0)} % before it):

${table(
  ['processes', 'threads', 'batch', 'passages/s', 'tokens/s', 'CPU ms per passage', 'MB per process'],
  grid.map((cell) =>
    [
      cell.processes,
      cell.threads,
      cell.batch,
      cell.passagesPerSecond.toFixed(1),
      cell.tokensPerSecond.toFixed(0),
      cell.cpuMsPerPassage?.toFixed(1) ?? '',
      cell.peakMb.toFixed(0),
    ].map(String),
  ),
)}
`
  console.log(`\n${markdown}`)
  if (values['no-save']) return
  const saved = writeRun({
    name: `embedding-${values.lengths}`,
    command: `npm run bench -- embedding FOLDER --passages ${values.passages} --rounds ${values.rounds} --lengths ${values.lengths}`,
    machine: describeMachine(['onnxruntime-node', '@huggingface/transformers', '@huggingface/tokenizers']),
    raw: { passages: texts.length, tokens, smallestCosine: cosineRaw, grid, gridLoad, turns: turns.all },
    report: markdown,
  })
  console.log(`written to ${saved}`)
}
