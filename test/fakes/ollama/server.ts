/**
 * A stand-in for Ollama that speaks the documented part of its protocol that Alcove uses, in the manner of the
 * version it is given, and misbehaves on demand. Whatever it was not told about makes it fail loudly: `close`
 * throws with the list.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startLocalServer } from '../local-server.ts'
import { createDisk } from './disk.ts'
import { makeModel } from './making.ts'
import { type Misbehaviour, misbehave } from './misbehaviour.ts'
import { describeModel, findModel, listModel } from './models.ts'
import { answerLoad, createStore, isEmptyChat } from './store.ts'
import { answerRenderOnly, isRenderOnly, streamAnswer } from './stream.ts'

export type { Misbehaviour } from './misbehaviour.ts'

export interface FakeModel {
  readonly name: string
  /** Tokens it was trained to read. */
  readonly contextLength?: number
  readonly family?: string
  /** `['completion']` unless told otherwise. */
  readonly capabilities?: readonly string[]
  /** Bytes; 1,300,000,000 unless told otherwise. */
  readonly size?: number
  /** Layers, key-value heads and numbers per head; not told where absent. */
  readonly shape?: readonly [layers: number, keyValueHeads: number, headLength: number]
  /** Makes it a stub of a cloud model. */
  readonly remote?: { readonly model: string; readonly host: string }
  /** Of its file, hex, and where that lies: below `/blobs` unless told otherwise. */
  readonly sha256?: string
  readonly path?: string
  /** `gguf` unless told otherwise. */
  readonly format?: string
  readonly modifiedAt?: string
  readonly template?: string
  readonly renderer?: string
  readonly parser?: string
  readonly system?: string
  readonly license?: string
  readonly requires?: string
  /** As they are printed: a list is its key again and again. */
  readonly parameters?: readonly (readonly [key: string, value: string | number | boolean])[]
  readonly messages?: readonly { readonly role: string; readonly content: string }[]
  /** SHA-256 of the adapters laid over it, and of the files that let it see. */
  readonly adapters?: readonly string[]
  readonly eyes?: readonly string[]
  /** Cannot be loaded. */
  readonly broken?: boolean
  /** What it answers, where that differs from the others. */
  readonly answer?: string
}

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed; null where there was none. */
  readonly body: unknown
}

export type Endpoint =
  | '/api/version'
  | '/api/status'
  | '/api/tags'
  | '/api/show'
  | '/api/chat'
  | '/api/ps'
  | '/api/pull'
  | '/api/delete'
  | '/api/blobs'
  | '/api/create'
  | '/api/copy'

export interface FakeOllamaOptions {
  /** `0.20.0` unless told otherwise: new. `0.9.6` is old (cuts in silence), `0.13.0` in between. */
  readonly version?: string
  readonly models?: readonly FakeModel[]
  readonly cloudDisabled?: boolean
  /** What is answered, markers and all; from the request where it is a function. */
  readonly answer?: string | ((messages: readonly { readonly role: string; readonly content: string }[]) => string)
  /** What can be fetched, in parts of these sizes, bytes. */
  readonly library?: Readonly<Record<string, readonly number[]>>
  /** The most context that memory allows: what is asked beyond is cut without a word. */
  readonly mostContext?: number
  /** How making a model goes: `late` leaves the client without an end and registers the model all the same. */
  readonly creating?: 'well' | 'disk-full' | 'cut' | 'late'
  /** What a model that was made answers, where it differs from its base. */
  readonly madeAnswer?: string
  /** Between two lines of making one. Milliseconds; 0 unless told otherwise. */
  readonly createPauseMs?: number
  /** What a thinking model thinks, when it is asked to. */
  readonly thoughts?: string
  /** As fast as can be unless told otherwise. */
  readonly tokensPerSecond?: number
  /** Per endpoint one way for ever, or a list that is used up call by call; `null` in it is good conduct. */
  readonly misbehaviour?: Partial<Record<Endpoint, Misbehaviour | readonly (Misbehaviour | null)[]>>
  readonly port?: number
}

export interface FakeOllama {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly requests: readonly FakeRequest[]
  /** Answers that the client left before their end. */
  readonly abandoned: () => number
  /** Calls being answered now. */
  readonly answering: () => number
  /** Names of models in memory. */
  readonly loaded: () => readonly string[]
  /** Names of all models, those that Alcove hides included. */
  readonly names: () => readonly string[]
  readonly model: (name: string) => FakeModel | undefined
  /** SHA-256 of the files that were sent and are still there. */
  readonly blobs: () => readonly string[]
  /** As a new start does: what no model needs vanishes. */
  restart(): void
  /** Changes what it does from now on. */
  set(changes: Partial<FakeOllamaOptions>): void
  close(): Promise<void>
}

