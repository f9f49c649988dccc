/** Everything that the engine is handed. It builds none of it. */

import type { Along } from '../ask/asked.ts'
import type { AdapterFiles } from '../ports/adapter-files.ts'
import type { ChatModels } from '../ports/chat-models.ts'
import type { Clock } from '../ports/clock.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { FileSource, OpenFile } from '../ports/file-source.ts'
import type { Folders } from '../ports/folders.ts'
import type { Log } from '../ports/log.ts'
import type { Network } from '../ports/network.ts'
import type { PagePictures, Parser } from '../ports/parser.ts'
import type { PassageIndex } from '../ports/passage-index.ts'
import type { Random } from '../ports/random.ts'
import type { FileRecord, Stores } from '../ports/stores.ts'
import type { Tokenizer } from '../ports/tokenizer.ts'
import type { Trainer } from '../ports/trainer.ts'
import type { UploadFolders } from '../ports/uploads.ts'
import type { AnswerList, AnswerPart, EarlierList, Found, Scope, SearchMode } from '../types/answer.ts'
import type { Suggestion } from '../types/model.ts'
import type { Settings } from '../types/settings.ts'
import type { Keeper } from './conversations/keeper.ts'
import type { Drafts } from './data-sets/drafts.ts'
import type { Experiments } from './experiments/experiments.ts'
import type { Pulls } from './pulls.ts'
import type { Recognition } from './recognition.ts'
import type { Runs } from './runs.ts'
import type { ToldAdapters } from './tune/told-adapters.ts'
import type { Trainings } from './tune/trainings.ts'

export interface About {
  readonly version: string
  readonly platform: string
  readonly folders: { readonly data: string; readonly database: string; readonly index: string; readonly uploads: string; readonly logs: string }
  readonly embedding: { readonly model: string; readonly revision: string; readonly dimensions: number; readonly maxTokens: number }
  readonly recognitionLanguages: { readonly installed: readonly string[]; readonly usual: readonly string[] }
}

export interface FindRequest {
  readonly query: string
  readonly k: number
  readonly mode: SearchMode
  readonly scope: Scope
}

export interface FindResult {
  readonly results: readonly Found[]
  /** Milliseconds by step, and `total`. */
  readonly timings: Readonly<Record<string, number>>
}

export interface AskRequest {
  readonly question: string
  readonly scope: Scope
  /** Null: quotes. */
  readonly model: string | null
  readonly hiddenText: Settings['hiddenText']
  /** A model that can think does so first; absent: no. */
  readonly thinking?: boolean
  /** Whether the question's own words may limit it or ask for a list. */
  readonly understand: boolean
  /** What a conversation brings along. */
  readonly along?: Along
}

export interface ListRequest {
  readonly question: string
  readonly within: readonly EarlierList[]
  readonly scope: Scope
  readonly after: string | null
  readonly limit: number
  readonly hiddenText: Settings['hiddenText']
}

/** Whole files, to be summarised or compared. */
export interface FilesRequest {
  readonly files: readonly FileRecord[]
  /** Null: no model. */
  readonly model: string | null
  readonly hiddenText: Settings['hiddenText']
}

export interface EnginePorts
  extends Pick<Stores, 'sources' | 'files' | 'passages' | 'settings' | 'networkLog' | 'conversations' | 'dataSets' | 'experiments' | 'committed' | 'scrubbed'> {
  readonly about: About
  readonly index: PassageIndex
  readonly embedder: Embedder
  readonly tokenizer: Tokenizer
  readonly disk: FileSource
  readonly parser: Parser
  readonly pictures: PagePictures
  readonly network: Network
  /** What the gate lets through besides nothing, as `host:port`. */
  readonly allowedHosts: () => readonly string[]
  readonly runs: Runs
  readonly recognition: Recognition
  readonly find: (request: FindRequest, signal: AbortSignal) => Promise<FindResult>
  readonly prepare: (signal: AbortSignal) => Promise<void>
  readonly ask: (request: AskRequest, signal: AbortSignal) => AsyncIterable<AnswerPart>
  readonly list: (request: ListRequest, signal: AbortSignal) => Promise<AnswerList | null>
  readonly summarise: (request: FilesRequest, signal: AbortSignal) => AsyncIterable<AnswerPart>
  readonly compare: (request: FilesRequest, signal: AbortSignal) => AsyncIterable<AnswerPart>
  readonly keeper: Keeper
  readonly models: ChatModels
  readonly pulls: Pulls
  readonly drafts: Drafts
  readonly experimentJobs: Experiments
  readonly trainer: Trainer
  readonly trainings: Trainings
  readonly adapters: ToldAdapters
  readonly adapterFiles: AdapterFiles
  /** Well-known models, weighed against this computer's memory, bytes. */
  readonly suggestions: () => { readonly memory: number; readonly suggestions: readonly Suggestion[] }
  readonly folders: Folders
  readonly uploads: UploadFolders
  /** The folder of sample documents. */
  readonly samples: string
  /** What the system prefers to speak, the likeliest first. */
  readonly locales: readonly string[]
  /** SHA-256 of a file's bytes, hex. */
  readonly contentHash: (file: OpenFile, signal: AbortSignal) => Promise<string>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}
