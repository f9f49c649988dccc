/**
 * Every call, once. Desktop, browser mode and command line derive from this; a new call is one
 * entry here and its handler in `core/engine/`.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { questionLimit } from '../types/answer.ts'
import { blockKinds } from '../types/document.ts'
import { modelName } from './conversation-schemas.ts'
import { conversations } from './conversations.ts'
import { failsWith } from './fails-with.ts'
import { models } from './models.ts'
import * as s from './schemas.ts'

const id = z.string().min(1).max(100)
/** Opens an encrypted file, for this call only; kept nowhere. UTF-16 code units. */
const password = z.string().min(1).max(1_000).optional()
const answers = z.enum(['keep', 'erase']).default('keep')
const question = z.string().trim().min(1).max(questionLimit)

const app = {
  /** Where and what this engine is. */
  info: oc.output(
    z.object({
      version: z.string(),
      door: z.enum(['desktop', 'browser', 'command-line']),
      platform: z.string(),
      folders: z.object({ data: s.path, database: s.path, index: s.path, uploads: s.path, logs: s.path }),
      embedding: z.object({ model: z.string(), revision: z.string(), dimensions: z.number().int(), maxTokens: z.number().int() }),
      /** Of scanned pages: names of installed data, and those that are used where none is chosen. */
      recognitionLanguages: z.object({ installed: z.array(z.string()).readonly(), usual: z.array(z.string()).readonly() }),
    }),
  ),
}

