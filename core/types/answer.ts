/** An answer, its citations and its receipt. */
import type { Anchor } from './anchor.ts'
import type { Format } from './document.ts'
import type { Span } from './passage.ts'

/** UTF-16 code units. */
export const questionLimit = 4_000

export const searchModes = ['hybrid', 'vector', 'keyword'] as const
export type SearchMode = (typeof searchModes)[number]

/** `dated`: when a mail was sent, or what its program wrote last; `created`: when it was begun. */
export const ownDates = ['dated', 'created'] as const
export type OwnDate = (typeof ownDates)[number]

/** Limits a question; an empty scope means every source. Given together, a file must satisfy all. */
export interface Scope {
  readonly sourceIds?: readonly string[]
  /** Absolute paths of files or folders. */
  readonly paths?: readonly string[]
  readonly fileIds?: readonly string[]
  readonly formats?: readonly Format[]
  /**
   * When the file was last changed on disk, milliseconds since 1970: `from` inclusive, `to` exclusive. `own`: by the date that
   * the document carries, where it carries one.
   */
  readonly modified?: { readonly from?: number; readonly to?: number; readonly own?: OwnDate }
}

/** A limit that was read from the question's own words. */
export type UnderstoodLimit = {
  /** The words of the question that it was read from. */
  readonly words: string
  /** Nothing satisfied it, so it was dropped. */
  readonly dropped?: true
} & (
  | { readonly kind: 'files'; readonly names: readonly string[] }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'formats'; readonly formats: readonly Format[] }
  | { readonly kind: 'modified'; readonly from?: number; readonly to?: number; readonly own?: OwnDate }
)

/** One file of a counted list. */
export interface ListedFile {
  readonly fileId: string
  /** Absolute path on disk. */
  readonly file: string
  readonly fileName: string
  readonly format: Format | null
  /** When it was last changed on disk. Milliseconds since 1970. */
  readonly modified: number
  /** Its passages that hold what was asked for; 0 where nothing in its text was asked for. */
  readonly passages: number
  /** Further files with the same bytes, which are not counted. Absolute paths. */
  readonly copies: readonly string[]
  /** The citation that shows one of these passages. */
  readonly n?: number
}

/** A list of an answer before, as its question gives it again. */
export interface EarlierList {
  readonly question: string
  readonly scope: Scope
}

/** An exact count over the catalogue, with its files. */
export interface AnswerList {
  /** Files, each content counted once; or passages. */
  readonly total: number
  readonly of: 'files' | 'passages'
  /** Files in the whole list, of which `items` are the first. */
  readonly files: number
  /** Files left uncounted because they hold the same bytes as one that is counted. */
  readonly copies: number
  /** Files in the scope whose text could not be looked at, or not yet: counted only where no text was asked for. */
  readonly unread: number
  /** The question as it was counted, which gives further pages. */
  readonly question: string
  /** Only files of the last of these lists were counted, which itself was counted among those of the one before it; absent: every file of the scope. */
  readonly within?: readonly EarlierList[]
  readonly items: readonly ListedFile[]
  /** There are files behind the last of `items`. */
  readonly more: boolean
}

/** A part of a file that was summarised or compared, or was not. */
export interface SectionNote {
  readonly file: string
  readonly label: string
  readonly reason: 'empty' | 'hidden' | 'model-failed'
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
  /**
   * False where a claim that cites it is not borne out, else true; a quote stands word for word in its passage. Null
   * where nothing is claimed of it: of the nearest passages, or behind a sentence that claims nothing.
   */
  readonly supported: boolean | null
}

export const verdicts = ['supported', 'weak', 'unsupported'] as const
export type Verdict = (typeof verdicts)[number]

/**
 * What speaks against a claim: a number, a name or a denial that the passages have otherwise, the same names in
 * other roles, or words that they lack.
 */
export const claimFaults = ['number', 'name', 'negation', 'roles', 'missing'] as const
export type ClaimFault = (typeof claimFaults)[number]

