/** An answer, its citations and its receipt. */
import type { Anchor } from './anchor.ts'

export const searchModes = ['hybrid', 'vector', 'keyword'] as const
export type SearchMode = (typeof searchModes)[number]

/** Limits a question; an empty scope means every source. Given together, a file must satisfy all. */
export interface Scope {
  readonly sourceIds?: readonly string[]
  /** Absolute paths of files or folders. */
  readonly paths?: readonly string[]
}

/** A passage found, with how it was found. */
export interface Found {
  /** From 1, best first. */
  readonly rank: number
  /** The fused score; comparable within one search only. */
  readonly score: number
  readonly passageId: number
  readonly documentId: string
  readonly fileId: string
  /** Absolute path on disk. */
  readonly file: string
  readonly anchor: Anchor
  readonly text: string
  readonly context: string
  /** Readers of the file do not see it. */
  readonly hidden?: true
  /** Cosine with the question, where it was computed. */
  readonly similarity?: number
  readonly vectorRank?: number
  readonly keywordRank?: number
}

/** Stands for itself: it stays readable after its file has changed or gone. */
export interface Citation {
  /** The numeral in the answer, from 1. */
  readonly n: number
  readonly fileId: string
  readonly documentId: string
  readonly passageId: number
  readonly file: string
  readonly fileName: string
  /** SHA-256 of the file's bytes when it was read, hex. */
  readonly contentHash: string
  readonly anchor: Anchor
  /** Verbatim from the passage. */
  readonly quote: string
  /** Readers of the file do not see it. */
  readonly hidden?: true
  /** True where the sentence stands word for word in the passage; null where no check of the claim ran. */
  readonly supported: boolean | null
}

/** One passage of a receipt. */
export interface ReceiptPassage {
  readonly n: number | null
  readonly passageId: number
  readonly file: string
  readonly anchor: Anchor
  readonly score: number
  readonly vectorRank?: number
  readonly keywordRank?: number
  /** `cut`: it did not fit. */
  readonly use: 'sent' | 'cut'
}

/** What was retrieved, sent and cut, and how long it took. Names only steps that ran. */
export interface Receipt {
  readonly mode: 'model' | 'quotes'
  readonly model: string | null
  readonly steps: readonly { readonly name: string; readonly ms: number }[]
  readonly retrieved: number
  readonly sent: number
  readonly cut: number
  /** Different files among the passages sent. */
  readonly files: number
  /** Null in quotes mode. `counted`: `model` = the model's own figure, `bound` = our safe upper bound. */
  readonly tokens: {
    readonly prompt: number
    readonly answer: number | null
    readonly context: number
    readonly counted: 'model' | 'bound'
  } | null
  /** Markers in the model's text that named no passage sent; they were taken out. */
  readonly markersRemoved: number
  /** From the question to the first token shown, null where none came. */
  readonly firstTokenMs: number | null
  /** The model ran into the limit of its answer and stopped in mid-sentence. */
  readonly stoppedAtLimit?: boolean
  /** Passages left out, and not counted as retrieved, because readers of their files do not see them. Absent where none was. */
  readonly hidden?: number
  readonly passages: readonly ReceiptPassage[]
}

export interface Answer {
  /** Markdown with markers `[n]`. */
  readonly answer: string
  /** False where the documents do not say. */
  readonly answered: boolean
  readonly mode: 'model' | 'quotes'
  readonly citations: readonly Citation[]
  /** The nearest passages, shown where `answered` is false. */
  readonly nearest: readonly Citation[]
  readonly receipt: Receipt
}

export type AnswerPart =
  | { readonly type: 'answer-start'; readonly mode: 'model' | 'quotes'; readonly model: string | null }
  | { readonly type: 'step'; readonly name: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'answer-end'; readonly answer: Answer }
