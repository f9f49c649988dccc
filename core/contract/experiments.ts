/** The calls on experiments. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { armKinds, reportFormats } from '../types/experiment.ts'
import * as e from './experiment-schemas.ts'
import { failsWith } from './fails-with.ts'
import { id, modelName } from './values.ts'

const known = failsWith('experiment-unknown')
const one = z.strictObject({ id })

export const experiments = {
  /** All of them, newest first: now and at every change. */
  follow: oc.output(eventIterator(z.array(e.experiment).readonly())),
  list: oc.output(z.object({ experiments: z.array(e.experiment).readonly() })),
  /** Asks the questions of a version's test split of each arm, arm by arm. Goes on when the window closes. Refused with `leak-found` where training saw them. */
  start: oc
    .input(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        versionId: id,
        arms: z
          .array(z.strictObject({ kind: z.enum(armKinds), model: modelName }))
          .min(1)
          .max(12),
        settings: e.experimentSettings,
      }),
    )
    .errors(
      failsWith('version-unknown', 'leak-found', 'model-missing', 'model-remote', 'adapter-unchecked', 'data-set-small', 'experiment-context', 'input-invalid'),
    )
    .output(e.experiment),
  pause: oc.input(one).errors(known).output(e.experiment),
  /** Goes on with the questions that have no answer yet; `failed`: asks those anew that failed. */
  resume: oc
    .input(z.strictObject({ id, failed: z.boolean().default(false) }))
    .errors(known)
    .output(e.experiment),
  remove: oc.input(one).errors(known).output(z.object({})),
  results: oc.input(one).errors(known).output(e.experimentResults),
  /** Question by question. `differing`: only where arms differ in the main measure. */
  rows: oc
    .input(
      z.strictObject({
        id,
        differing: z.boolean().default(false),
        skip: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .errors(known)
    .output(z.object({ total: z.number().int(), rows: z.array(e.experimentRow).readonly() })),
  /** The next two answers to be rated with their arms hidden; null where all were. */
  pair: oc.input(one).errors(known).output(e.blindPair.nullable()),
  rate: oc
    .input(z.strictObject({ id, pairId: id, better: z.enum(['left', 'right', 'neither']) }))
    .errors(failsWith('experiment-unknown', 'input-invalid'))
    .output(e.blindPair.nullable()),
  advise: oc
    .input(z.strictObject({ id: id.nullable(), questions: e.adviceQuestions }))
    .errors(known)
    .output(e.advice),
  /** Stands for itself, runs nothing and prints well. */
  report: oc
    .input(z.strictObject({ id, format: z.enum(reportFormats), questions: e.adviceQuestions.optional() }))
    .errors(known)
    .output(z.object({ fileName: z.string(), mediaType: z.string(), content: z.instanceof(Blob) })),
}
