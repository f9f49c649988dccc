/** The calls on data sets. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { dataSetFormats, splits } from '../types/data-set.ts'
import * as d from './data-set-schemas.ts'
import { failsWith } from './fails-with.ts'
import { count, id } from './values.ts'

const known = failsWith('data-set-unknown')
const ofSet = z.strictObject({ id })
const format = z.enum(dataSetFormats)
const page = { after: id.optional(), limit: z.number().int().min(1).max(500).default(100) }

export const dataSets = {
  /** All of them, newest first: now and at every change. */
  follow: oc.output(eventIterator(z.array(d.dataSet).readonly())),
  list: oc.output(z.object({ dataSets: z.array(d.dataSet).readonly() })),
  get: oc.input(ofSet).errors(known).output(d.dataSet),
  create: oc
    .input(z.strictObject({ name: d.dataSetName }))
    .errors(failsWith('data-set-exists'))
    .output(d.dataSet),
  rename: oc
    .input(z.strictObject({ id, name: d.dataSetName }))
    .errors(failsWith('data-set-unknown', 'data-set-exists'))
    .output(d.dataSet),
  /** With its examples and versions. Trainings and experiments keep what they measured. */
  remove: oc.input(ofSet).errors(known).output(z.object({})),
  /** Drafts examples and adds them, waiting for review. Goes on when the window closes; see `follow`. One at a time for each data set. */
  draft: oc
    .input(z.strictObject({ id, plan: d.draftPlan }))
    .errors(failsWith('data-set-unknown', 'source-unknown', 'model-missing', 'model-remote', 'input-invalid'))
    .output(d.dataSet),
  stopDraft: oc.input(ofSet).errors(known).output(d.dataSet),
  /** In the order they were made, those of `exampleIds` and of `state` alone where these are given, with `query` those that hold all its words. */
  examples: oc
    .input(
      z.strictObject({
        id,
        exampleIds: z.array(id).min(1).max(500).optional(),
        state: d.exampleState.optional(),
        kind: d.exampleKind.optional(),
        personalData: z.boolean().optional(),
        query: z.string().trim().max(500).optional(),
        ...page,
      }),
    )
    .errors(known)
    .output(z.object({ examples: z.array(d.example).readonly(), more: z.boolean() })),
  /** Accepts, rejects or puts back; what was frozen stays as it was. */
  review: oc
    .input(z.strictObject({ id, exampleIds: z.array(id).min(1).max(10_000), state: d.exampleState }))
    .errors(failsWith('data-set-unknown', 'example-unknown'))
    .output(d.dataSet),
  /** Writes an example anew; it is then accepted. */
  edit: oc
    .input(z.strictObject({ id, exampleId: id, text: d.exampleText }))
    .errors(failsWith('data-set-unknown', 'example-unknown', 'input-invalid'))
    .output(d.example),
  /** Takes out duplicates, what is empty, too long or far off; `maxTokens` in the embedding model's count. */
  clean: oc
    .input(z.strictObject({ id, maxTokens: z.number().int().min(16).max(32_768).default(2_048) }))
    .errors(known)
    .output(z.object({ removed: count, dataSet: d.dataSet })),
  /** What was taken out and why, the newest first; `skip` those of the pages before. */
  removals: oc
    .input(z.strictObject({ id, skip: count.default(0), limit: page.limit }))
    .errors(known)
    .output(z.object({ total: count, removals: z.array(d.removal).readonly() })),
  /** Splits the accepted examples by groups of documents and keeps them as a version. Shares of train and validation; test gets the rest. */
  freeze: oc
    .input(z.strictObject({ id, seed: z.number().int().min(0).max(2_147_483_647).default(1), train: d.share.default(0.7), validation: d.share.default(0.1) }))
    .errors(failsWith('data-set-unknown', 'data-set-small', 'input-invalid'))
    .output(d.dataSetVersion),
  versionExamples: oc
    .input(z.strictObject({ versionId: id, split: z.enum(splits).optional(), ...page }))
    .errors(failsWith('version-unknown'))
    .output(z.object({ examples: z.array(d.frozenExample).readonly(), more: z.boolean() })),
  /** Whether training on `train` would have seen what is measured on. */
  leaks: oc
    .input(z.strictObject({ versionId: id }))
    .errors(failsWith('version-unknown'))
    .output(z.object({ leaks: z.array(d.leak).readonly() })),
  /** Of a version one split or all, as one file each way; without a version the accepted examples as they are. */
  export: oc
    .input(z.strictObject({ id, versionId: id.optional(), split: z.enum(splits).optional(), format }))
    .errors(failsWith('data-set-unknown', 'version-unknown'))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), content: z.instanceof(Blob) })),
  /** Takes in JSONL or CSV of any of our formats, told apart by what stands in it; lines that are none are listed as removed. */
  import: oc
    .input(z.strictObject({ id, content: z.instanceof(Blob) }))
    .errors(failsWith('data-set-unknown', 'data-set-file-large'))
    .output(z.object({ added: count, removed: count, dataSet: d.dataSet })),
}
