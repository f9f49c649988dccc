/** The truth: sources, files, documents and passages. One store per owner. */

import type { ErrorCode } from '../errors.ts'
import type { Scope } from '../types/answer.ts'
import type { DocumentInfo, DocumentProperties, Format, ScannedPage } from '../types/document.ts'
import type { FileStatus, LibraryReport, NameFound, Source, SourceStatus } from '../types/library.ts'
import type { GapKind, Outcome, OutcomeKind } from '../types/outcome.ts'
import type { Passage, PassageDraft } from '../types/passage.ts'
import type { NetworkEntry, Settings } from '../types/settings.ts'
import type { ConversationsStore } from './conversations-store.ts'
import type { DataSetsStore } from './data-sets-store.ts'
import type { ExperimentsStore } from './experiments-store.ts'
import type { FileStamp } from './file-source.ts'
import type { AdaptersStore, TrainingsStore } from './trainings-store.ts'

/** One file as the store knows it. */
export interface FileRecord {
  readonly id: string
  readonly sourceId: string
  readonly path: string
  readonly name: string
  readonly stamp: FileStamp
  readonly format: Format | null
  /** SHA-256 of the bytes, hex; null before the first read. */
  readonly contentHash: string | null
  /** The document it points at; null where there is none (yet). */
  readonly documentId: string | null
  /** Null while it waits. */
  readonly outcome: Outcome | null
  /** How often in a row its bytes ended the process that read them. */
  readonly crashes: number
}

export interface SourcesStore {
  add(path: string, kind: 'folder' | 'file', at: number): Source
  all(): readonly Source[]
  byId(id: string): Source | null
  /** `device`: the drive it stands on, as the disk names it; absent: as before. */
  checked(id: string, state: 'ready' | 'offline', at: number, device?: string): void
  /** The drive that it stood on when it was last checked; null before that. */
  device(id: string): string | null
  /** Removes the source and its files; documents that no file points at any more are returned with their pages, to be removed from the index, then from the store. */
  remove(id: string): { readonly files: number; readonly orphans: readonly string[] }
}

export type SourceTotals = Pick<SourceStatus, 'counts' | 'passages' | 'embedded' | 'bytes'>

/** Which files are listed: all of these hold. */
export interface FilesQuery {
  readonly sourceId?: string
  readonly outcomes?: readonly OutcomeKind[]
  /** The reason or error code that the outcome has. */
  readonly reason?: string
  /** Read, but with this gap. */
  readonly gap?: GapKind
}

/** One file as it is counted and listed. */
export interface CatalogueFile extends Pick<FileRecord, 'id' | 'path' | 'name' | 'format' | 'contentHash' | 'documentId'> {
  /** When it was last changed on disk. Milliseconds since 1970. */
  readonly modified: number
  /** The date that its document carries, as the scope asked for it. Milliseconds since 1970; null where there is none. */
  readonly dated: number | null
  /** Bytes. */
  readonly size: number
  /** What the file calls itself. */
  readonly title: string | null
  /** Its text has been read; false while it waits, too. */
  readonly read: boolean
}

export interface FilesStore {
  ofSource(sourceId: string): readonly FileRecord[]
  byId(id: string): FileRecord | null
  byPath(path: string): FileRecord | null
  /** A file that points at the document or at what it is a page of, preferring `scope`; null where none is left. */
  ofDocument(documentId: string, scope?: Scope): FileRecord | null
  /** Creates or updates by (source, path). A new stamp resets nothing by itself. */
  put(file: Omit<FileRecord, 'id'>): FileRecord
  /** The file has another path now and is otherwise what it was; throws where the id is unknown. */
  move(id: string, to: Pick<FileRecord, 'path' | 'name' | 'stamp' | 'format'>): FileRecord
  /** How the files stand that point at the document. */
  pointingAt(documentId: string): readonly FileStatus[]
  /** Gives its files that were read, with text or without, another outcome. */
  restate(documentId: string, outcome: Outcome): void
  /** Takes the outcome from every file (null), or from every file of these documents: they wait to be read again. */
  requeue(documentIds: readonly string[] | null): void
  /** Sources with files that wait. */
  waiting(): readonly string[]
  remove(ids: readonly string[]): { readonly orphans: readonly string[] }
  /** For lists: newest state, by path. */
  list(query: FilesQuery & { readonly after?: string; readonly limit: number }): readonly FileStatus[]
  /** What was not read, added up by source and reason. */
  report(): LibraryReport
  /** How a source stands. `unchanged` is 0: it is the outcome of a run, not of a file. */
  totals(sourceId: string): SourceTotals
  /** Documents whose files satisfy the scope, their pages included; null: every document does. */
  documentsIn(scope: Scope): readonly string[] | null
  /** By id, files the library leaves out by rule aside; `after`: the last id of the page before, `0` for the start. */
  catalogue(scope: Scope, after: string, limit: number): readonly CatalogueFile[]
  /** Whose names fit, best first; with no text those changed last. Fast on a hundred thousand files. */
  complete(text: string, limit: number): readonly NameFound[]
}

