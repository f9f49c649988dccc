/**
 * Every call, once. Desktop, browser mode and command line derive from this; a new call is one
 * entry here and its handler in `core/engine/`.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { conversations } from './conversations.ts'
import { dataSets } from './data-sets.ts'
import { evidence } from './evidence.ts'
import { experiments } from './experiments.ts'
import { failsWith } from './fails-with.ts'
import { library } from './library.ts'
import { models } from './models.ts'
import { questions, search } from './questions.ts'
import { settings as allSettings, networkEntry } from './settings-schemas.ts'
import { adapters, training } from './training.ts'
import { id, path } from './values.ts'

const app = {
  /** Where and what this engine is. */
  info: oc.output(
    z.object({
      version: z.string(),
      door: z.enum(['desktop', 'browser', 'command-line']),
      platform: z.string(),
      folders: z.object({ data: path, database: path, index: path, uploads: path, logs: path }),
      embedding: z.object({ model: z.string(), revision: z.string(), dimensions: z.number().int(), maxTokens: z.number().int() }),
      /** Of scanned pages: names of installed data, and those that are used where none is chosen. */
      recognitionLanguages: z.object({ installed: z.array(z.string()).readonly(), usual: z.array(z.string()).readonly() }),
    }),
  ),
}

const settings = {
  get: oc.output(allSettings),
  /** As they are, then after each change, whichever window or command made it. */
  follow: oc.output(eventIterator(allSettings)),
  set: oc
    .input(allSettings.omit({ servers: true }).partial().strict())
    .errors(failsWith('setting-invalid'))
    .output(allSettings),
}

const network = {
  log: oc
    .input(z.strictObject({ limit: z.number().int().min(1).max(1_000).default(100) }))
    .output(z.object({ locked: z.boolean(), allowed: z.array(z.string()).readonly(), entries: z.array(networkEntry).readonly() })),
  lock: oc.input(z.strictObject({ locked: z.boolean() })).output(z.object({ locked: z.boolean() })),
}

const picks = {
  /** Command line door only, which main in Electron uses too: names dropped or chosen paths for its windows. */
  register: oc
    .input(z.strictObject({ paths: z.array(path).min(1).max(10_000) }))
    .errors(failsWith('door-refused'))
    .output(z.object({ picks: z.array(id).readonly() })),
  /** Browser mode has no system dialog: the engine lists folders, and names what it lists by pick. */
  browse: oc
    .input(z.strictObject({ pick: id.optional() }))
    .errors(failsWith('pick-unknown', 'path-unreadable', 'path-missing', 'door-refused'))
    .output(
      z.object({
        pick: id,
        path: path,
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

export const contract = {
  app,
  library,
  search,
  questions,
  conversations,
  evidence,
  models,
  dataSets,
  experiments,
  settings,
  network,
  picks,
  training,
  adapters,
  uploads,
}
export type Contract = typeof contract