/** A sentence of the answer that claims something. The span is in the answer's text, markers included. */
export interface Claim extends Span {
  /** Numerals of the passages that it cites, those that were attributed included; empty where none bears it. */
  readonly citations: readonly number[]
  readonly verdict: Verdict
  /** Absent where it is supported. */
  readonly reason?: ClaimFault
}

export const disagreementKinds = ['number', 'date', 'negation'] as const

/** Two passages that were sent speak of the same thing and do not say the same. */
export interface Disagreement {
  readonly kind: (typeof disagreementKinds)[number]
  /** Their numerals, as in the receipt; the answer need not cite them. */
  readonly passages: readonly [number, number]
  /** Verbatim. */
  readonly quotes: readonly [string, string]
  /** The same two, to be opened. */
  readonly sources: readonly [Citation, Citation]
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
  /** From the model's first thought to its last; absent where it did not think aloud. Milliseconds. */
  readonly thoughtMs?: number
  /** The model ran into the limit of its answer and stopped in mid-sentence. */
  readonly stoppedAtLimit?: boolean
  /** A person stopped it before its end. */
  readonly stopped?: true
  /** The follow-up as it was searched for; absent where the question was searched for as it stands. */
  readonly rewrite?: Rewrite
  /** Earlier messages of the conversation that were sent to the model, and that did not fit; absent where there are none. */
  readonly history?: { readonly sent: number; readonly cut: number }
  /** Sentences without a marker that were given one by the check. Absent where none was. */
  readonly attributed?: number
  /** Passages left out, and not counted as retrieved, because readers of their files do not see them. Absent where none was. */
  readonly hidden?: number
  /** Limits that were read from the question's own words. Absent where none was. */
  readonly understood?: readonly UnderstoodLimit[]
  /** Whole files were sent, in reading order, instead of the best passages. */
  readonly whole?: true
  /** Of a summary or comparison: sections in all, those read, and every one that was not, with its reason. */
  readonly sections?: { readonly total: number; readonly read: number; readonly left: readonly SectionNote[] }
  readonly passages: readonly ReceiptPassage[]
}

export interface Answer {
  /** Markdown with markers `[n]`. */
  readonly answer: string
  /** False where the documents do not say. */
  readonly answered: boolean
  readonly mode: 'model' | 'quotes'
  readonly citations: readonly Citation[]
  /** In order of the text; each sentence that claims something. */
  readonly claims: readonly Claim[]
  /** Only where at least one of the two is cited. */
  readonly disagreements: readonly Disagreement[]
  /** Most claims are not borne out, or what was found hardly fits the question. */
  readonly weak?: true
  /** The nearest passages, shown where `answered` is false. */
  readonly nearest: readonly Citation[]
  /** Present where the question was to count or list: answered from the catalogue, exactly. */
  readonly list?: AnswerList
  readonly receipt: Receipt
}

/** A follow-up as it was searched for, on its own. `rules`: without asking a model. */
export interface Rewrite {
  readonly query: string
  readonly by: 'model' | 'rules'
}

/** What is done for one answer; the receipt has the time of each. */
export type StepName =
  | 'rewrite'
  | 'retrieve'
  | 'fuse'
  | 'pack'
  | 'generate'
  | 'quote'
  | 'attribute'
  | 'cite'
  | 'verify'
  | 'count'
  | 'summarise'
  | 'compare'
  | 'join'

export type AnswerPart =
  /** First, where the question belongs to a conversation: under which ids it and its answer are stored. */
  | { readonly type: 'stored'; readonly conversationId: string; readonly questionId: string; readonly answerId: string; readonly title: string }
  | { readonly type: 'rewrite'; readonly rewrite: Rewrite }
  | { readonly type: 'answer-start'; readonly mode: 'model' | 'quotes'; readonly model: string | null }
  | { readonly type: 'step'; readonly name: string }
  /** Of work in many sections: how many are done, and the one that is next. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly label: string }
  | { readonly type: 'text-delta'; readonly text: string }
  /** What the model thinks before and while it answers: shown folded, no part of the answer. */
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'answer-end'; readonly answer: Answer }
