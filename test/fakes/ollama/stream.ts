/** A well-behaved answer: JSON lines at a given speed, with the counts at the end. Checks the request as the server would. */
import type { ServerResponse } from 'node:http'
import type { FakeModel, FakeOllamaOptions } from './server.ts'

interface ChatBody {
  readonly messages: readonly { readonly role: string; readonly content: string; readonly images?: readonly string[] }[]
  readonly options?: { readonly num_ctx?: unknown; readonly num_predict?: unknown }
  readonly think?: unknown
  readonly truncate?: unknown
}

const known = new Set(['model', 'messages', 'stream', 'options', 'think', 'truncate', 'shift', 'keep_alive', 'format'])
const knownOptions = new Set(['num_ctx', 'num_predict', 'temperature', 'seed'])

/** Null when it answered; else what it was not told about. */
export async function streamAnswer(
  response: ServerResponse,
  body: unknown,
  model: FakeModel,
  how: Pick<FakeOllamaOptions, 'answer' | 'tokensPerSecond' | 'thoughts'>,
  newer: (version: string) => boolean,
): Promise<string | null> {
  const request = body as ChatBody
  const strange = [...Object.keys(request).filter((key) => !known.has(key)), ...Object.keys(request.options ?? {}).filter((key) => !knownOptions.has(key))]
  if (strange.length > 0) return `unknown fields ${strange.join(', ')}`
  const context = request.options?.num_ctx
  const limit = request.options?.num_predict
  if (typeof context !== 'number' || typeof limit !== 'number') return 'no context or no limit: the server would choose'
  const thinks = model.capabilities?.includes('thinking') ?? false
  if (request.think !== undefined && !thinks) return refuse(response, 'does not support thinking')
  const pictures = request.messages.some(({ images }) => images !== undefined)
  if (pictures && !model.capabilities?.includes('vision')) return 'pictures to a model that sees none'
  const prompt = request.messages.reduce((sum, message) => sum + count(message.content) + 4, 0)
  const held = Math.min(context, model.contextLength ?? 131_072)
  const refusesToCut = newer('0.12.6') && request.truncate === false
  if (prompt >= held && refusesToCut) return refuse(response, 'exceed_context_size_error')

  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  const answer = typeof how.answer === 'function' ? how.answer(request.messages) : (how.answer ?? '')
  const tokens = answer.match(/\s?\S{1,6}|\s+/gu) ?? []
  if (thinks && (request.think ?? true) !== false)
    for (const thinking of (how.thoughts ?? 'Let me think.').match(/\s?\S{1,6}|\s+/gu) ?? [])
      line(response, model, { message: { role: 'assistant', content: '', thinking } })
  for (const token of tokens.slice(0, limit)) {
    if (how.tokensPerSecond !== undefined && Number.isFinite(how.tokensPerSecond))
      await new Promise((resolve) => setTimeout(resolve, 1_000 / (how.tokensPerSecond ?? 1)))
    if (response.destroyed) return null
    line(response, model, { message: { role: 'assistant', content: token } })
  }
  line(response, model, {
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: tokens.length > limit ? 'length' : 'stop',
    total_duration: 1_000_000,
    load_duration: 1_000,
    prompt_eval_count: Math.min(prompt, held),
    prompt_eval_duration: 1_000,
    eval_count: Math.min(tokens.length, limit),
    eval_duration: 1_000,
  })
  response.end()
  return null
}

/** Whether only the prompt is asked for, as the model's template makes it. */
export function isRenderOnly(body: unknown): boolean {
  return (body as { readonly _debug_render_only?: boolean })._debug_render_only === true
}

/** Versions that do not know the question answer with a single token instead. */
export function answerRenderOnly(response: ServerResponse, body: unknown, model: FakeModel, newer: (version: string) => boolean): string | null {
  const { messages, options, stream } = body as ChatBody & { readonly stream?: unknown }
  if (stream !== false || typeof options?.num_ctx !== 'number' || options.num_predict !== 1)
    return 'a prompt was asked for in a way that may be answered at length'
  const rendered = `${model.template ?? '{{ .Prompt }}'}|${messages.map(({ role, content }) => `<${role}>${content}`).join('')}`
  const shown = newer('0.13.0') ? { _debug_info: { rendered_template: rendered } } : { message: { role: 'assistant', content: 'It' }, done: true }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ model: model.name, ...shown }))
  return null
}

function line(response: ServerResponse, model: FakeModel, value: object): void {
  response.write(`${JSON.stringify({ model: model.name, created_at: '2026-01-01T00:00:00Z', done: false, ...value })}\n`)
}

function refuse(response: ServerResponse, error: string): null {
  response.writeHead(400, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ error }))
  return null
}

/** About what a tokenizer makes of English. */
function count(text: string): number {
  return Math.ceil(text.length / 4)
}
