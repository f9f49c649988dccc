/** The in-process engine on a folder of its own, with its real process from `dist/`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ChatModel, ChatPart } from '../../../core/ports/chat-model.ts'
import type { Child } from '../../../core/ports/spawner.ts'
import { programPlaces } from '../../../host/paths.ts'
import { createChatModelProcess } from '../../../host/processes/chat-model-child.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import { createLlamaEngine, type LlamaEngine } from '../../../models/llama/llama-engine.ts'

export const fixtures = resolve(import.meta.dirname, '../../fixtures/models')
export const never = new AbortController().signal

const forks = createForkSpawner({ distFolder: programPlaces().dist, environment: process.env })

export interface Running {
  readonly engine: LlamaEngine
  readonly folder: string
  /** Every child so far, the last one last. */
  readonly children: readonly Child[]
}

/** Ends with the test. */
export async function runningEngine(keepAliveMs: number = 60_000): Promise<Running> {
  const { close, ...running } = await startEngine(keepAliveMs)
  onTestFinished(close)
  return running
}

export async function startEngine(keepAliveMs: number = 60_000): Promise<Running & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-llama-'))
  const children: Child[] = []
  const spawner = {
    spawn: (options: Parameters<typeof forks.spawn>[0]) => {
      const child = forks.spawn(options)
      children.push(child)
      return child
    },
  }
  const clock = { now: () => 1_000, elapsed: () => 0 }
  const engine = createLlamaEngine({ folder, process: createChatModelProcess(spawner), clock, convert: convertAdapter, keepAliveMs: () => keepAliveMs })
  const close = async (): Promise<void> => {
    await engine.close()
    await rm(folder, { recursive: true })
  }
  return { engine, folder, children, close }
}

export const options = { contextTokens: 2_048, answerTokens: 64 }

export async function partsOf(model: ChatModel, question: string, signal: AbortSignal = never): Promise<readonly ChatPart[]> {
  const parts: ChatPart[] = []
  for await (const part of model.chat([{ role: 'user', content: question }], options, signal)) parts.push(part)
  return parts
}

export async function answerOf(model: ChatModel, question: string): Promise<string> {
  return (await partsOf(model, question)).map((part) => (part.type === 'text' ? part.text : '')).join('')
}