export async function startFakeOllama(options: FakeOllamaOptions = {}): Promise<FakeOllama> {
  let now = withDefaults(options)
  const used = new Map<string, number>()
  const requests: FakeRequest[] = []
  const unexpected: string[] = []
  let abandoned = 0
  let answering = 0
  const store = createStore()
  const disk = createDisk(() => now.models.flatMap(filesOf))

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? ''
    const sent = blobIn(path)
    const text = sent === null ? await readBody(incoming) : ''
    const request: FakeRequest = { method: incoming.method ?? '', path, headers: incoming.headers, body: text === '' ? null : JSON.parse(text) }
    requests.push(request)
    answering += 1
    response.once('close', () => {
      answering -= 1
      if (!response.writableFinished) abandoned += 1
    })
    const bad = misbehaviourFor(sent === null ? path : '/api/blobs')
    if (bad) return misbehave(bad, response)
    if (sent !== null) return await disk.answer(sent, incoming, response)
    const complaint = await respond(request, response)
    if (complaint === null) return
    unexpected.push(`${request.method} ${path}: ${complaint}`)
    json(response, 500, { error: `the fake was not told about this: ${complaint}` })
  }

  function misbehaviourFor(path: string): Misbehaviour | null {
    const plan = now.misbehaviour[path as Endpoint]
    if (plan === undefined || typeof plan === 'string') return plan ?? null
    const at = used.get(path) ?? 0
    used.set(path, at + 1)
    return plan[at] ?? null
  }

  /** Null when it answered; else what it was not told about. */
  async function respond({ method, path, body }: FakeRequest, response: ServerResponse): Promise<string | null> {
    const newer = (wanted: string) => atLeast(now.version, wanted)
    switch (`${method} ${path}`) {
      case 'GET /api/version':
        return json(response, 200, { version: now.version })
      case 'GET /api/status':
        return newer('0.16.2') ? json(response, 200, { cloud: { disabled: now.cloudDisabled, source: 'none' } }) : 'no such call in this version'
      case 'GET /api/tags':
        return json(response, 200, { models: now.models.map((model) => listModel(model, newer)) })
      case 'POST /api/show': {
        const model = findModel(now.models, nameIn(body), newer)
        return model ? json(response, 200, describeModel(model)) : json(response, 404, { error: 'model not found' })
      }
      case 'POST /api/chat': {
        const model = findModel(now.models, nameIn(body), newer)
        if (!model) return json(response, 404, { error: 'model not found' })
        if (model.broken) return json(response, 500, { error: 'unable to load model' })
        if (isRenderOnly(body)) return answerRenderOnly(response, body, model, newer)
        const context = store.load(model, body, now.mostContext)
        return isEmptyChat(body)
          ? answerLoad(response, body, model)
          : streamAnswer(response, body, { ...model, contextLength: context }, model.answer === undefined ? now : { ...now, answer: model.answer }, newer)
      }
      case 'GET /api/ps':
        return json(response, 200, { models: store.list(newer) })
      case 'POST /api/pull': {
        const name = nameIn(body)
        const parts = now.library[name]
        if (!parts) return json(response, 200, { error: 'pull model manifest: file does not exist' })
        await store.pull(response, name, parts, now.tokensPerSecond)
        if (!response.destroyed)
          now = { ...now, models: [...now.models.filter((model) => model.name !== name), { name, size: parts.reduce((sum, part) => sum + part, 0) }] }
        return null
      }
      case 'POST /api/create':
        return await makeModel(response, body, {
          newer,
          disk,
          models: () => now.models,
          how: now.creating,
          pauseMs: now.createPauseMs,
          register: (made) => {
            const model = now.madeAnswer === undefined ? made : { ...made, answer: now.madeAnswer }
            now = { ...now, models: [...now.models.filter(({ name }) => name !== model.name), model] }
          },
        })
      case 'POST /api/copy': {
        const { source, destination } = body as { readonly source: string; readonly destination: string }
        const model = now.models.find(({ name }) => name === source)
        if (!model) return json(response, 404, { error: `model "${source}" not found` })
        now = { ...now, models: [...now.models.filter(({ name }) => name !== destination), { ...model, name: destination }] }
        response.writeHead(200).end()
        return null
      }
      case 'DELETE /api/delete': {
        const name = nameIn(body)
        if (!now.models.some((model) => model.name === name)) return json(response, 404, { error: 'model not found' })
        now = { ...now, models: now.models.filter((model) => model.name !== name) }
        response.writeHead(200).end()
        return null
      }
      default:
        return 'unknown call'
    }
  }

  const { address, close } = await startLocalServer('the fake Ollama', answer, unexpected, options.port)
  return {
    address,
    requests,
    abandoned: () => abandoned,
    answering: () => answering,
    loaded: store.loaded,
    names: () => now.models.map(({ name }) => name),
    model: (name) => now.models.find((model) => model.name === name),
    blobs: disk.all,
    restart() {
      disk.keepOnly(now.models.flatMap(filesOf))
    },
    set(changes) {
      now = { ...now, ...changes }
      used.clear()
    },
    close,
  }
}

function withDefaults(options: FakeOllamaOptions) {
  return {
    version: '0.20.0',
    models: [{ name: 'small:1b' }] as readonly FakeModel[],
    cloudDisabled: false,
    answer: 'The documents say so [1].',
    tokensPerSecond: Number.POSITIVE_INFINITY,
    creating: 'well' as const,
    createPauseMs: 0,
    misbehaviour: {},
    library: {} as Readonly<Record<string, readonly number[]>>,
    ...options,
  } satisfies FakeOllamaOptions
}

/** SHA-256 of the files that a model is made of. */
function filesOf({ sha256, adapters = [], eyes = [] }: FakeModel): readonly string[] {
  return [...(sha256 === undefined ? [] : [sha256]), ...adapters, ...eyes]
}

/** The digest that a call about a file names. */
function blobIn(path: string): string | null {
  return path.startsWith('/api/blobs/') ? path.slice('/api/blobs/'.length) : null
}

function json(response: ServerResponse, status: number, value: unknown): null {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
  return null
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

function nameIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : ''
}

function atLeast(version: string, wanted: string): boolean {
  const own = version.split('.').map((part) => Number.parseInt(part, 10))
  if (own.every((part) => part === 0)) return true
  for (const [at, part] of wanted.split('.').map(Number).entries()) if (own[at] !== part) return (own[at] ?? 0) > part
  return true
}
