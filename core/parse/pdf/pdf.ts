/** PDF: page by page, with a rectangle for every printed line. No script, form or link of the file is ever run. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentPart, ScannedPage } from '../../types/document.ts'
import { flatten } from '../shared/clean-text.ts'
import { mostCommon } from '../shared/most-common.ts'
import type { ParseSource } from '../source.ts'
import { annotationBlocks } from './annotations.ts'
import { hiddenBlocks, pageBlocks } from './blocks.ts'
import { continueTables } from './continued.ts'
import { coveredShare } from './drawings.ts'
import type { Run } from './finish-run.ts'
import type { PageRuns } from './furniture.ts'
import { findFurniture, neighbours } from './furniture.ts'
import { readOutline } from './outline.ts'
import type { PageText } from './page.ts'
import { readPage, scratchBytes } from './page.ts'
import type { OpenPages, Pdfium } from './pdfium.ts'
import { createPages, readUtf16, withDocument, withMemory } from './pdfium.ts'
import { readProperties, readUnread } from './properties.ts'
import { printedRuns } from './runs.ts'

/** Pages in a row that cannot be read, after which the rest is given up. */
const mostBroken = 2_000

export function parsePdf(source: ParseSource): AsyncIterable<DocumentPart> {
  return withDocument(source, readDocument)
}

/** Zero-width marks and lone stops are no hidden text. */
const readable = /[\p{L}\p{N}]/u

/** A page that waits for its neighbours to be read. */
interface ReadPage extends PageRuns {
  readonly text: Pick<PageText, 'rules' | 'toDisplay'>
  readonly hidden: readonly Run[]
  readonly annotations: readonly Block[]
}

async function* readDocument(pdfium: Pdfium, document: number): AsyncGenerator<DocumentPart> {
  const open = createPages(pdfium, document)
  try {
    yield* readPages(pdfium, document, open)
  } finally {
    open.close()
  }
}

async function* readPages(pdfium: Pdfium, document: number, open: OpenPages): AsyncGenerator<DocumentPart> {
  const pages = pdfium.FPDF_GetPageCount(document)
  const outline = readOutline(pdfium, document)
  const scanned: ScannedPage[] = []
  const sizes = new Map<number, number>()
  const seen = new Set<string>()
  const near: ReadPage[] = []
  const tables = continueTables()
  let brokenPages = 0
  let brokenInRow = 0
  let done = 0

  const finish = (page: ReadPage): readonly Block[] => {
    const { removed, kept } = findFurniture(
      page,
      near.filter((other) => other !== page && Math.abs(other.page - page.page) <= neighbours),
      seen,
    )
    const setting = {
      page: page.page,
      ...(page.label === '' ? {} : { label: page.label }),
      height: page.height,
      usualSize: mostCommon(sizes),
      rules: page.text.rules,
      plain: kept,
      levelOf: (text: string) => outline.levelOf(page.page, text),
      toDisplay: page.text.toDisplay,
    }
    const visible = page.runs.filter((run) => !removed.has(run))
    return [...tables(page.page, pageBlocks(visible, setting)), ...page.annotations, ...hiddenBlocks(page.hidden, setting)]
  }

  for (let index = 0; index < pages; index += 1) {
    const found = await withPage(pdfium, document, index, open)
    brokenInRow = found === 'broken' ? brokenInRow + 1 : 0
    if (brokenInRow > mostBroken) throw new AlcoveError('file-broken')
    if (found === 'broken') brokenPages += 1
    else {
      if (found.scanned) scanned.push({ page: index + 1 })
      for (const run of found.page.runs) sizes.set(run.size, (sizes.get(run.size) ?? 0) + run.text.length)
      near.push(found.page)
    }
    for (; done < near.length && (near[done]?.page ?? 0) + neighbours <= index + 1; done += 1) {
      const blocks = finish(near[done] as ReadPage)
      if (blocks.length > 0) yield { blocks }
    }
    while (done > neighbours) {
      near.shift()
      done -= 1
    }
  }
  for (; done < near.length; done += 1) yield { blocks: finish(near[done] as ReadPage) }
  if (brokenPages === pages) throw new AlcoveError('file-broken')
  yield {
    blocks: [],
    end: {
      pages,
      ...readProperties(pdfium, document),
      ...(scanned.length === 0 ? {} : { scanned }),
      ...(brokenPages === 0 ? {} : { brokenPages }),
      ...readUnread(pdfium, document),
    },
  }
}

async function withPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  open: OpenPages,
): Promise<{ readonly page: ReadPage; readonly scanned: boolean } | 'broken'> {
  const page = open.load(index)
  if (page === 0) return 'broken'
  return await withMemory(pdfium, scratchBytes, (scratch) => {
    const text = readPage(pdfium, page, scratch)
    const label = flatten(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDF_GetPageLabel(document, index, buffer, bytes)))
    const runs = printedRuns(text.marks)
    const unreadable = isUnreadable(text)
    const setting = { page: index + 1, ...(label === '' ? {} : { label }) }
    return {
      scanned: unreadable || isScanned(text, runs),
      page: {
        page: index + 1,
        label,
        height: text.size[1],
        runs: unreadable ? [] : runs,
        hidden: unreadable || !text.someHidden ? [] : printedRuns(text.marks, true).filter((run) => readable.test(run.text)),
        text: { rules: text.rules, toDisplay: text.toDisplay },
        annotations: annotationBlocks(pdfium, page, text.frame, setting, scratch),
      },
    }
  })
}

/** Letters on a page, above which a picture behind them is an ornament. */
const fewLetters = 40
/** Shares of the page that pictures cover where there are few letters, and where there are none: more than a logo. */
const coveringShare = 0.5
const pictureShare = 0.1
/** Lines and areas that may be letters drawn as outlines. */
const manyPaths = 300

/** Whether the page is a picture that text recognition should read. */
function isScanned({ drawings, frame, recognised }: PageText, runs: readonly Run[]): boolean {
  const letters = runs.reduce((sum, run) => sum + run.text.length, 0)
  if (letters >= fewLetters || recognised) return false
  const share = coveredShare(drawings.pictures, frame.box)
  return share >= coveringShare || (letters === 0 && (share >= pictureShare || drawings.paths >= manyPaths))
}

/** Fewer letters tell nothing. */
const tellingLetters = 20
/** Of guessed letters, in any language written with them. */
const fewestLatin = 0.45
const fewestVowels = 0.22

/** Whether most of its letters have shapes alone: the file does not say which they are, and what their codes say is no language. */
function isUnreadable({ letters: { all, unknown, guessed, latin, vowels } }: PageText): boolean {
  if (unknown > tellingLetters && unknown > 0.5 * all) return true
  if (guessed + unknown <= tellingLetters || guessed + unknown < 0.5 * all) return false
  return latin < fewestLatin * guessed || vowels < fewestVowels * latin
}
