/** A library to show: two sources, files of every outcome, a run in its middle, answers of every kind. */
import type { Answer, AnswerPart, Citation, Claim, Receipt } from '../../core/types/answer.ts'
import type { FileStatus, RunSnapshot, SourceStatus } from '../../core/types/library.ts'
import type { FileGaps, Outcome, OutcomeCounts } from '../../core/types/outcome.ts'
import type { Script } from './scripted-engine.ts'

const home = '/home/ada'
const hash = 'a'.repeat(64)
const minute = 60_000

function countsOf(files: readonly FileStatus[]): OutcomeCounts {
  const counts = { scanned: files.length, pending: 0, indexed: 0, unchanged: 0, empty: 0, skipped: 0, failed: 0, offline: 0 }
  for (const { outcome } of files) counts[outcome?.kind ?? 'pending'] += 1
  return counts
}

function file(sourceId: string, path: string, size: number, outcome: Outcome | null): FileStatus {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { id: path, sourceId, path, name, size, format: 'pdf', outcome, passages: outcome?.kind === 'indexed' ? outcome.passages : 0 }
}

const special: readonly (readonly [name: string, size: number, outcome: Outcome | null])[] = [
  ['Water report 2025.pdf', 2_400_000, { kind: 'indexed', passages: 64 }],
  ['Society rules.docx', 48_000, { kind: 'indexed', passages: 12 }],
  ['Scanned deed 1911.pdf', 18_400_000, { kind: 'empty', reason: 'scanned' }],
  ['Accounts (locked).pdf', 310_000, { kind: 'failed', code: 'file-encrypted' }],
  ['Half a download.pdf', 1_100_000, { kind: 'failed', code: 'file-broken' }],
  ['Everything ever.txt', 214_000_000, { kind: 'skipped', reason: 'too-large' }],
  ['Plot survey.dwg', 880_000, { kind: 'skipped', reason: 'unsupported-format' }],
  ['Society letters.mbox', 9_800_000, { kind: 'indexed', passages: 412 }],
  ['Deed of gift (locked).pdf', 120_000, { kind: 'failed', code: 'file-encrypted' }],
  ['Letter to the council.md', 4_100, { kind: 'indexed', passages: 3 }],
]

/** Read, but not wholly. */
const withGaps: Readonly<Record<string, FileGaps>> = {
  'Water report 2025.pdf': { scanned: { read: 4, waiting: 18, failed: 0 }, brokenPages: 1 },
  'Society rules.docx': { hiddenPassages: 2 },
  'Society letters.mbox': {
    unread: [
      { name: 'Plan of the garden.dwg', reason: 'unsupported-format' },
      { name: 'Accounts 2024.xlsx', reason: 'file-encrypted' },
      { name: 'photo-0412.jpg', reason: 'no-text' },
      { name: 'film of the weir.mov', reason: 'unsupported-format' },
      { name: 'backup.zip', reason: 'binary' },
    ],
  },
}

function filesOf(sourceId: string, folder: string, plain: number): FileStatus[] {
  const many = Array.from({ length: plain }, (_, n) =>
    file(sourceId, `${folder}/minutes/${2001 + Math.floor(n / 12)}/Minutes ${String((n % 12) + 1).padStart(2, '0')}.pdf`, 90_000 + n * 137, {
      kind: 'indexed',
      passages: 4 + (n % 9),
    }),
  )
  const gapsOf = (name: string) => (withGaps[name] === undefined ? {} : { gaps: withGaps[name] })
  return [...special.map(([name, size, outcome]) => ({ ...file(sourceId, `${folder}/${name}`, size, outcome), ...gapsOf(name) })), ...many]
}

function source(id: string, path: string, files: readonly FileStatus[]): SourceStatus {
  const passages = files.reduce((sum, one) => sum + one.passages, 0)
  const bytes = files.reduce((sum, one) => sum + one.size, 0)
  const now = Date.now()
  return {
    id,
    path,
    kind: 'folder',
    state: 'ready',
    addedAt: now - 90 * minute,
    checkedAt: now - 2 * minute,
    counts: countsOf(files),
    passages,
    embedded: passages,
    bytes,
  }
}