const library = {
  /** Adds sources and starts a run over them. What cannot be added is named with its code; the rest goes on. */
  add: oc
    .input(
      z.strictObject({
        /** Command line only: windows name what was dropped or picked. */
        paths: z.array(s.path).max(10_000).optional(),
        picks: z.array(id).max(10_000).optional(),
        samples: z.boolean().optional(),
      }),
    )
    .errors(failsWith('door-refused', 'pick-unknown', 'usage'))
    .output(
      z.object({
        runId: id.nullable(),
        sources: z.array(s.source).readonly(),
        refused: z.array(z.object({ path: s.path, code: s.errorCode })).readonly(),
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
        after: s.path.optional(),
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
  pathOf: oc.input(z.strictObject({ fileId: id })).output(z.object({ path: s.path.nullable() })),
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
  /** Removes a source with everything that was made of it. The files on disk stay. `erase`: stored answers that quote it go too, with all that follows them. */
  remove: oc
    .input(z.union([z.strictObject({ sourceId: id, answers }), z.strictObject({ path: s.path, answers })]))
    .errors(failsWith('source-unknown'))
    .output(z.object({ path: s.path, files: z.number().int(), passages: z.number().int() })),
}

const search = {
  find: oc
    .input(
      z.strictObject({ query: question, k: z.number().int().min(1).max(1_000).default(10), mode: s.searchMode.default('hybrid'), scope: s.scope.default({}) }),
    )
    .errors(failsWith('model-stopped', 'source-unknown'))
    .output(
      z.object({
        query: z.string(),
        results: z.array(s.found).readonly(),
        /** Milliseconds by step, and `total`. */
        timings: z.record(z.string(), z.number()),
      }),
    ),
}

const answerFails = failsWith(
  'source-unknown',
  'model-stopped',
  'model-missing',
  'model-remote',
  'model-cut',
  'context-too-small',
  'ollama-absent',
  'ollama-hung',
  'ollama-rubbish',
  'ollama-too-old',
  'ollama-busy',
  'ollama-failed',
  'network-locked',
  'network-refused',
  'conversation-unknown',
  'message-unknown',
)

const model = modelName.nullable().optional()
/** By id, or by path where they are files of the library. */
/** The files, and where question and answer are stored, with the question as the window puts it; absent: nothing is kept. */
const chosenFiles = {
  conversation: z.strictObject({ id: id.nullable(), parentId: id.nullable(), question }).optional(),
  fileIds: z.array(id).max(20).default([]),
  paths: z.array(s.path).max(20).default([]),
}

const questions = {
  /**
   * Streams one answer; closing the stream stops the model. `model`: a name, null for quotes; absent: that of the conversation,
   * else of the settings. `scope` likewise. With `conversation` question and answer are stored in it: under the answer
   * `parentId`, or at its root; without, nothing is kept.
   */
  ask: oc
    .input(
      z.strictObject({
        question,
        scope: s.scope.optional(),
        model,
        /** `id` null: a new one. */
        conversation: z.strictObject({ id: id.nullable(), parentId: id.nullable() }).optional(),
        images: z.array(z.instanceof(Blob)).max(8).optional(),
        /** False: the question's own words limit nothing and ask for no list. */
        understand: z.boolean().optional(),
      }),
    )
    .errors(answerFails)
    .output(eventIterator(s.answerPart)),
  /** Another answer to a stored question, beside those that it has. */
  again: oc
    .input(z.strictObject({ questionId: id, model }))
    .errors(answerFails)
    .output(eventIterator(s.answerPart)),
  /** Goes on where a stored answer was stopped or reached its limit: what comes is added to that answer. `text-delta` has what is new. */
  continue: oc
    .input(z.strictObject({ answerId: id }))
    .errors({ ...answerFails, ...failsWith('continue-impossible') })
    .output(eventIterator(s.answerPart)),
  /**
   * Another page of the list that answers a question, as its `question` and `within` give it again; null where the question counts or
   * lists nothing. `after`: the id of the last file of the page before.
   */
  list: oc
    .input(
      z.strictObject({
        question,
        within: s.earlierLists.default([]),
        scope: s.scope.default({}),
        after: id.nullable().default(null),
        limit: z.number().int().min(1).max(1_000).default(200),
      }),
    )
    .errors(failsWith('source-unknown', 'index-broken'))
    .output(z.object({ list: s.answerList.nullable() })),
  /** Streams a summary of whole files, section by section, each sentence cited. Files by id or path; `progress` parts say how far it is. */
  summarise: oc
    .input(z.strictObject({ ...chosenFiles, model }))
    .errors({ ...answerFails, ...failsWith('file-gone', 'input-invalid') })
    .output(eventIterator(s.answerPart)),
  /** Streams what is the same in two to five files and what differs, each sentence cited. */
  compare: oc
    .input(z.strictObject({ ...chosenFiles, model }))
    .errors({ ...answerFails, ...failsWith('file-gone', 'input-invalid') })
    .output(eventIterator(s.answerPart)),
}

const evidenceFails = failsWith(
  'file-gone',
  'file-changed',
  'file-unreadable',
  'file-broken',
  'file-encrypted',
  'password-wrong',
  'encryption-unsupported',
  'page-missing',
  'parser-crashed',
  'parser-timeout',
  'parser-memory',
  'parser-output',
)

const shownBlock = z.object({
  /** From 1, in reading order. */
  number: z.number().int(),
  kind: z.enum(blockKinds),
  level: z.number().int().optional(),
  text: z.string(),
  /** On a table that begins in the middle of a larger one: that one's first row, cells joined by tabs. */
  header: z.string().optional(),
  lines: z.tuple([z.number().int(), z.number().int()]).optional(),
  /** On a sheet: its name, the first column (from 1), and the row of each line of the text. */
  cells: z.object({ sheet: z.string(), column: z.number().int(), rows: z.array(z.number().int()).readonly() }).optional(),
  slide: z.object({ slide: z.number().int(), shape: z.number().int() }).optional(),
  /** The part of a message, or the attachment, that it stands in. */
  part: z.object({ message: z.number().int(), part: z.string() }).optional(),
  hidden: z.literal(true).optional(),
  /** Whether the anchor covers (part of) this block. */
  marked: z.boolean(),
})

const evidence = {
  /** One page of a cited document, drawn, and where the quote stands on it. `file-changed` where the file is no longer the one that was cited. */
  page: oc
    .input(
      z.strictObject({
        fileId: id,
        contentHash: z.string(),
        password,
        page: z.number().int().min(1),
        /** The attachment that it is a page of. */
        within: z.strictObject({ message: z.number().int().min(1), part: z.string().max(4_000) }).optional(),
        scale: z.number().min(0.5).max(4).default(2),
        quote: z
          .strictObject({ text: z.string().max(20_000), passage: s.rects })
          .nullable()
          .default(null),
      }),
    )
    .errors(evidenceFails)
    .output(z.object({ picture: z.instanceof(Blob), width: z.number(), height: z.number(), pages: z.number().int(), quoteRects: s.rects })),
  /** The text around an anchor, as blocks: of its file, or of the mail, attachment or sheet that it stands in. */
  text: oc
    .input(
      z.strictObject({
        fileId: id,
        contentHash: z.string(),
        password,
        anchor: s.anchor,
        /** The blocks next to those that are shown: before this block's number, or after it. */
        beyond: z.union([z.strictObject({ before: z.number().int().min(1) }), z.strictObject({ after: z.number().int().min(1) })]).optional(),
      }),
    )
    .errors(evidenceFails)
    .output(
      z.object({
        blocks: z.array(shownBlock).readonly(),
        /** Headers of the message that the anchor stands in, whether they are among the blocks or not. */
        headers: z.array(shownBlock).readonly(),
        /** Whether the document has blocks before or after these. */
        before: z.boolean(),
        after: z.boolean(),
      }),
    ),
}

const settings = {
  get: oc.output(s.settings),
  /** As they are, then after each change, whichever window or command made it. */
  follow: oc.output(eventIterator(s.settings)),
  set: oc
    .input(s.settings.omit({ servers: true }).partial().strict())
    .errors(failsWith('setting-invalid'))
    .output(s.settings),
}

const network = {
  log: oc
    .input(z.strictObject({ limit: z.number().int().min(1).max(1_000).default(100) }))
    .output(z.object({ locked: z.boolean(), allowed: z.array(z.string()).readonly(), entries: z.array(s.networkEntry).readonly() })),
  lock: oc.input(z.strictObject({ locked: z.boolean() })).output(z.object({ locked: z.boolean() })),
}

const picks = {
  /** Command line door only, which main in Electron uses too: names dropped or chosen paths for its windows. */
  register: oc
    .input(z.strictObject({ paths: z.array(s.path).min(1).max(10_000) }))
    .errors(failsWith('door-refused'))
    .output(z.object({ picks: z.array(id).readonly() })),
  /** Browser mode has no system dialog: the engine lists folders, and names what it lists by pick. */
  browse: oc
    .input(z.strictObject({ pick: id.optional() }))
    .errors(failsWith('pick-unknown', 'path-unreadable', 'path-missing', 'door-refused'))
    .output(
      z.object({
        pick: id,
        path: s.path,
        parent: id.nullable(),
        entries: z.array(z.object({ pick: id, name: z.string(), kind: z.enum(['folder', 'file']), size: z.number().nullable() })).readonly(),
      }),
    ),
}

/** Browser mode cannot see a dropped file's path: its bytes go into a managed folder, which then is a source. */
const uploads = {
  begin: oc.input(z.strictObject({ name: z.string().min(1).max(500) })).output(z.object({ uploadId: id })),
  put: oc
    .input(
      z.strictObject({
        uploadId: id,
        /** Folders and name as dropped, `/` between; checked, never trusted. */
        path: z.string().min(1).max(4_000),
        /** Bytes already sent of this file. */
        offset: z.number().int().nonnegative(),
        chunk: z.instanceof(Blob),
      }),
    )
    .errors(failsWith('input-invalid', 'upload-too-large', 'disk-full'))
    .output(z.object({ size: z.number().int() })),
  /** Makes the upload one pick for `library.add`. */
  finish: oc
    .input(z.strictObject({ uploadId: id }))
    .errors(failsWith('input-invalid'))
    .output(z.object({ pick: id })),
}

export const contract = { app, library, search, questions, conversations, evidence, models, settings, network, picks, uploads }
export type Contract = typeof contract