/** `started`: rows may be partial; `searchable`: passages and words are complete; `done`: vectors too. */
export type DocumentState = 'started' | 'searchable' | 'done'

export interface DocumentRecord {
  readonly id: string
  /** The document that it is a page of, read by text recognition; null where it is a file's own. */
  readonly parentId: string | null
  readonly contentHash: string
  readonly format: Format
  /** What the file says of itself. */
  readonly properties: DocumentProperties
  readonly pages: number | null
  /** Pages that are pictures and are not read, waiting for it or given up. */
  readonly unreadPages: number
  readonly state: DocumentState
  readonly passages: number
  /** Of its pages that text recognition has read: documents of their own. */
  readonly pagePassages: number
}

export interface PassagesStore {
  document(id: string): DocumentRecord | null
  /** Puts the document into `started` and drops whatever passages and read pages it had. */
  begin(document: Pick<DocumentRecord, 'id' | 'contentHash' | 'format'> & { readonly parentId?: string }): void
  add(documentId: string, drafts: readonly PassageDraft[]): readonly Passage[]
  setState(documentId: string, state: DocumentState, info?: DocumentInfo): void
  byIds(ids: readonly number[]): readonly Passage[]
  /** Those of them that readers of their file do not see. */
  hiddenAmong(ids: readonly number[]): ReadonlySet<number>
  /** In order; `after` is an ordinal, -1 for the start. */
  slice(documentId: string, after: number, limit: number): readonly Passage[]
  /** Documents that are pages of it. */
  pagesOf(documentId: string): readonly string[]
  /** Every document, pages of others included. */
  documents(): readonly DocumentRecord[]
  /** Documents that no file points at, and their pages. */
  orphans(): readonly string[]
  /** One that a file points at (again) stays, with its pages. */
  removeDocuments(ids: readonly string[]): void
  counts(): { readonly documents: number; readonly passages: number; readonly embedded: number }
}

/** A page that is a picture, of a document. */
export interface ScanRecord {
  readonly id: string
  readonly documentId: string
  readonly page: ScannedPage
  /** How often reading it has failed. */
  readonly attempts: number
}

/** Pages of pictures, worked off one by one by text recognition. */
export interface ScansStore {
  /** The next to read, those that failed last; only of documents that are whole and that a file points at, and of none of `except`. */
  next(except: readonly string[]): ScanRecord | null
  counts(): { readonly read: number; readonly waiting: number; readonly failed: number }
  /** It was read, whether it holds text or not. */
  done(id: string): void
  /** Reading it failed with this code: once more if `again`. */
  failed(id: string, code: ErrorCode, again: boolean): void
  /** Pages of these files that were given up wait again. */
  retry(fileIds: readonly string[]): void
}

/** What the profile says of itself. */
export interface ProfileStore {
  /** Versions (parser, chunker) with which its documents were made; null in a new profile. */
  line(): string | null
  setLine(line: string): void
}

export interface SettingsStore {
  read(): Settings
  write(changes: Partial<Settings>): Settings
  /** What no window is shown, by name: keys of servers. Null where there is none. */
  secret(name: string): string | null
  keepSecret(name: string, value: string | null): void
}

export interface NetworkLogStore {
  append(entry: Omit<NetworkEntry, 'id'>): void
  latest(limit: number): readonly NetworkEntry[]
}

/**
 * All stores stand in one database. Writes are seen at once and reach the disk together, a moment later:
 * `committed` resolves when everything written before the call would survive a crash, or throws
 * `disk-full` or `data-folder-unusable` where it could not be kept.
 */
export interface Stores {
  readonly sources: SourcesStore
  readonly files: FilesStore
  readonly passages: PassagesStore
  readonly scans: ScansStore
  readonly profile: ProfileStore
  readonly settings: SettingsStore
  readonly networkLog: NetworkLogStore
  readonly conversations: ConversationsStore
  readonly dataSets: DataSetsStore
  readonly experiments: ExperimentsStore
  readonly trainings: TrainingsStore
  readonly adapters: AdaptersStore
  committed(): Promise<void>
  /** Like `committed`; afterwards what was deleted before stands in no file of the database. */
  scrubbed(): Promise<void>
  close(): void
}
