/**
 * Parsing, per process: PDFs as shipped (text, boxes, reading order, tables, hidden text) beside their text alone
 * (PDFium's characters and nothing else), in turns, each side in a process of its own that reads everything twice
 * (cold, then warm); generated plain text; and the share that the parser processes have of the CPU time of a real
 * `alcove add` of the first folder, once a round.
 *
 *   npm run bench -- parsing FOLDER-OR-PDF… [--rounds 3] [--no-share] [--no-save]
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { parse } from '../core/parse/parse.ts'
import { withDocument } from '../core/parse/pdf/pdfium.ts'
import type { ParseSource } from '../core/parse/source.ts'
import type { Format } from '../core/types/document.ts'
import { type IndexingCpu, measureIndexingCpu } from './lib/indexing-cpu.ts'
import { describeMachine, type Load, measureLoad } from './lib/machine.ts'
import { median, spread, table, writeRun } from './lib/runs.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    side: { type: 'string' },
    'no-share': { type: 'boolean', default: false },
    'no-save': { type: 'boolean', default: false },
  },
})

interface Pass {
  readonly pages: number
  readonly seconds: number
  readonly cpuSeconds: number
}

interface Side {
  readonly cold: Pass
  readonly warm: Pass
  readonly peakMb: number
}

const sides = ['text alone', 'whole parse'] as const
const limits = { characters: 1e9, partCharacters: 64_000 }
const textMegabytes = 64

const pdfsOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.pdf'))
        .sort()
        .map((name) => join(path, name))
    : [path]

function sourceOf(bytes: Uint8Array, format: Format, name = 'x'): ParseSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
  }
  return { name, size: bytes.length, format, chunks: chunks() }
}

/** Pages of the file. */
async function wholeParse(source: ParseSource): Promise<number> {
  let pages = 0
  for await (const { end } of parse(source, limits)) pages = end?.pages ?? pages
  return pages
}

async function textAlone(source: ParseSource): Promise<number> {
  for await (const pages of withDocument(source, readText)) return pages
  return 0
}

async function* readText(...[pdfium, document]: Parameters<Parameters<typeof withDocument>[1]>): AsyncGenerator<number> {
  const pages = pdfium.FPDF_GetPageCount(document)
  for (let index = 0; index < pages; index++) {
    const page = pdfium.FPDF_LoadPage(document, index)
    const textPage = pdfium.FPDFText_LoadPage(page)
    const count = pdfium.FPDFText_CountChars(textPage)
    const buffer = pdfium.memory.wasmExports.malloc(2 * count + 2)
    pdfium.FPDFText_GetText(textPage, 0, count, buffer)
    Buffer.from(pdfium.memory.HEAPU8.subarray(buffer, buffer + 2 * count)).toString('utf16le')
    pdfium.memory.wasmExports.free(buffer)
    pdfium.FPDFText_ClosePage(textPage)
    pdfium.FPDF_ClosePage(page)
  }
  yield pages
}

async function pass(files: readonly string[], read: (source: ParseSource) => Promise<number>): Promise<Pass> {
  let pages = 0
  const begun = performance.now()
  const cpu = process.cpuUsage()
  for (const file of files) pages += await read(sourceOf(readFileSync(file), 'pdf', basename(file)))
  const { user, system } = process.cpuUsage(cpu)
  return { pages, seconds: (performance.now() - begun) / 1_000, cpuSeconds: (user + system) / 1e6 }
}

/** In the child: everything twice. */
async function measureSide(side: string): Promise<Side> {
  const read = side === 'text alone' ? textAlone : wholeParse
  const files = positionals.flatMap(pdfsOf)
  const cold = await pass(files, read)
  const warm = await pass(files, read)
  return { cold, warm, peakMb: process.resourceUsage().maxRSS / 1_000 }
}

function runSide(side: string, path: string): Side {
  return JSON.parse(execFileSync(process.execPath, [process.argv[1] ?? '', path, '--side', side], { stdio: ['ignore', 'pipe', 'inherit'] }).toString()) as Side
}

/** Lines of made-up words in paragraphs. */
function generatedText(): Uint8Array {
  const words = 'harbour meadow lantern copper winter orchard signal granite thunder velvet'.split(' ')
  let state = 12_345
  const word = (): string => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return words[state % words.length] ?? ''
  }
  const line = (): string => Array.from({ length: 12 }, word).join(' ')
  const paragraph = Array.from({ length: 400 }, (_, at) => (at % 7 === 6 ? '' : `${line()}.`)).join('\n')
  return Buffer.from(`${paragraph}\n`.repeat(Math.ceil((textMegabytes * 1e6) / paragraph.length)))
}

