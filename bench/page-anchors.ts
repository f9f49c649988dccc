/**
 * Page anchors: sentences drawn by chance from PDFs, and whether the rectangles that are drawn on the page's picture
 * cover them. PDFium's own character boxes, found through its own text, are the witness.
 *
 *   npm run bench -- page-anchors FOLDER [--sentences 200] [--seed 1] [--no-save]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from '../core/parse/parse.ts'
import type { Pdfium } from '../core/parse/pdf/pdfium.ts'
import { withDocument } from '../core/parse/pdf/pdfium.ts'
import { drawPage } from '../core/parse/pictures/picture.ts'
import type { ParseSource } from '../core/parse/source.ts'
import type { Rect } from '../core/types/anchor.ts'
import { describeMachine } from './lib/machine.ts'
import { table, writeRun } from './lib/runs.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sentences: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, 'no-save': { type: 'boolean', default: false } },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name a folder with PDFs: npm run bench -- page-anchors FOLDER')
const wanted = Number(values.sentences)

interface Sentence {
  readonly file: string
  readonly page: number
  readonly text: string
  /** The rectangles of the printed lines that it stands in: what a passage's anchor is made of. */
  readonly lines: readonly Rect[]
}

/** Points that a letter's middle may lie outside. */
const tolerance = 0.5
const shortest = 40
const longest = 400

function sourceOf(name: string, bytes: Uint8Array): ParseSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { name, size: bytes.length, format: 'pdf', chunks: chunks() }
}

async function sentencesOf(file: string, bytes: Uint8Array): Promise<readonly Sentence[]> {
  const found: Sentence[] = []
  for await (const { blocks } of parse(sourceOf(file, bytes), { characters: 1e9, partCharacters: 64_000 })) {
    for (const { kind, text, place } of blocks) {
      if (place.kind !== 'page' || kind === 'table') continue
      for (const { index, 0: sentence } of text.matchAll(/[^.!?]{20,}[.!?](?=\s|$)/gu)) {
        const trimmed = sentence.trim()
        if (trimmed.length < shortest || trimmed.length > longest || !/\p{L}{3}/u.test(trimmed)) continue
        const [start, end] = [index, index + sentence.length]
        found.push({ file, page: place.page, text: trimmed, lines: place.lines.filter((line) => line.start < end && line.end > start).map(({ rect }) => rect) })
      }
    }
  }
  return found
}

/** Mulberry32: the same choice for the same seed. */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Letter {
  readonly text: string
  /** The middle of its box on the page as displayed, in points. */
  readonly x: number
  readonly y: number
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Letters and digits of a page in the order of PDFium's own text. */
async function* readLetters(pdfium: Pdfium, document: number, number: number): AsyncGenerator<readonly Letter[]> {
  const raws = pdfium.memory.wasmExports
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  const textPage = pdfium.FPDFText_LoadPage(page)
  const scratch = raws.malloc(64)
  const letters: Letter[] = []
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)]
  const count = pdfium.FPDFText_CountChars(textPage)
  for (let index = 0; index < count; index++) {
    const code = raws.FPDFText_GetUnicode(textPage, index)
    if (code <= 32 || !pdfium.FPDFText_GetCharBox(textPage, index, scratch, scratch + 8, scratch + 16, scratch + 24)) continue
    const view = new DataView(pdfium.memory.HEAPU8.buffer, scratch, 64)
    const [left, right, bottom, top] = [0, 8, 16, 24].map((at) => view.getFloat64(at, true)) as [number, number, number, number]
    // the library turns a point of the page to a pixel of a picture: here of a hundred pixels a point
    pdfium.FPDF_PageToDevice(
      page,
      0,
      0,
      Math.round(width * 100),
      Math.round(height * 100),
      0,
      (left + right) / 2,
      (bottom + top) / 2,
      scratch + 32,
      scratch + 36,
    )
    const place = new DataView(pdfium.memory.HEAPU8.buffer, scratch + 32, 8)
    for (const text of lettersOf(String.fromCodePoint(code))) letters.push({ text, x: place.getInt32(0, true) / 100, y: place.getInt32(4, true) / 100 })
  }
  raws.free(scratch)
  pdfium.FPDFText_ClosePage(textPage)
  pdfium.FPDF_ClosePage(page)
  yield letters
}

