/** The fake's memory and disk: what is loaded with which context, and what arrives when a model is fetched. */
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FakeModel } from './server.ts'

interface ChatBody {
  readonly messages?: readonly unknown[]
  readonly options?: { readonly num_ctx?: number }
  readonly keep_alive?: number
}

interface Loaded {
  readonly model: FakeModel
  readonly context: number
  /** Seconds; negative: for ever. */
  readonly keepAlive: number
}

export function isEmptyChat(body: unknown): boolean {
  return (body as ChatBody).messages?.length === 0
}

export function answerLoad(response: ServerResponse, body: unknown, model: FakeModel): null {
  const unloads = (body as ChatBody).keep_alive === 0
  const reply = {
    model: model.name,
    created_at: '2026-01-01T00:00:00Z',
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: unloads ? 'unload' : 'load',
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(reply))
  return null
}

/** Steps in which a part arrives. */
const steps = 4

export function createStore() {
  const inMemory = new Map<string, Loaded>()
  /** Bytes of each part that have arrived, by digest: fetching again goes on from there. */
  const arrived = new Map<string, number>()

  return {
    loaded: () => [...inMemory.keys()],
    /** Returns the context that it really has. */
    load(model: FakeModel, body: unknown, mostContext = Number.POSITIVE_INFINITY): number {
      const { options, keep_alive: keepAlive = 300 } = body as ChatBody
      const context = Math.min(options?.num_ctx ?? 4_096, model.contextLength ?? 131_072, mostContext)
      if (keepAlive === 0) inMemory.delete(model.name)
      else inMemory.set(model.name, { model, context, keepAlive })
      return context
    },
    list(newer: (version: string) => boolean): readonly unknown[] {
      return [...inMemory.values()].map(({ model, context, keepAlive }) => ({
        name: model.name,
        model: model.name,
        size: 2_000_000_000,
        size_vram: 500_000_000,
        digest: 'ab'.repeat(32),
        expires_at: keepAlive < 0 ? '2318-03-10T00:00:00Z' : '2026-11-21T12:00:00Z',
        ...(newer('0.10.0') ? { context_length: context } : {}),
      }))
    },
    async pull(response: ServerResponse, name: string, parts: readonly number[], speed: number): Promise<void> {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      const say = (value: object) => response.write(`${JSON.stringify(value)}\n`)
      say({ status: 'pulling manifest' })
      for (const [at, total] of parts.entries()) {
        const digest = `sha256:${createHash('sha256').update(`${name} ${at}`).digest('hex')}`
        const status = `pulling ${digest.slice(7, 19)}`
        while ((arrived.get(digest) ?? 0) < total) {
          if (Number.isFinite(speed)) await new Promise((resolve) => setTimeout(resolve, 1_000 / speed))
          if (response.destroyed) return
          arrived.set(digest, Math.min(total, (arrived.get(digest) ?? 0) + Math.ceil(total / steps)))
          say({ status, digest, total, completed: arrived.get(digest) })
        }
      }
      for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) say({ status })
      response.end()
    },
  }
}