/** Fills the script with everything read. */
export function fullLibrary(script: Script, plain = 228): void {
  const papers = filesOf('papers', `${home}/papers`, plain)
  const letters = ['To Grace.md', 'To the bank.docx', 'Birthday list.txt'].map((name) =>
    file('letters', `${home}/letters/${name}`, 3_200, { kind: 'indexed', passages: 2 }),
  )
  script.files = [...papers, ...letters]
  script.sources = [source('papers', `${home}/papers`, papers), source('letters', `${home}/letters`, letters)]
}

/** Ten thousand files that were not read, nearly all for one reason. */
export function brokenLibrary(script: Script): void {
  fullLibrary(script)
  const broken = Array.from({ length: 9_990 }, (_, n) =>
    file('disk', `/media/old disk/${1990 + (n % 30)}/Letter ${n + 1}.doc`, 24_000, { kind: 'failed', code: 'file-broken' }),
  )
  const older = Array.from({ length: 10 }, (_, n) =>
    file('disk', `/media/old disk/notes/Note ${n + 1}.wps`, 9_000, { kind: 'skipped', reason: 'unsupported-format' }),
  )
  script.files = [...script.files, ...broken, ...older]
  script.sources = [...script.sources, source('disk', '/media/old disk', [...broken, ...older])]
}

/** A run in its middle: files wait, some are searchable, some found by meaning. */
export function workingLibrary(script: Script): void {
  fullLibrary(script)
  script.files = script.files.map((one, n) => (n % 3 === 2 && one.outcome?.kind === 'indexed' ? { ...one, outcome: null, passages: 0 } : one))
  script.sources = script.sources.map((one) => ({ ...one, counts: countsOf(script.files.filter(({ sourceId }) => sourceId === one.id)) }))
  script.run = {
    runId: 'run',
    state: 'working',
    stages: { found: 241, read: 196, searchable: 188, embedded: 159 },
    counts: countsOf(script.files),
    passages: { found: 1_604, embedded: 1_288 },
    passagesPerSecond: 61.4,
    secondsLeft: 48,
    startedAt: Date.now() - minute,
  } satisfies RunSnapshot
}

const quotes = [
  'The lower spring ran dry on 14 August and did not return until the rains of October.',
  'The committee resolves to lay a second main from the upper reservoir before the next dry season.',
  'Members may draw water on two days of each week while the notice stands.',
] as const

function citation(n: number, fileName: string, anchor: Citation['anchor'], quote: string, supported: boolean | null): Citation {
  return {
    n,
    fileId: fileName,
    documentId: `document-${n}`,
    passageId: n,
    file: `${home}/papers/${fileName}`,
    fileName,
    contentHash: hash,
    anchor,
    quote,
    supported,
  }
}

export const citations: readonly Citation[] = [
  citation(
    1,
    'Water report 2025.pdf',
    {
      kind: 'page',
      page: 3,
      rects: [
        [72, 125, 430, 12],
        [72, 143, 448, 12],
        [72, 161, 260, 12],
      ],
    },
    quotes[0],
    true,
  ),
  citation(
    2,
    'Water report 2025.pdf',
    {
      kind: 'page',
      page: 7,
      label: 'v',
      rects: [
        [72, 215, 440, 12],
        [72, 233, 300, 12],
      ],
    },
    quotes[1],
    null,
  ),
  citation(3, 'Letter to the council.md', { kind: 'lines', lines: [14, 16], headings: ['Drought', 'What we ask'] }, quotes[2], true),
]

