/** The table of contents that a PDF carries: which headings stand on which page, and their levels. */
import { flatten } from '../shared/clean-text.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16 } from './pdfium.ts'

export interface Outline {
  /** 1 to 6; undefined where the contents do not list the text on that page (from 1). */
  levelOf(page: number, text: string): number | undefined
}

const mostEntries = 10_000
const deepestLevel = 6
const shortest = 3

export function readOutline(pdfium: Pdfium, document: number): Outline {
  const levels = new Map<number, Map<string, number>>()
  const visited = new Set<number>()
  const visit = (parent: number, level: number): void => {
    for (let entry = pdfium.FPDFBookmark_GetFirstChild(document, parent); entry !== 0; entry = pdfium.FPDFBookmark_GetNextSibling(document, entry)) {
      // a chain that comes back to itself would go on for ever
      if (visited.has(entry) || visited.size > mostEntries) return
      visited.add(entry)
      const page = pageOf(pdfium, document, entry)
      const title = comparable(readUtf16(pdfium, (buffer, bytes) => pdfium.FPDFBookmark_GetTitle(entry, buffer, bytes)))
      if (page >= 0 && title.length >= shortest) levels.set(page, (levels.get(page) ?? new Map<string, number>()).set(title, level))
      if (level < deepestLevel) visit(entry, level + 1)
    }
  }
  visit(0, 1)
  return {
    levelOf(page, text) {
      const here = levels.get(page - 1)
      if (here === undefined) return undefined
      const wanted = comparable(text)
      return (
        here.get(wanted) ?? here.get(wanted.replace(/^(chapter|part|appendix|kapitel|chapitre)?[\divxa-z]{1,3}(?=\p{L}{3})/u, '')) ?? numberless(here, wanted)
      )
    },
  }
}

/** A printed heading has its number where the contents may lack it, and the other way round. */
function numberless(titles: ReadonlyMap<string, number>, wanted: string): number | undefined {
  const bare = wanted.replace(/^\d+/, '')
  if (bare.length < shortest) return undefined
  for (const [title, level] of titles) if (title.replace(/^\d+/, '') === bare) return level
  return undefined
}

function pageOf(pdfium: Pdfium, document: number, entry: number): number {
  const own = pdfium.FPDFBookmark_GetDest(document, entry)
  if (own !== 0) return pdfium.FPDFDest_GetDestPageIndex(document, own)
  const action = pdfium.FPDFBookmark_GetAction(entry)
  const target = action === 0 ? 0 : pdfium.FPDFAction_GetDest(document, action)
  return target === 0 ? -1 : pdfium.FPDFDest_GetDestPageIndex(document, target)
}

/** Letters and digits alone. */
function comparable(text: string): string {
  return flatten(text)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