interface Checked {
  readonly found: boolean
  readonly covered: boolean
  readonly coveredByLines: boolean
  /** Of the letters inside the rectangles, the share that is the sentence's. */
  readonly precision: number
}

const isIn = ({ x, y }: Letter, rects: readonly Rect[]): boolean =>
  rects.some(([left, top, width, height]) => x >= left - tolerance && x <= left + width + tolerance && y >= top - tolerance && y <= top + height + tolerance)

async function check({ file, page, text, lines }: Sentence, bytes: Uint8Array): Promise<Checked> {
  let letters: readonly Letter[] = []
  for await (const read of withDocument(sourceOf(file, bytes), (pdfium, document) => readLetters(pdfium, document, page))) letters = read
  const { quoteRects } = await drawPage(sourceOf(file, bytes), { page, scale: 0.5, quote: { text, passage: lines } })
  const all = letters.map((letter) => letter.text).join('')
  const sought = lettersOf(text)
  const places: (readonly Letter[])[] = []
  for (let at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1)) places.push(letters.slice(at, at + sought.length))
  const inside = letters.filter((letter) => isIn(letter, quoteRects)).length
  return {
    found: places.length > 0,
    covered: places.some((place) => place.every((letter) => isIn(letter, quoteRects))),
    coveredByLines: places.some((place) => place.every((letter) => isIn(letter, lines))),
    precision: Math.min(1, sought.length / Math.max(1, inside)),
  }
}

const chance = createChance(Number(values.seed))
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.pdf'))
  .sort()
const contents = new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))
const all: Sentence[] = []
for (const [name, bytes] of contents) all.push(...(await sentencesOf(name, bytes)))
const results: (Sentence & Checked)[] = []
for (let count = 0; count < wanted && all.length > 0; count++) {
  const [sentence] = all.splice(Math.floor(chance() * all.length), 1)
  const bytes = sentence === undefined ? undefined : contents.get(sentence.file)
  if (sentence === undefined || bytes === undefined) break
  const checked = await check(sentence, bytes)
  results.push({ ...sentence, ...checked })
  if (!checked.covered)
    console.log(`not covered: page ${sentence.page} of ${sentence.file}${checked.found ? '' : ' (not in the text of the page)'}: ${sentence.text}`)
}
const share = (of: (result: Checked) => boolean): string => `${((100 * results.filter(of).length) / Math.max(1, results.length)).toFixed(1)} %`
const precision = results.reduce((sum, result) => sum + result.precision, 0) / Math.max(1, results.length)
const markdown = `${results.length} sentences of ${names.length} files, seed ${values.seed}. A sentence counts as covered when the middle of each of its letters, as PDFium's own text and boxes have them, lies in one of the rectangles; one that is not in PDFium's text in one piece counts as not covered.

${table(
  ['what', 'value'],
  [
    ['covered by the rectangles drawn for the quote', share((result) => result.covered)],
    ['covered by the lines of its block', share((result) => result.coveredByLines)],
    ["in PDFium's text in one piece", share((result) => result.found)],
    ["letters in the quote's rectangles that are the sentence's", `${(100 * precision).toFixed(1)} %`],
  ],
)}
`
console.log(`\n${markdown}`)
if (!values['no-save']) {
  const saved = writeRun({
    name: 'page-anchors',
    command: `npm run bench -- page-anchors FOLDER --sentences ${values.sentences} --seed ${values.seed}`,
    machine: describeMachine(['@embedpdf/pdfium']),
    raw: {
      sentences: results.map(({ file, page, found, covered, coveredByLines, precision: exact }) => ({
        file,
        page,
        found,
        covered,
        coveredByLines,
        precision: exact,
      })),
    },
    report: markdown,
  })
  console.log(`written to ${saved}`)
}
