/** Data sets: examples made from documents and conversations, looked through by a person, then frozen in splits to train and to measure on. */
import type { Failure } from '../errors.ts'
import type { Anchor } from './anchor.ts'
import type { Scope } from './answer.ts'

export const exampleKinds = ['question', 'summary', 'classification', 'extraction', 'rewriting'] as const
export type ExampleKind = (typeof exampleKinds)[number]

/** Who wrote it: sentences of the document itself, a local model, an answer of a conversation, an imported file. */
export const exampleOrigins = ['document', 'model', 'conversation', 'import'] as const
export type ExampleOrigin = (typeof exampleOrigins)[number]

export const exampleStates = ['waiting', 'accepted', 'rejected'] as const
export type ExampleState = (typeof exampleStates)[number]

export const splits = ['train', 'validation', 'test'] as const
export type Split = (typeof splits)[number]

/** A passage that an example was made from, or that distracts from it. Stands for itself: it stays readable after its file has gone. */
export interface ExamplePassage {
  readonly passageId: number
  readonly documentId: string
  /** Absolute path on disk. */
  readonly file: string
  readonly fileName: string
  /** SHA-256 of the file's bytes when it was read, hex. */
  readonly contentHash: string
  readonly anchor: Anchor
  readonly text: string
  /** It holds what the output says; false: a distractor. */
  readonly golden: boolean
}

export const personalDataKinds = ['mail', 'phone', 'card', 'id-number'] as const
export type PersonalDataKind = (typeof personalDataKinds)[number]

/** What looks like somebody's data. UTF-16 code units of the field named, `end` exclusive. */
export interface PersonalDataFlag {
  readonly kind: PersonalDataKind
  readonly field: 'input' | 'output' | 'passages'
  /** Of the passage, from 0; absent in the other fields. */
  readonly passage?: number
  readonly start: number
  readonly end: number
}

/** What is asked and what the answer should be. */
export interface ExampleText {
  readonly kind: ExampleKind
  /** The question; of other kinds the text to work on, where it is not a passage. */
  readonly input: string
  /** The reference: an answer, a summary, a label, fields as one JSON object, the text rewritten. Empty where not `answerable`. */
  readonly output: string
  /** Further outputs that are as right. */
  readonly alternatives: readonly string[]
  /** False: its passages do not say, and the right output is to say so. */
  readonly answerable: boolean
}

export interface Example extends ExampleText {
  readonly id: string
  readonly origin: ExampleOrigin
  readonly state: ExampleState
  /** A person changed its text. */
  readonly edited: boolean
  readonly passages: readonly ExamplePassage[]
  /** Examples of one group go into one split: documents that are alike, versions of one another, one conversation. */
  readonly group: string
  readonly personalData: readonly PersonalDataFlag[]
  /** From 0 to 1; null where it was not weighed. */
  readonly scores: { readonly grounding: number | null; readonly judge: number | null }
  /** Null: no model wrote it. */
  readonly generator: { readonly model: string; readonly promptVersion: number } | null
  /** The answer it was taken from. */
  readonly message: { readonly conversationId: string; readonly messageId: string } | null
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

export const removalReasons = [
  'exact-duplicate',
  'near-duplicate',
  'empty',
  'too-long',
  'outlier',
  'ungrounded',
  'judged-low',
  'malformed',
  'near-test',
  'model-failed',
] as const
export type RemovalReason = (typeof removalReasons)[number]

/** An example that cleaning, drafting or freezing took out, or that never became one. */
export interface Removal {
  readonly reason: RemovalReason
  /** Its beginning; of a malformed line what stands there. */
  readonly input: string
  /** The example that it repeats, or is too near to. */
  readonly of: string | null
  /** Of an import: the line, from 1. */
  readonly line: number | null
  readonly at: number
}

/** How examples are drafted. */
export interface DraftPlan {
  readonly kinds: readonly ExampleKind[]
  /** Documents to draw from; empty: every source. */
  readonly scope: Scope
  /** Take rated and edited answers of conversations too. */
  readonly conversations: boolean
  /** Writes the examples; null: they are taken from the documents' own headings and sentences. */
  readonly model: string | null
  /** Weighs each draft from 0 to 1, which must reach `threshold`; null: none does. */
  readonly judge: { readonly model: string; readonly threshold: number } | null
  readonly perDocument: number
  /** Passages of other places that are sent along, 0 to 4. */
  readonly distractors: number
  /** Share of examples whose golden passage is taken out, so that the right output is to say so. From 0 to 0.5. */
  readonly unanswerable: number
  /** Of classification. */
  readonly labels: readonly string[]
  /** Of extraction: names of the fields. */
  readonly fields: readonly string[]
  /** Of rewriting: the style, in the user's words. */
  readonly style: string
}

/** What a plan has where nobody says otherwise, in the window and on the command line. */
export const usualPlan = { threshold: 0.7, perDocument: 10, distractors: 2, unanswerable: 0.15 } as const

/** Work on a data set that goes on when the window is closed. */
export interface DraftProgress {
  readonly state: 'working' | 'done' | 'failed' | 'stopped'
  /** Passages looked at, of those that will be. */
  readonly done: number
  readonly total: number
  readonly drafted: number
  readonly removed: number
  readonly failure?: Failure
}

export interface DataSetCounts {
  readonly waiting: number
  readonly accepted: number
  readonly rejected: number
  /** Not rejected, with personal data in them. */
  readonly personalData: number
  /** Documents that those not rejected come from. */
  readonly documents: number
}

/** A version never changes: training and experiments name it. */
export interface DataSetVersion {
  readonly id: string
  readonly dataSetId: string
  /** From 1. */
  readonly number: number
  readonly frozenAt: number
  readonly seed: number
  /** SHA-256 over the hashes of its examples and their splits, hex. */
  readonly hash: string
  readonly counts: Readonly<Record<Split, number>>
  /** Groups in each split. */
  readonly groups: Readonly<Record<Split, number>>
  /** Examples of each kind, over all splits. */
  readonly kinds: Readonly<Partial<Record<ExampleKind, number>>>
  /** Taken out at freezing because they were near a test example. */
  readonly removed: number
}

export interface DataSet {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly changedAt: number
  readonly counts: DataSetCounts
  /** How its examples were drafted last; null before that. */
  readonly plan: DraftPlan | null
  /** The drafting under way, or how the last one ended since the engine started. */
  readonly progress: DraftProgress | null
  /** Newest first. */
  readonly versions: readonly DataSetVersion[]
}

/** One example of a version. */
export interface FrozenExample extends Example {
  readonly split: Split
  /** SHA-256 of its kind, input, output and passages, hex. */
  readonly hash: string
}

/** A test or validation example that training would have seen. */
export interface Leak {
  readonly kind: 'document' | 'same-text' | 'near-text'
  readonly split: 'validation' | 'test'
  /** The example measured on, and the one in `train`. */
  readonly exampleId: string
  readonly trainId: string
  readonly input: string
  /** Where both come from; null where they share no document. */
  readonly file: string | null
}

/** Formats that data sets are written in, and read from: chat messages, prompt and completion, Alpaca, ShareGPT; `csv` with a head line. */
export const dataSetFormats = ['messages', 'completion', 'alpaca', 'sharegpt', 'csv'] as const
export type DataSetFormat = (typeof dataSetFormats)[number]
