/** One streamed answer from Ollama. */
import { AlcoveError } from '../../core/errors.ts'
import type { ChatPart, ChatTurn } from '../../core/ports/chat-model.ts'
import type { NetworkReply } from '../../core/ports/network.ts'
import { askPatiently, type Patience } from './busy.ts'
import { failed, failure, readAll, type Server, send, statusFailure } from './calls.ts'
import { isRemote, localName } from './cloud-guard.ts'
import { countField, field, textField } from './json.ts'
import { jsonLines } from './lines.ts'
import type { OllamaVersion } from './version.ts'

/** What is known of a model before it is asked. */
export interface KnownModel {
  readonly name: string
  readonly version: OllamaVersion
  readonly thinks: boolean
}

export interface ChatOptions {
  readonly contextTokens: number
  readonly answerTokens: number
}

/** Waits for the first token (a large model is loaded from a slow disk, a long request read by a slow processor) and between tokens. Milliseconds. */
export interface Waits {
  readonly firstTokenMs: number
  readonly betweenTokensMs: number
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
  const reply = await askPatiently(patience, signal, () => begin(server, model, turns, options, waits, signal))
  let lines = 0
  try {
    for await (const line of jsonLines(reply.body, server.address)) {
      lines += 1
      if (isRemote(line)) throw new AlcoveError('model-remote', { model: model.name })
      const reason = textField(line, 'error')
      if (reason !== null) throw failed(reason)
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

async function begin(
  server: Server,
  model: KnownModel,
  turns: readonly ChatTurn[],
  options: ChatOptions,
  waits: Waits,
  signal: AbortSignal,
): Promise<NetworkReply> {
  const body = {
    model: localName(model.name, model.version),
    messages: turns,
    stream: true,
    // The same context every time: another one makes Ollama load the model anew.
    options: { num_ctx: options.contextTokens, num_predict: options.answerTokens },
    // Left out, a thinking model thinks aloud first; sent to another, it is an error.
    ...(model.thinks ? { think: false } : {}),
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

function ending(line: unknown, model: KnownModel, options: ChatOptions): ChatPart {
  const promptTokens = countField(line, 'prompt_eval_count')
  // Older servers cut what is too long to what fits, and only this figure tells.
  if (!model.version.refusesToCut && promptTokens !== null && promptTokens >= options.contextTokens - 1) throw tooSmall(model.name, options)
  return { type: 'end', reason: field(line, 'done_reason') === 'length' ? 'length' : 'stop', promptTokens, answerTokens: countField(line, 'eval_count') }
}

function tooSmall(model: string, options: ChatOptions): AlcoveError {
  return new AlcoveError('context-too-small', { model, context: options.contextTokens })
}