export const blocks: Script['blocks'] = [
  { number: 4, kind: 'heading', level: 2, text: 'What we ask', lines: [10, 10], marked: false },
  {
    number: 5,
    kind: 'paragraph',
    text: 'The garden society has kept the spring for ninety years, and asks the council for nothing that it has not asked before.',
    lines: [12, 12],
    marked: false,
  },
  {
    number: 6,
    kind: 'paragraph',
    text: `A notice was put up at the gate in the first week of July. ${quotes[2]} Watering cans only; no hoses.`,
    lines: [14, 16],
    marked: true,
  },
  { number: 7, kind: 'list-item', text: 'a second tank, of two thousand litres or more;', lines: [18, 18], marked: false },
  { number: 8, kind: 'list-item', text: 'a key to the upper gate, for the warden.', lines: [19, 19], marked: false },
  { number: 9, kind: 'table', text: 'Month\tLitres\nJuly\t4,100\nAugust\t1,250', lines: [21, 23], marked: false },
]

function receipt(mode: Receipt['mode'], sent: number, cut: number): Receipt {
  return {
    mode,
    model: mode === 'model' ? 'llama3.2:3b' : null,
    steps: [
      { name: 'retrieve', ms: 18 },
      { name: 'fuse', ms: 1 },
      { name: 'pack', ms: 3 },
      ...(mode === 'model' ? [{ name: 'generate', ms: 2_140 }] : []),
      { name: 'cite', ms: 1 },
    ],
    retrieved: 24,
    sent,
    cut,
    files: Math.min(sent, 2),
    tokens: mode === 'model' ? { prompt: 3_120, answer: 96, context: 8_192, counted: 'model' } : null,
    markersRemoved: mode === 'model' ? 1 : 0,
    firstTokenMs: mode === 'model' ? 412 : null,
    passages: citations.slice(0, sent).map(({ n, passageId, file: path, anchor }) => ({
      n,
      passageId,
      file: path,
      anchor,
      score: 1 / n,
      vectorRank: n,
      keywordRank: n + 1,
      use: n > sent - cut ? 'cut' : 'sent',
    })),
  }
}

export const modelText = `The lower spring failed in the middle of August [1], and the society answered in two ways. It resolved to lay **a second main** from the upper reservoir before the next dry season [2]. Until then, members may draw water on two days of each week [3].

| Month | Litres |
| --- | --- |
| July | 4,100 |
| August | 1,250 |

What the new main will cost is not said in these documents.`

function claim(sentence: string, citations: readonly number[], verdict: Claim['verdict'], reason?: Claim['reason']): Claim {
  const start = modelText.indexOf(sentence)
  return { start, end: start + sentence.length, citations, verdict, ...(reason ? { reason } : {}) }
}

const claims: readonly Claim[] = [
  claim('The lower spring failed in the middle of August [1], and the society answered in two ways.', [1], 'supported'),
  claim('It resolved to lay **a second main** from the upper reservoir before the next dry season [2].', [2], 'supported'),
  claim('Until then, members may draw water on two days of each week [3].', [3], 'supported'),
]

export const answers = {
  model: { answer: modelText, answered: true, mode: 'model', citations, claims, disagreements: [], nearest: [], receipt: receipt('model', 3, 1) },
  quotes: {
    answer: quotes.map((quote, n) => `> ${quote} [${n + 1}]`).join('\n\n'),
    answered: true,
    mode: 'quotes',
    citations,
    claims: [],
    disagreements: [],
    nearest: [],
    receipt: receipt('quotes', 3, 0),
  },
  refusal: {
    answer: '',
    answered: false,
    mode: 'quotes',
    citations: [],
    claims: [],
    disagreements: [],
    nearest: citations.slice(0, 2),
    receipt: receipt('quotes', 3, 0),
  },
} as const satisfies Record<string, Answer>

/** Streams an answer in small pieces; `pieces` fewer than all leave it hanging, as a slow model does. */
export async function* streamed(answer: Answer, signal: AbortSignal, pieces = Number.POSITIVE_INFINITY): AsyncGenerator<AnswerPart> {
  yield { type: 'answer-start', mode: answer.mode, model: answer.receipt.model }
  yield { type: 'step', name: 'retrieve' }
  const all = answer.answer.match(/.{1,7}/gs) ?? []
  for (const text of all.slice(0, pieces)) yield { type: 'text-delta', text }
  if (pieces < all.length) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  if (!signal.aborted) yield { type: 'answer-end', answer }
}
