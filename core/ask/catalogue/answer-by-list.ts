/** The end of the line for questions that count or list: an exact total, the files, and for each a passage that shows it. */

import type { CatalogueFile } from '../../ports/stores.ts'
import type { Answer, AnswerList, AnswerPart, Citation, EarlierList, Found, ListedFile, Rewrite, Scope } from '../../types/answer.ts'
import { asFound } from '../as-found.ts'
import { bestSentence, citation } from '../cite.ts'
import { finish, step } from '../line.ts'
import type { AskPorts } from '../ports.ts'
import { plain } from '../quotes.ts'
import type { StepTimer } from '../step-timer.ts'
import { type Understood, understand } from '../understand/understand.ts'
import type { CountedFacts } from '../wording.ts'
import { among, type Counted, type CountedFile, type CountPlan, count, filesOfLists, planCount } from './count.ts'
import type { WantedText } from './wanted.ts'

/** Files of a list that an answer carries; the rest is asked for page by page. */
const carried = 50

/** A question that counts or lists, understood. */
export interface Listing {
  /** As it is counted. */
  readonly question: string
  /** Lists of answers before: only files of the last are counted. */
  readonly within: readonly EarlierList[]
  readonly understood: Understood
  readonly plan: CountPlan
  /** How a follow-up was put so that it stands for itself; null where it did. */
  readonly rewrite: Rewrite | null
}

/** Null where the question turns out to be an ordinary one. */
export function listing(
  question: string,
  understood: Understood,
  ports: Pick<AskPorts, 'files'>,
  { within = [], rewrite = null }: Partial<Pick<Listing, 'within' | 'rewrite'>> = {},
): Listing | null {
  const plan = understood.catalogue === null ? null : planCount(understood.catalogue, ports.files)
  return plan === null ? null : { question, within, understood, plan, rewrite }
}

