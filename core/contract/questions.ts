/** The calls that search and answer. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { questionLimit } from '../types/answer.ts'
import * as s from './answer-schemas.ts'
import { failsWith } from './fails-with.ts'
import { id, modelName, path } from './values.ts'

const question = z.string().trim().min(1).max(questionLimit)

export const search = {
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
  'model-blind',
  'context-too-small',
  'ollama-absent',
  'ollama-hung',
  'ollama-rubbish',
  'ollama-too-old',
  'ollama-busy',
  'ollama-failed',
  'server-absent',
  'server-hung',
  'server-rubbish',
  'server-key',
  'server-busy',
  'server-elsewhere',
  'server-failed',
  'engine-missing',
  'gguf-broken',
  'gguf-not-chat',
  'gguf-adapter',
  'gguf-no-adapter',
  'gguf-unsupported',
  'adapter-mismatch',
  'model-process-stopped',
  'model-memory',
  'network-locked',
  'network-refused',
  'conversation-unknown',
  'message-unknown',
)

const model = modelName.nullable().optional()
/** The files, by id or by path where they are files of the library, and where question and answer are stored, with the question as the window puts it; absent: nothing is kept. */
const chosenFiles = {
  conversation: z.strictObject({ id: id.nullable(), parentId: id.nullable(), question }).optional(),
  fileIds: z.array(id).max(20).default([]),
  paths: z.array(path).max(20).default([]),
}

export const questions = {
  /** A question is being written: what its answer will need is started, so that it comes sooner. */
  prepare: oc.errors(failsWith('model-stopped')).output(z.void()),
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