async function textMegabytesPerSecond(): Promise<number> {
  const bytes = generatedText()
  const begun = performance.now()
  for await (const part of parse(sourceOf(bytes, 'text'), limits)) if (part.blocks.length > 1e9) throw new Error('never')
  return bytes.length / 1e3 / (performance.now() - begun)
}

interface Turn {
  readonly round: number
  readonly set: number
  readonly side: string
  readonly load: Load
  readonly measured: Side
}

async function main(): Promise<void> {
  if (positionals.length === 0) throw new Error('Name folders with PDFs, or PDFs: npm run bench -- parsing FOLDER')
  const turns: Turn[] = []
  const texts: number[] = []
  const indexing: (IndexingCpu & { readonly load: Load })[] = []
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const [set, path] of positionals.entries()) {
      for (const side of round % 2 === 1 ? sides : [...sides].reverse()) {
        const load = await measureLoad()
        const measured = runSide(side, path)
        turns.push({ round, set, side, load, measured })
        const rate = (measured.warm.pages / measured.warm.seconds).toFixed(0)
        console.log(`round ${round}  set ${set + 1}  ${side.padEnd(12)} ${rate} pages/s  others busy ${(load.othersBusy * 100).toFixed(0)} %`)
      }
    }
    texts.push(await textMegabytesPerSecond())
    console.log(`round ${round}  plain text ${texts.at(-1)?.toFixed(0)} MB/s`)
    if (values['no-share']) continue
    const load = await measureLoad()
    const cpu = await measureIndexingCpu(positionals[0] ?? '')
    if (cpu === null) continue
    indexing.push({ ...cpu, load })
    console.log(`round ${round}  indexing     ${shareOf(cpu).toFixed(1)} % of it parsing  others busy ${(load.othersBusy * 100).toFixed(0)} %`)
  }
  report(turns, texts, indexing)
}

const parsingSeconds = ({ parsers }: IndexingCpu): number => parsers.reduce((sum, seconds) => sum + seconds, 0)

/** Percent. */
const shareOf = (cpu: IndexingCpu): number => (100 * parsingSeconds(cpu)) / cpu.all

function report(turns: readonly Turn[], texts: readonly number[], indexing: readonly IndexingCpu[]): void {
  const of = (set: number, side: string): readonly Side[] => turns.filter((turn) => turn.set === set && turn.side === side).map((turn) => turn.measured)
  const rates = (set: number, side: string, which: 'cold' | 'warm', clock: 'seconds' | 'cpuSeconds'): readonly number[] =>
    of(set, side).map((measured) => measured[which].pages / measured[which][clock])
  const rows = positionals.flatMap((_, set) =>
    sides.map((side) => [
      `${set + 1}`,
      side,
      `${of(set, side)[0]?.cold.pages}`,
      spread(rates(set, side, 'warm', 'seconds'), 0),
      spread(rates(set, side, 'cold', 'seconds'), 0),
      spread(rates(set, side, 'warm', 'cpuSeconds'), 0),
      spread(
        of(set, side).map((measured) => measured.peakMb),
        0,
      ),
    ]),
  )
  const ratios = positionals.map((_, set) => {
    const cost = (side: string): number => median(of(set, side).map((measured) => measured.warm.cpuSeconds))
    return `set ${set + 1}: ${(cost('whole parse') / cost('text alone')).toFixed(2)}`
  })
  const share =
    indexing.length === 0
      ? 'not measured'
      : `${spread(indexing.map(shareOf))} % (${spread(indexing.map(parsingSeconds))} of ${spread(indexing.map(({ all }) => all))} CPU seconds, in ${spread(
          indexing.map(({ parsers }) => parsers.length),
          0,
        )} processes)`
  const others = turns.map((turn) => turn.load.othersBusy * 100)
  const markdown = `Medians of ${values.rounds} rounds in turns, spread in brackets. Others used ${spread(others, 0)} % of the machine.

${table(['set', 'side', 'pages', 'pages/s warm', 'pages/s cold', 'pages per CPU second', 'peak MB'], rows)}

| what | value |
| --- | --- |
| CPU of the whole parse to that of the text alone | ${ratios.join(', ')} |
| share of the parser processes in the CPU of \`alcove add\` on set 1 | ${share} |
| plain text, MB/s | ${spread(texts, 0)} |
`
  console.log(`\n${markdown}`)
  if (values['no-save']) return
  const saved = writeRun({
    name: 'parsing',
    command: `npm run bench -- parsing ${positionals.map((_, set) => `SET-${set + 1}`).join(' ')} --rounds ${values.rounds}`,
    machine: describeMachine(['@embedpdf/pdfium']),
    raw: { turns, texts, indexing },
    report: markdown,
  })
  console.log(`written to ${saved}`)
}

if (values.side === undefined) await main()
else process.stdout.write(JSON.stringify(await measureSide(values.side)))
