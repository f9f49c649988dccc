/** `/api/create`, in the order in which each version refuses and works (server/create.go). */
import type { ServerResponse } from 'node:http'
import type { Disk } from './disk.ts'
import { findModel } from './models.ts'
import type { FakeModel, FakeOllamaOptions } from './server.ts'

interface CreateBody {
  readonly model?: string
  readonly from?: string
  readonly files?: Readonly<Record<string, string>>
  readonly adapters?: Readonly<Record<string, string>>
  readonly template?: string
  readonly renderer?: string
  readonly parser?: string
  readonly system?: string
  readonly license?: string
  readonly requires?: string
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly messages?: FakeModel['messages']
  readonly capabilities?: readonly string[]
  readonly quantize?: string
  readonly stream?: boolean
}

export interface Making {
  readonly newer: (version: string) => boolean
  readonly disk: Disk
  readonly models: () => readonly FakeModel[]
  readonly how: NonNullable<FakeOllamaOptions['creating']>
  readonly pauseMs: number
  register(model: FakeModel): void
}

const known: ReadonlySet<string> = new Set(
  'model from files adapters template renderer parser system license requires parameters messages capabilities quantize stream'.split(' '),
)
const capabilities: readonly string[] = ['completion', 'tools', 'insert', 'vision', 'embedding', 'thinking', 'image', 'audio']
/** What `late` waits before it registers a model that nobody waits for. Milliseconds. */
const lateMs = 20

/** Null when it answered; else what it was not told about. */
export async function makeModel(response: ServerResponse, body: unknown, making: Making): Promise<string | null> {
  const request = body as CreateBody
  const strange = Object.keys(request).filter((key) => !known.has(key))
  if (strange.length > 0) return `unknown fields ${strange.join(', ')}`
  const refusal = refused(request, making)
  if (refusal !== null) return respond(response, 400, { error: refusal })
  const source = request.from === undefined ? undefined : findModel(making.models(), request.from, making.newer)
  if (request.from !== undefined && (!source || source.remote)) return `create from ${request.from}, which is not there, would fetch it`
  const made = request.from === undefined ? fromFiles(request, making) : fromModel(request, source, making)
  if (typeof made === 'string') {
    // what goes wrong before the first line still has a status
    return respond(response, 400, { error: made })
  }
  await tell(response, made, request, making)
  return null
}

/** Before anything is done. */
function refused({ model = '', files = {}, adapters = {}, parameters = {}, quantize, ...request }: CreateBody, { newer }: Making): string | null {
  const latest = newer('0.34.1')
  const paths = [...Object.keys(files), ...Object.keys(adapters)]
  if (latest && 'typical_p' in parameters) return 'typical_p is deprecated and cannot be set as a model parameter; pass it as a request option instead'
  const unknown = (request.capabilities ?? []).find((one) => !capabilities.includes(one))
  if (latest && unknown !== undefined) return `unknown capability: "${unknown}"`
  if (paths.some((path) => /[\\:]|^\/|\.\./u.test(path))) return 'file path must be relative'
  if (latest && Object.keys(adapters).length > 0) return 'LoRA adapters are no longer supported'
  if (!/^[a-z0-9_][\w.-]{0,79}(:\w[\w.-]{0,79})?$/iu.test(model)) return 'invalid model name'
  if (latest && quantize !== undefined) return 'create-time quantization is only supported for safetensors imports'
  return null
}

/** Everything is taken over. Versions before 0.30.0 run adapters of a few architectures only; this one says so when the model is loaded. */
function fromModel({ model = '', adapters = {}, ...request }: CreateBody, source: FakeModel | undefined, { disk, newer }: Making): FakeModel | string {
  const digests = Object.values(adapters).map(hexOf)
  if (digests.some((one) => disk.get(one) === undefined)) return 'blob not found'
  if (digests.some((one) => disk.get(one)?.kind !== 'adapter')) return 'the supplied file is no adapter'
  if (!source || Object.values(request.files ?? {}).length > 0) return 'neither'
  return { ...source, name: model, adapters: digests, broken: source.broken === true || !newer('0.30.0'), modifiedAt: new Date().toISOString() }
}

/** Nothing is taken over: what is not told is guessed, or left out. */
function fromFiles(request: CreateBody, { disk, newer }: Making): FakeModel | string {
  const digests = Object.values(request.files ?? {}).map(hexOf)
  const [sha256, ...eyes] = digests
  if (sha256 === undefined) return "neither 'from' or 'files' was specified"
  const blob = disk.get(sha256)
  if (blob === undefined) return 'blob not found'
  if (blob.kind === 'adapter') return newer('0.34.1') ? 'LoRA adapters are no longer supported' : 'no base for the adapter'
  if (blob.kind === 'broken' && !newer('0.34.1')) return 'invalid file magic'
  const { model = '', template, parameters = {}, requires, messages, license, parser } = request
  const able = [
    'completion',
    ...(template?.includes('.Tools') ? ['tools'] : []),
    ...(parser === undefined ? [] : ['thinking']),
    ...(eyes.length > 0 ? ['vision'] : []),
  ]
  return {
    name: model,
    sha256,
    size: blob.size,
    eyes,
    template: template ?? (newer('0.34.1') ? '{{ .Prompt }}' : '{{ guessed }}'),
    ...(request.renderer === undefined ? {} : { renderer: request.renderer }),
    ...(parser === undefined ? {} : { parser }),
    ...(request.system === undefined ? {} : { system: request.system }),
    ...(license === undefined ? {} : { license }),
    ...(requires === undefined ? {} : { requires }),
    ...(messages === undefined ? {} : { messages }),
    parameters: Object.entries(parameters).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => [key, one as string | number | boolean] as const),
    ),
    capabilities: [...new Set([...able, ...(newer('0.34.1') ? (request.capabilities ?? []) : [])])],
    broken: blob.kind === 'broken',
    modifiedAt: new Date().toISOString(),
  }
}

async function tell(response: ServerResponse, model: FakeModel, request: CreateBody, { how, pauseMs, newer, register }: Making): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const work = [
    'parsing GGUF',
    ...(request.adapters && !newer('0.34.1') ? ['converting adapter'] : []),
    ...(request.template === undefined && request.files && !newer('0.34.1') ? ['using autodetected template GUESSED'] : []),
    `using existing layer sha256:${model.sha256 ?? 'ab'.repeat(32)}`,
    'creating new layer sha256:cd',
  ]
  const say = async (line: object): Promise<void> => {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`)
  }
  for (const status of work) await say({ status })
  if (how === 'disk-full') {
    response.end('{"error":"write /manifests/library/x: no space left on device"}\n')
    return
  }
  if (how === 'cut') {
    response.end()
    return
  }
  await say({ status: 'writing manifest' })
  // a client that left before this line ends the work; one that leaves now does not
  if (response.destroyed) return
  if (how === 'late') {
    response.destroy()
    setTimeout(() => register(model), lateMs)
    return
  }
  register(model)
  await say({ status: 'success' })
  response.end()
}

function hexOf(digest: string): string {
  return digest.replace(/^sha256:/u, '')
}

function respond(response: ServerResponse, status: number, value: unknown): null {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
  return null
}
