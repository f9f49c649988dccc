/** The calls on training and on the adapters that come of it. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { failsWith } from './fails-with.ts'
import * as t from './training-schemas.ts'
import { count, id, modelName } from './values.ts'

const known = failsWith('training-unknown')
const one = z.strictObject({ id })
/** One training each, one after the other. */
const sweep = z.array(t.trainingSettings).min(1).max(20)
const startFails = failsWith(
  'version-unknown',
  'trainer-missing',
  'trainer-unfit',
  'model-missing',
  'model-remote',
  'base-unusable',
  'base-file-denied',
  'base-file-elsewhere',
  'path-missing',
  'path-unreadable',
  'door-refused',
  'leak-found',
  'gguf-broken',
  'gguf-unsupported',
  'data-set-small',
  'input-invalid',
)

export const training = {
  /** Whether this computer can train: now and at every change. */
  followTrainer: oc.output(eventIterator(t.trainerState)),
  trainer: oc.output(t.trainerState),
  /** Fetches the trainer's packages, which goes through the gate. Goes on when the window closes. */
  install: oc.errors(failsWith('trainer-unfit', 'network-locked', 'network-refused', 'disk-full')).output(t.trainerState),
  stopInstall: oc.output(t.trainerState),
  uninstall: oc.output(t.trainerState),
  /** All trainings, newest first: now and at every change. */
  follow: oc.output(eventIterator(z.array(t.training).readonly())),
  list: oc.output(z.object({ trainings: z.array(t.training).readonly() })),
  get: oc.input(one).errors(known).output(t.training),
  /** Memory and time before anything is started; `dryRun` tries a few steps for the time. */
  estimate: oc
    .input(z.strictObject({ versionId: id, base: t.trainingBase, settings: sweep, dryRun: z.boolean().default(false) }))
    .errors(startFails)
    .output(t.trainingEstimate),
  /** Trains one after the other, each with its settings: one, or a sweep that keeps the best by validation. */
  start: oc
    .input(
      z.strictObject({
        name: z
          .string()
          .trim()
          .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u),
        versionId: id,
        base: t.trainingBase,
        settings: sweep,
      }),
    )
    .errors(startFails)
    .output(z.object({ trainings: z.array(t.training).readonly() })),
  pause: oc.input(one).errors(known).output(t.training),
  /** Goes on from the last checkpoint: paused, failed, or cut off by a crash. */
  resume: oc
    .input(one)
    .errors(failsWith('training-unknown', 'trainer-missing', 'trainer-unfit'))
    .output(t.training),
  /** For good; its files are removed. */
  stop: oc.input(one).errors(known).output(t.training),
  remove: oc.input(one).errors(known).output(z.object({})),
  /** What the trainer wrote, the last lines. */
  log: oc
    .input(z.strictObject({ id, lines: z.number().int().min(1).max(5_000).default(200) }))
    .errors(known)
    .output(z.object({ lines: z.array(z.string()).readonly() })),
}

const adapterKnown = failsWith('adapter-unknown')
const ofAdapter = z.strictObject({ model: modelName })

export const adapters = {
  /** All of them: now and at every change. */
  follow: oc.output(eventIterator(z.array(t.adapter).readonly())),
  list: oc.output(z.object({ adapters: z.array(t.adapter).readonly() })),
  get: oc.input(ofAdapter).errors(adapterKnown).output(t.adapter),
  /** Whether it may answer: base, template, tokenizer, that it is alive, and sound answers. Reports as it goes; the last part carries the adapter. */
  check: oc
    .input(ofAdapter)
    .errors(failsWith('adapter-unknown', 'model-missing', 'gguf-broken', 'adapter-mismatch', 'model-memory', 'model-process-stopped', 'engine-missing'))
    .output(eventIterator(z.object({ done: count, total: count, adapter: t.adapter.nullable() }))),
  /** What putting it into Ollama would take: the routes that its server offers, and bytes on disk. */
  routes: oc
    .input(ofAdapter)
    .errors(adapterKnown)
    .output(z.object({ routes: z.array(z.object({ route: t.adapterRoute, possible: z.boolean(), size: count.nullable() })).readonly() })),
  /** Makes a model of it in Ollama. Reports bytes as it goes; the last part carries the adapter. */
  deploy: oc
    .input(z.strictObject({ model: modelName, route: z.enum(['merged', 'adapter']), name: modelName }))
    .errors(
      failsWith(
        'adapter-unknown',
        'adapter-unchecked',
        'adapter-mismatch',
        'gguf-broken',
        'gguf-unsupported',
        'model-missing',
        'model-remote',
        'model-exists',
        'model-name-invalid',
        'base-unusable',
        'adapter-refused',
        'adapter-broken',
        'merge-unsupported',
        'merge-stopped',
        'create-failed',
        'create-cut',
        'created-broken',
        'created-unlike',
        'disk-short',
        'model-fixed',
        'network-locked',
        'network-refused',
        'disk-full',
        'path-unreadable',
        'ollama-absent',
        'ollama-hung',
        'ollama-rubbish',
        'ollama-too-old',
        'ollama-busy',
        'ollama-failed',
      ),
    )
    .output(
      eventIterator(z.object({ stage: z.enum(['hash', 'upload', 'create', 'check', 'done']), done: count, total: count, adapter: t.adapter.nullable() })),
    ),
  /** Takes it away again, from Ollama (`deployment`: that model's name) or for good. */
  remove: oc
    .input(z.strictObject({ model: modelName, deployment: modelName.optional() }))
    .errors(failsWith('adapter-unknown', 'model-missing', 'network-locked', 'ollama-absent', 'ollama-hung', 'ollama-rubbish', 'ollama-failed'))
    .output(z.object({})),
}
