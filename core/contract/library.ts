/** The calls on sources, their files and the runs that read them. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { failsWith } from './fails-with.ts'
import * as s from './library-schemas.ts'
import { errorCode, id, password, path } from './values.ts'

const answers = z.enum(['keep', 'erase']).default('keep')

export const library = {
  /** Adds sources and starts a run over them. What cannot be added is named with its code; the rest goes on. */
  add: oc
    .input(
      z.strictObject({
        /** Command line only: windows name what was dropped or picked. */
        paths: z.array(path).max(10_000).optional(),
        picks: z.array(id).max(10_000).optional(),
        samples: z.boolean().optional(),
      }),
    )
    .errors(failsWith('door-refused', 'pick-unknown', 'usage'))
    .output(
      z.object({
        runId: id.nullable(),
        sources: z.array(s.source).readonly(),
        refused: z.array(z.object({ path: path, code: errorCode })).readonly(),
      }),
    ),
  /** Events of one run from its start to `done`; without `runId` of every run from now on, beginning with a snapshot if one is under way. */
  follow: oc.input(z.strictObject({ runId: id.optional() })).output(eventIterator(s.runEvent)),
  /** `recognition`: null where no page waits for it. */
  sources: oc.output(z.object({ sources: z.array(s.sourceStatus).readonly(), run: s.runSnapshot.nullable(), recognition: s.recognitionSnapshot.nullable() })),
  /** By path; `after` is the last path of the page before. */
  files: oc
    .input(
      s.filesQuery.extend({
        after: path.optional(),
        limit: z.number().int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.object({ files: z.array(s.fileStatus).readonly(), more: z.boolean() })),
  /** Files and folders whose names fit what was typed so far, best first. */
  complete: oc
    .input(z.strictObject({ text: z.string().max(300), limit: z.number().int().min(1).max(100).default(10) }))
    .output(z.object({ found: z.array(s.nameFound).readonly() })),
  /** What was not read, and what is missing of files that were, added up by source and reason. */
  report: oc.output(s.libraryReport),
  /** Where a file of the library stands on disk; null where there is no such file. */
  pathOf: oc.input(z.strictObject({ fileId: id })).output(z.object({ path: path.nullable() })),
  /** Reconciles with the disk now. */
  sync: oc
    .input(z.strictObject({ sourceIds: z.array(id).optional() }))
    .errors(failsWith('source-unknown'))
    .output(z.object({ runId: id })),
  /** Reads these files again whatever the store says of them: by id, or all that a query names. */
  retry: oc
    .input(z.union([z.strictObject({ fileIds: z.array(id).min(1).max(10_000), password }), z.strictObject({ files: s.filesQuery, password })]))
    .output(z.object({ runId: id })),
  /** Reads scanned pages from now on whenever no run is at work, as an engine with a window does by itself. */
  recognize: oc.output(z.object({ recognition: s.recognitionSnapshot.nullable() })),
  pause: oc.input(z.strictObject({ paused: z.boolean() })).output(z.object({ paused: z.boolean() })),
  /** What quotes its files: what `remove` may erase. */
  quoting: oc
    .input(z.strictObject({ sourceId: id }))
    .errors(failsWith('source-unknown'))
    .output(s.sourceQuoting),
  /**
   * Removes a source with everything that was made of it. The files on disk stay, and so do adapters. `erase`: what quotes it goes
   * too: answers with all that follows them, examples, and versions and experiments that hold one, whole.
   */
  remove: oc
    .input(z.union([z.strictObject({ sourceId: id, answers }), z.strictObject({ path: path, answers })]))
    .errors(failsWith('source-unknown'))
    .output(z.object({ path: path, files: z.number().int(), passages: z.number().int() })),
}
