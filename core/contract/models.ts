/** Calls about chat models and the programs that run them. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { failsWith } from './fails-with.ts'
import { modelDetails, modelsState, pull, serverId, suggestion } from './model-schemas.ts'
import { id, modelName, path } from './values.ts'

const ollamaFails = ['ollama-absent', 'ollama-hung', 'ollama-rubbish', 'ollama-too-old', 'ollama-busy', 'ollama-failed'] as const
const serverFails = ['server-absent', 'server-hung', 'server-rubbish', 'server-key', 'server-busy', 'server-failed'] as const
const modelFails = failsWith(
  'model-missing',
  'model-remote',
  'model-fixed',
  'engine-missing',
  'network-locked',
  'network-refused',
  'context-too-small',
  ...ollamaFails,
  ...serverFails,
)
const named = z.strictObject({ name: modelName })
/** A file on disk: by pick from windows, by path from the command line only. */
const file = { path: path.optional(), pick: id.optional() }
const fileFails = failsWith(
  'door-refused',
  'pick-unknown',
  'path-missing',
  'path-unreadable',
  'usage',
  'engine-missing',
  'model-missing',
  'disk-full',
  'gguf-broken',
  'safetensors-broken',
  'adapter-broken',
  'adapter-unsupported',
  'adapter-mismatch',
)

export const models = {
  /** Every engine, what it has, what is loaded, and downloads. Asks all engines. */
  state: oc.output(modelsState),
  /** Well-known models, weighed against this computer's memory (bytes) before anything is downloaded. */
  suggestions: oc.output(z.object({ memory: z.number(), suggestions: z.array(suggestion).readonly() })),
  show: oc.input(named).errors(modelFails).output(modelDetails),
  /** Has Ollama download a model. Goes on when the window closes; see `followPulls`. */
  pull: oc.input(named).errors(failsWith('model-remote', 'network-locked')).output(pull),
  /** All downloads, now and at every change. */
  followPulls: oc.output(eventIterator(z.array(pull).readonly())),
  cancelPull: oc.input(z.strictObject({ id })).output(z.object({})),
  /** Removes a model from the disk. */
  remove: oc.input(named).errors(modelFails).output(z.object({})),
  load: oc.input(named).errors(modelFails).output(z.object({})),
  unload: oc.input(named).errors(modelFails).output(z.object({})),
  /** Makes a model of a GGUF file. */
  addFile: oc
    .input(z.strictObject(file))
    .errors(fileFails)
    .output(z.object({ name: z.string() })),
  addAdapter: oc
    .input(z.strictObject({ ...file, base: modelName, scale: z.number().min(0).max(4).default(1) }))
    .errors(fileFails)
    .output(z.object({ name: z.string() })),
  /** Enters an OpenAI-compatible server, or changes the one of that id. `key` absent: as before, null: none. `elsewhere`: the user knows that text sent there leaves this computer. */
  addServer: oc
    .input(
      z.strictObject({
        id: serverId,
        address: z.string().trim().min(1).max(500),
        key: z.string().min(1).max(2_000).nullable().optional(),
        elsewhere: z.boolean().default(false),
      }),
    )
    .errors(failsWith('setting-invalid', 'server-elsewhere'))
    .output(z.object({})),
  removeServer: oc.input(z.strictObject({ id: serverId })).output(z.object({})),
}
