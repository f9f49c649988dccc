/** One streamed answer from Ollama. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatOptions, ChatPart, ChatTurn } from '../../core/ports/chat-model.ts'
import type { NetworkReply } from '../../core/ports/network.ts'
import { base64 } from '../base64.ts'
import { askPatiently, type Patience } from '../busy.ts'
import { countField, field, textField } from '../json.ts'
import { replySchema } from '../reply-schema.ts'
import type { Waits } from '../waits.ts'
import { failed, failure, readAll, type Server, send, statusFailure } from './calls.ts'
import { isRemote, localName } from './cloud-guard.ts'
import { jsonLines } from './lines.ts'
import type { OllamaVersion } from './version.ts'

/** What is known of a model before it is asked. */
export interface KnownModel {
  readonly name: string
  readonly version: OllamaVersion
  readonly thinks: boolean
  readonly sees: boolean
}

/** What a request says beyond the question. */
export interface Manner extends ChatOptions {
  /** The context asked of the server; more than `contextTokens` where it turned out to hold less. */
  readonly askedContext: number
  /** Seconds, -1: until told otherwise, null: as the server was set up. */
  readonly keepAlive: number | null
}

export async function* chat(
  server: Server,
  model: KnownModel,
  turns: readonly ChatTurn[],
  options: Manner,
  waits: Waits,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<ChatPart> {
  if (!model.sees && turns.some(({ images }) => images && images.length > 0)) throw new AlcoveError('model-blind', { model: model.name })
  const reply = await askPatiently(patience, signal, () => begin(server, model, turns, options, waits, signal))
  let lines = 0
  try {
    for await (const line of jsonLines(reply.body, server.address)) {
      lines += 1
      if (isRemote(line)) throw new AlcoveError('model-remote', { model: model.name })
      const reason = textField(line, 'error')
      if (reason !== null) throw failed(reason)
      const thought = textField(field(line, 'message'), 'thinking')
      if (thought !== null) yield { type: 'thinking', text: thought }
      const text = textField(field(line, 'message'), 'content')
      if (text !== null) yield { type: 'text', text }
      if (field(line, 'done') === true) {
        yield ending(line, model, options)
        return
      }
      if (text === null && field(line, 'message') === undefined) throw new AlcoveError('ollama-rubbish', { address: server.address })
    }
  } catch (error) {
    const known = failure(error, server.address)
    // A connection that breaks after the answer began has cut it.
    throw lines > 0 && known !== error && known instanceof AlcoveError && known.code === 'ollama-rubbish' ? new AlcoveError('model-cut', {}, error) : known
  }
  throw lines > 0 ? new AlcoveError('model-cut') : new AlcoveError('ollama-rubbish', { address: server.address })
}

async function begin(server: Server, model: KnownModel, turns: readonly ChatTurn[], options: Manner, waits: Waits, signal: AbortSignal): Promise<NetworkReply> {
  const body = {
    model: localName(model.name, model.version),
    messages: turns.map(messageOf),
    stream: true,
    // The same context every time: another one makes Ollama load the model anew. Thinking counts as reply.
    options: {
      num_ctx: options.askedContext,
      num_predict: model.thinks && options.thinking ? options.contextTokens : options.answerTokens,
      ...(options.seed === undefined ? {} : { temperature: 0, seed: options.seed }),
    },
    ...(options.fields === undefined ? {} : { format: replySchema(options.fields) }),
    // Left out, a thinking model thinks aloud first; sent to another, it is an error.
    ...(model.thinks ? { think: options.thinking ?? false } : {}),
    ...(options.keepAlive === null ? {} : { keep_alive: options.keepAlive }),
    // Left out, the beginning of a long request is dropped without a word.
    ...(model.version.refusesToCut ? { truncate: false, shift: false } : {}),
  }
  const reply = await send(server, { method: 'POST', path: '/api/chat', body, firstByteMs: waits.firstTokenMs, idleMs: waits.betweenTokensMs }, signal)
  if (reply.status === 200) return reply
  const text = await readAll(reply, server.address)
  // Name, options and thinking are known to be right: what is left for 400 is a request that does not fit.
  if (reply.status === 400) throw tooSmall(model.name, options)
  throw statusFailure(reply.status, text, server.address, model.name)
}

function messageOf({ role, content, images }: ChatTurn) {
  return images && images.length > 0 ? { role, content, images: images.map(({ data }) => base64(data)) } : { role, content }
}

function ending(line: unknown, model: KnownModel, options: Manner): ChatPart {
  const promptTokens = countField(line, 'prompt_eval_count')
  // Older servers cut what is too long to what fits, and only this figure tells.
  if (!model.version.refusesToCut && promptTokens !== null && promptTokens >= options.contextTokens - 1) throw tooSmall(model.name, options)
  return { type: 'end', reason: field(line, 'done_reason') === 'length' ? 'length' : 'stop', promptTokens, answerTokens: countField(line, 'eval_count') }
}

function tooSmall(model: string, options: Manner): AlcoveError {
  return new AlcoveError('context-too-small', { model, context: options.contextTokens })
}
