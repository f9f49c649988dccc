/** Where data sets are kept. Ids of other kinds of things are no ids here: they name nothing. Times are milliseconds since 1970. */
import type { DataSet, DataSetVersion, DraftPlan, Example, ExampleKind, ExampleState, FrozenExample, Removal, Split } from '../types/data-set.ts'

/** A data set without what is being done to it. */
export type StoredDataSet = Omit<DataSet, 'progress'>
export type NewExample = Omit<Example, 'id'>

export interface NewRemoval extends Removal {
  /** Files that its text comes from. Absolute paths. */
  readonly files: readonly string[]
}

export interface ExamplesQuery {
  /** These alone. */
  readonly ids?: readonly string[]
  readonly state?: ExampleState
  readonly kind?: ExampleKind
  readonly personalData?: boolean
  /** Each stands somewhere in its input or output, whatever the case. */
  readonly words?: readonly string[]
  /** The last example of the page before. */
  readonly after?: string
  readonly limit: number
}

export interface DataSetsStore {
  create(name: string, at: number): StoredDataSet
  /** Newest first. */
  list(): readonly StoredDataSet[]
  get(id: string): StoredDataSet | null
  /** Null where there is none of that id. */
  change(id: string, changes: { readonly name?: string; readonly plan?: DraftPlan }, at: number): StoredDataSet | null
  /** With its examples and versions. False where there is none of that id. */
  remove(id: string): boolean
  /** In this order. */
  add(id: string, examples: readonly NewExample[], at: number): readonly Example[]
  /** In the order they were made. */
  examples(id: string, query: ExamplesQuery): readonly Example[]
  example(id: string, exampleId: string): Example | null
  /** Returns how many of them are examples of this data set. */
  review(id: string, exampleIds: readonly string[], state: ExampleState, at: number): number
  /** Puts an example in place of the one of the same id. */
  save(id: string, example: Example, at: number): void
  /** Takes examples out (of `exampleIds` those that are there) and lists why. What never became an example is listed without an id. */
  takeOut(id: string, exampleIds: readonly string[], removals: readonly NewRemoval[], at: number): void
  /** Newest first. */
  removals(id: string, page: { readonly skip: number; readonly limit: number }): { readonly total: number; readonly removals: readonly Removal[] }
  /** Keeps a version with the next number. Examples in the order of their ids. */
  freeze(version: Omit<DataSetVersion, 'id' | 'number'>, examples: readonly FrozenExample[]): DataSetVersion
  version(versionId: string): DataSetVersion | null
  /** In the order they were made. */
  versionExamples(versionId: string, query: { readonly split?: Split; readonly after?: string; readonly limit: number }): readonly FrozenExample[]
  /** What quotes files of the source and of no other: how many examples and versions, and in which data sets. */
  quoting(sourceId: string): Quoting
  erase(quoting: Quoting): void
}

export interface Quoting {
  readonly examples: readonly string[]
  readonly removals: readonly string[]
  readonly versions: readonly string[]
  readonly dataSets: readonly string[]
}
