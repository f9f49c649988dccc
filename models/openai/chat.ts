/** One streamed answer from an OpenAI-compatible server. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatOptions, ChatPart, ChatTurn } from '../../core/ports/chat-model.ts'
import type { NetworkReply } from '../../core/ports/network.ts'
import { base64 } from '../base64.ts'
import { askPatiently, type Patience } from '../busy.ts'
import { countField, field, listField, parseJson, textField } from '../json.ts'
import type { Waits } from '../waits.ts'
import { failed, failure, readAll, reasonIn, type Server, send, statusFailure } from './calls.ts'
import { events } from './events.ts'
import type { ServedModel } from './list.ts'

/** In the one name space, and as its server knows it. */
export interface KnownModel extends ServedModel {
  readonly name: string
}

export async function* chat(
  server: Server,
  model: KnownModel,
  turns: readonly ChatTurn[],
  options: ChatOptions,
  waits: Waits,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<ChatPart> {
  const pictures = turns.some(({ images }) => images && images.length > 0)
  if (pictures && model.capabilities?.includes('vision') === false) throw new AlcoveError('model-blind', { model: model.name })
  const reply = await askPatiently(patience, signal, () => begin(server, model, turns, options, waits, signal))
  const seen: Seen = { events: 0, reason: null, promptTokens: null, answerTokens: null }
  try {
    for await (const event of events(reply.body, server.address)) {
      if (event.data.trim() === '[DONE]') break
      seen.events += 1
      const parsed = parseJson(event.data)
      const reason = parsed && (event.name === 'error' || field(parsed.value, 'error') !== undefined) ? (reasonIn(parsed.value) ?? event.data) : null
      if (reason !== null) throw failed(reason)
      if (!parsed || typeof parsed.value !== 'object' || parsed.value === null) throw new AlcoveError('server-rubbish', { address: server.address })
      yield* partsOf(parsed.value, seen, server.address)
    }
  } catch (error) {
    const known = failure(error, server.address)
    // A connection that breaks after the answer began has cut it.
    throw seen.events > 0 && known !== error && known instanceof AlcoveError && known.code === 'server-rubbish'
      ? new AlcoveError('model-cut', {}, error)
      : known
  }
  if (seen.reason === null) throw seen.events > 0 ? new AlcoveError('model-cut') : new AlcoveError('server-rubbish', { address: server.address })
  // Servers that cut in silence give themselves away by this figure only.
  if (seen.promptTokens !== null && seen.promptTokens >= options.contextTokens) throw tooSmall(model.name, options)
  yield { type: 'end', reason: seen.reason === 'length' ? 'length' : 'stop', promptTokens: seen.promptTokens, answerTokens: seen.answerTokens }
}

/** What the stream has told so far. */
interface Seen {
  events: number
  reason: string | null
  promptTokens: number | null
  answerTokens: number | null
}

function* partsOf(chunk: unknown, seen: Seen, address: string): Generator<ChatPart> {
  const usage = field(chunk, 'usage')
  seen.promptTokens = countField(usage, 'prompt_tokens') ?? seen.promptTokens
  seen.answerTokens = countField(usage, 'completion_tokens') ?? seen.answerTokens
  const choices = listField(chunk, 'choices')
  if (!choices && !usage) throw new AlcoveError('server-rubbish', { address })
  const [choice] = choices ?? []
  const delta = field(choice, 'delta')
  const thought = textField(delta, 'reasoning_content') ?? textField(delta, 'reasoning')
  if (thought !== null) yield { type: 'thinking', text: thought }
  const text = textField(delta, 'content')
  if (text !== null) yield { type: 'text', text }
  seen.reason = textField(choice, 'finish_reason') ?? seen.reason
}

async function begin(
  server: Server,
  model: KnownModel,
  turns: readonly ChatTurn[],
  options: ChatOptions,
  waits: Waits,
  signal: AbortSignal,
): Promise<NetworkReply> {
  const body = {
    model: model.id,
    messages: turns.map(messageOf),
    stream: true,
    stream_options: { include_usage: true },
    // Thinking counts as reply.
    max_tokens: options.thinking ? options.contextTokens - Math.min(options.contextTokens - options.answerTokens, estimate(turns)) : options.answerTokens,
    ...(options.seed === undefined ? {} : { temperature: 0, seed: options.seed }),
    ...(model.takesTemplateOptions ? { chat_template_kwargs: { enable_thinking: Boolean(options.thinking) } } : {}),
    ...(typeof options.thinking === 'string' ? { reasoning_effort: options.thinking } : {}),
  }
  const call = { method: 'POST', path: '/v1/chat/completions', body, firstByteMs: waits.firstTokenMs, idleMs: waits.betweenTokensMs } as const
  const reply = await send(server, call, signal)
  if (reply.status === 200) return reply
  const text = await readAll(reply, server.address)
  if (reply.status === 400 && isTooLong(text, turns, options)) throw tooSmall(model.name, options)
  throw statusFailure(reply.status, text, server.address, model.name)
}

const tooLongCodes = ['exceed_context_size_error', 'context_length_exceeded']

/** Some servers have a code for it; others say 400 for much, and the length of the request must tell. */
function isTooLong(body: string, turns: readonly ChatTurn[], options: ChatOptions): boolean {
  const error = field(parseJson(body)?.value, 'error')
  if ([textField(error, 'type'), textField(error, 'code')].some((one) => one !== null && tooLongCodes.includes(one))) return true
  return estimate(turns) + options.answerTokens > options.contextTokens / 2
}

/** About three letters of most languages make a token. */
function estimate(turns: readonly ChatTurn[]): number {
  return Math.ceil(turns.reduce((sum, { content }) => sum + content.length, 0) / 3)
}

function messageOf({ role, content, images }: ChatTurn) {
  if (!images || images.length === 0) return { role, content }
  const pictures = images.map(({ mediaType, data }) => ({ type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64(data)}` } }))
  return { role, content: [{ type: 'text', text: content }, ...pictures] }
}

function tooSmall(model: string, { contextTokens }: ChatOptions): AlcoveError {
  return new AlcoveError('context-too-small', { model, context: contextTokens })
}
