/**
 * A stand-in for an OpenAI-compatible server, in the manner of the kind it is given, that misbehaves on demand.
 * Whatever it was not told about makes it fail loudly: `close` throws with the list.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { byteByByte, startLocalServer } from '../local-server.ts'

export type Kind = 'llama-server' | 'vllm' | 'lm-studio' | 'plain'

export interface FakeServerOptions {
  readonly kind?: Kind
  readonly models?: readonly string[]
  readonly context?: number
  /** Wanted as a bearer token. */
  readonly key?: string
  readonly answer?: string
  readonly thoughts?: string
  readonly vision?: boolean
  readonly tokensPerSecond?: number
  readonly misbehaviour?: Misbehaviour
}

export interface FakeServer {
  readonly address: string
  readonly requests: readonly { readonly path: string; readonly key: string | undefined; readonly body: unknown }[]
  readonly answering: () => number
  set(changes: Partial<FakeServerOptions>): void
  close(): Promise<void>
}

const sse = { 'content-type': 'text/event-stream' }
const chunk = (delta: object, finish: string | null = null) => ({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`
const said = event(chunk({ content: 'It ' })) + event(chunk({ content: 'rained' }))

const ways = {
  'error-first': (response: ServerResponse) => response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"out of memory"}}'),
  'error-midway': (response: ServerResponse) => response.writeHead(200, sse).end(`${said}data: {"error":{"message":"out of memory"}}\n\n`),
  /** As LM Studio says it. */
  'error-event': (response: ServerResponse) => response.writeHead(200, sse).end(`${said}event: error\ndata: {"message":"unloaded"}\n\n`),
  /** As an older llama-server says it. */
  'error-field': (response: ServerResponse) => response.writeHead(200, sse).end(`${said}error: {"message":"slot lost"}\n\n`),
  cut: (response: ServerResponse) => response.writeHead(200, sse).end(said),
  reset: (response: ServerResponse) => {
    response.writeHead(200, sse).write(`${said}data: {"cho`)
    setTimeout(() => response.destroy(), 20)
  },
  stall: (response: ServerResponse) => response.writeHead(200, sse).write(said),
  hang: () => undefined,
  html: (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>'),
  rubbish: (response: ServerResponse) => response.writeHead(200, sse).end('data: nonsense\n\n'),
  'not-utf8': (response: ServerResponse) => response.writeHead(200, sse).end(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0xfe, 0x0a, 0x0a])),
  empty: (response: ServerResponse) => response.writeHead(200, sse).end(),
  busy: (response: ServerResponse) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"Loading model"}}'),
  redirect: (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions' }).end(),
  /** Well-behaved, but CR LF, comments, no `[DONE]`, and every byte alone. */
  'byte-by-byte': (response: ServerResponse) => {
    const text = [
      ': keep-alive',
      '',
      chunk({ content: 'Es ' }),
      chunk({ content: 'regnete ☔ [1]' }),
      chunk({}, 'stop'),
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
    ]
      .map((part) => (typeof part === 'string' ? `${part}\r\n` : `data: ${JSON.stringify(part)}\r\n\r\n`))
      .join('')
    const bytes = Buffer.from(text)
    response.writeHead(200, sse)
    byteByByte(response, bytes)
  },
}

export type Misbehaviour = keyof typeof ways

interface ChatBody {
  readonly model: string
  readonly messages: readonly { readonly content: string | readonly { readonly type: string; readonly text?: string }[] }[]
  readonly max_tokens: number
  readonly stream: boolean
  readonly chat_template_kwargs?: { readonly enable_thinking: boolean }
}

export async function startFakeServer(options: FakeServerOptions = {}): Promise<FakeServer> {
  let now = {
    kind: 'llama-server' as Kind,
    models: ['small'],
    context: 8_192,
    answer: 'The documents say so [1].',
    vision: false,
    tokensPerSecond: Number.POSITIVE_INFINITY,
    ...options,
  }
  const requests: { path: string; key: string | undefined; body: unknown }[] = []
  const unexpected: string[] = []
  let answering = 0

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    const path = incoming.url ?? ''
    const key = incoming.headers.authorization?.replace(/^Bearer /, '')
    requests.push({ path, key, body: text === '' ? null : JSON.parse(text) })
    if (now.key !== undefined && key !== now.key) return json(response, 401, { error: { message: 'Invalid API key' } })
    switch (path) {
      case '/v1/models':
        return json(response, 200, {
          object: 'list',
          data: now.models.map((id) => ({ id, object: 'model', ...(now.kind === 'vllm' ? { max_model_len: now.context } : {}) })),
        })
      case '/props':
        if (now.kind !== 'llama-server') return json(response, 404, { error: { message: 'not found' } })
        return json(response, 200, { default_generation_settings: { n_ctx: now.context }, modalities: { vision: now.vision } })
      case '/api/v0/models':
        if (now.kind !== 'lm-studio') return json(response, 404, { error: { message: 'not found' } })
        return json(response, 200, {
          data: now.models.map((id) => ({
            id,
            type: id.includes('embed') ? 'embeddings' : now.vision ? 'vlm' : 'llm',
            arch: 'llama',
            quantization: 'Q4_K_M',
            state: 'loaded',
            max_context_length: 131_072,
            loaded_context_length: now.context,
          })),
        })
      case '/v1/chat/completions':
        answering += 1
        response.once('close', () => {
          answering -= 1
        })
        if (now.misbehaviour) return void ways[now.misbehaviour](response)
        return chat(JSON.parse(text) as ChatBody, response)
      default:
        unexpected.push(path)
        return json(response, 404, { error: { message: 'unknown' } })
    }
  }

  async function chat(body: ChatBody, response: ServerResponse): Promise<void> {
    if (!now.models.includes(body.model)) return json(response, 404, { error: { message: 'no such model' } })
    const letters = body.messages.reduce(
      (sum, { content }) => sum + (typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('')).length,
      0,
    )
    const prompt = Math.ceil(letters / 4)
    if (prompt >= now.context)
      return json(response, 400, {
        error: { code: 400, message: 'too long', type: now.kind === 'llama-server' ? 'exceed_context_size_error' : 'BadRequestError' },
      })
    response.writeHead(200, sse)
    const write = (value: object) => response.write(event(value))
    write(chunk({ role: 'assistant', content: null }))
    if (now.thoughts !== undefined && body.chat_template_kwargs?.enable_thinking) write(chunk({ reasoning_content: now.thoughts }))
    const tokens = now.answer.match(/\s?\S{1,6}|\s+/gu) ?? []
    for (const content of tokens.slice(0, body.max_tokens)) {
      if (Number.isFinite(now.tokensPerSecond)) await new Promise((resolve) => setTimeout(resolve, 1_000 / now.tokensPerSecond))
      if (response.destroyed) return
      write(chunk({ content }))
    }
    write(chunk({}, tokens.length > body.max_tokens ? 'length' : 'stop'))
    write({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: Math.min(tokens.length, body.max_tokens) } })
    response.end('data: [DONE]\n\n')
  }

  const { address, close } = await startLocalServer('the fake server', answer, unexpected)
  return {
    address,
    requests,
    answering: () => answering,
    set(changes) {
      now = { ...now, ...changes }
    },
    close,
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