export async function* answerByList(
  { question, within, understood, plan, rewrite }: Listing,
  options: { readonly hidden: boolean },
  ports: AskPorts,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Answer> {
  const counted = yield* step('count', timer, () => countWithin(plan, understood.scope, within, options, ports, signal))
  const shown = counted.files.slice(0, carried)
  const { found, citations } = yield* step('cite', timer, () => cited(shown, plan.wanted?.words ?? '', ports))
  const list: AnswerList = { ...pageOf({ question, within }, plan, counted, 0, carried), items: shown.map((one) => listed(one, citations)) }
  const text = asMarkdown(plan, counted, list, understood.scope.modified ?? null, ports)
  yield { type: 'text-delta', text }
  const draft = {
    answer: text,
    answered: true,
    citations,
    nearest: [],
    sent: found.map((passage, at) => ({ n: at + 1, passage })),
    tokens: null,
    markersRemoved: 0,
    firstTokenMs: timer.elapsed(),
    stoppedAtLimit: false,
  }
  return { ...finish(draft, null, found, { hidden: 0, rewrite }, timer), list }
}

/** A page of the same list; null where the question is no such question. `after`: the id of the last file of the page before. */
export async function listPage(
  page: { readonly question: string; readonly within: readonly EarlierList[]; readonly scope: Scope; readonly after: string | null; readonly limit: number },
  options: { readonly hidden: boolean },
  ports: AskPorts,
  signal: AbortSignal,
): Promise<AnswerList | null> {
  const asked = listing(page.question, understand(page.question, page.scope, ports), ports)
  if (asked === null) return null
  const counted = await countWithin(asked.plan, asked.understood.scope, page.within, options, ports, signal)
  const from = page.after === null ? 0 : counted.files.findIndex(({ file }) => file.id === page.after) + 1
  return pageOf(page, asked.plan, counted, from, page.limit)
}

async function countWithin(
  plan: CountPlan,
  scope: Scope,
  within: readonly EarlierList[],
  options: { readonly hidden: boolean },
  ports: AskPorts,
  signal: AbortSignal,
): Promise<Counted> {
  return await count(plan, among(scope, await filesOfLists(within, options, ports, signal)), options, ports, signal)
}

function pageOf({ question, within }: Pick<Listing, 'question' | 'within'>, plan: CountPlan, counted: Counted, from: number, limit: number): AnswerList {
  const { files, unread } = counted
  const of = plan.question.asks === 'times' ? 'passages' : 'files'
  return {
    total: of === 'files' ? files.length : files.reduce((sum, { holding }) => sum + (holding?.passages ?? 0), 0),
    of,
    files: files.length,
    copies: files.reduce((sum, { copies }) => sum + copies.length, 0),
    unread,
    question,
    ...(within.length === 0 ? {} : { within }),
    items: files.slice(from, from + limit).map((one) => listed(one, [])),
    more: from + limit < files.length,
  }
}

function listed({ file, copies, holding }: CountedFile, citations: readonly Citation[]): ListedFile {
  const n = citations.find(({ fileId }) => fileId === file.id)?.n
  return {
    fileId: file.id,
    file: file.path,
    fileName: file.name,
    format: file.format,
    modified: file.modified,
    passages: holding?.passages ?? 0,
    copies: copies.map(({ path }) => path),
    ...(n === undefined ? {} : { n }),
  }
}

/** One passage for each file in whose text something was asked for. */
function cited(files: readonly CountedFile[], words: string, ports: AskPorts): { readonly found: readonly Found[]; readonly citations: readonly Citation[] } {
  const found = files
    .flatMap(({ file, holding }) => (holding === null ? [] : [{ file, passage: holding.first }]))
    .map(({ file, passage }, at) => asFound(passage, file, at + 1))
  return { found, citations: found.map((one) => citation(one.rank, one, bestSentence(one, words), true, ports)) }
}

function howHeld(wanted: WantedText | null): CountedFacts['how'] {
  if (wanted?.join === 'any') return 'any'
  return wanted?.parts.every((part) => part.phrase || part.terms.length === 1) === true ? 'phrase' : 'words'
}

function asMarkdown(
  { question, wanted }: CountPlan,
  { kindUnknown, files }: Counted,
  list: AnswerList,
  period: NonNullable<Scope['modified']> | null,
  { wording }: AskPorts,
): string {
  const [first] = files
  const { asks } = question
  const best = asks === 'newest' || asks === 'oldest' || asks === 'largest' || asks === 'smallest' ? asks : null
  const said =
    best !== null && first
      ? wording.best({ which: best, file: first.file.name, date: first.file.modified, size: first.file.size, others: files.length - 1 })
      : wording.counted({
          total: list.total,
          of: list.of,
          files: list.files,
          words: wanted?.words ?? null,
          how: howHeld(wanted),
          copies: list.copies,
          unread: list.unread,
          kind: question.thing?.kind ?? null,
          kindUnknown,
          period: period && { ...period, carried: period.own === undefined ? null : files.filter(({ file }) => file.dated !== null).length },
          size: question.size ?? null,
          among: list.within?.map((one) => one.question).join(' → ') ?? null,
        })
  const bySize = question.size !== undefined || asks === 'largest' || asks === 'smallest'
  const byOwnDate = period?.own !== undefined
  const about = ({ dated, modified, size }: CatalogueFile): string =>
    bySize ? ` (${wording.size(size)})` : byOwnDate ? ` (${wording.day(dated ?? modified)})` : ''
  const lines = list.items.map(({ n }, at) => {
    const file = files[at]?.file
    return file === undefined ? '' : `- ${plain(file.name)}${plain(about(file))}${n === undefined ? '' : ` [${n}]`}`
  })
  const further = list.files > list.items.length ? [wording.furtherFiles(list.files - list.items.length)] : []
  return [plain(said), ...(lines.length > 0 ? [lines.join('\n')] : []), ...further.map(plain)].join('\n\n')
}
