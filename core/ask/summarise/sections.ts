/** Cuts a file into sections as it is headed, each small enough for one request, in reading order and with nothing left out. */
import type { FileRecord } from '../../ports/stores.ts'
import type { Found } from '../../types/answer.ts'
import type { Passage } from '../../types/passage.ts'
import type { Settings } from '../../types/settings.ts'
import { asFound } from '../as-found.ts'
import { everyPassage } from '../catalogue/look-through.ts'
import type { AskPorts } from '../ports.ts'
import { framed } from '../prompt.ts'
import { tokenBound } from '../token-bound.ts'

export interface Section {
  readonly file: FileRecord
  /** Its heading, or where it stands; for people. */
  readonly label: string
  readonly passages: readonly Found[]
}

/**
 * A heading begins a section only where the one before has this much already, and without a model a section holds
 * no more than `most`: what is shown of it is only how it begins. UTF-16 code units.
 */
const lengths = { model: { worthASection: 1_200, most: Number.POSITIVE_INFINITY }, none: { worthASection: 400, most: 2_000 } }

export interface Whole {
  readonly passages: readonly Found[]
  /** Left out because readers of the file do not see them. */
  readonly hidden: number
}

/** Every passage of a file in reading order, pages read by text recognition in their places. */
export function wholeFile(file: FileRecord, hiddenText: Settings['hiddenText'], { passages }: Pick<AskPorts, 'passages'>): Whole {
  if (file.documentId === null) return { passages: [], hidden: 0 }
  const own = [file.documentId, ...passages.pagesOf(file.documentId)].flatMap((id) => [...everyPassage(id, passages)])
  const paged = own.some(({ documentId }) => documentId !== file.documentId) ? own.toSorted((a, b) => pageOf(a) - pageOf(b)) : own
  const seen = hiddenText === 'use' ? paged : paged.filter(({ hidden }) => !hidden)
  return { passages: seen.map((passage, at) => asFound(passage, file, at + 1)), hidden: own.length - seen.length }
}

function pageOf({ anchor }: Passage): number {
  return anchor.kind === 'page' ? anchor.page : 0
}

/** `room`: tokens that the framed passages of one section may take; null: no model reads them. */
export function sectionsOf(file: FileRecord, passages: readonly Found[], room: number | null): readonly Section[] {
  const sections: Section[] = []
  let open: Found[] = []
  let heading = ''
  let [tokens, length] = [0, 0]
  const { worthASection, most } = room === null ? lengths.none : lengths.model
  const close = () => {
    if (open.length > 0) sections.push({ file, label: heading || openingWords(open), passages: open })
    open = []
    tokens = 0
    length = 0
  }
  for (const passage of passages) {
    const own = headingOf(passage)
    const cost = tokenBound(framed(passage, 99, '0'.repeat(40))) + 2
    const full = room === null ? length + passage.text.length > most : tokens + cost > room
    if (full || (own !== heading && length >= worthASection)) close()
    if (open.length === 0) heading = own
    open.push(passage)
    tokens += cost
    length += passage.text.length
  }
  close()
  return sections
}

/** The outermost headings, the sheet, or nothing. */
function headingOf({ anchor, context }: Found): string {
  if (anchor.kind === 'sheet') return anchor.sheet
  if ('headings' in anchor && anchor.headings.length > 0) return anchor.headings.slice(0, 3).join(' › ')
  return context.split('\n').at(-1)?.split(' > ').slice(0, 3).join(' › ').trim() ?? ''
}

function openingWords([first]: readonly Found[]): string {
  const words = (first?.text ?? '').replaceAll(/\s+/gu, ' ').trim()
  return words.length <= 50 ? words : `${words.slice(0, words.lastIndexOf(' ', 50) > 0 ? words.lastIndexOf(' ', 50) : 50)} …`
}
