/** The trainer itself, installed where it is not, and the engine that answers with what it made. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createPulse } from '../../core/engine/pulse.ts'
import type { ChatTurn } from '../../core/ports/chat-model.ts'
import { readEnvironment } from '../../host/environment.ts'
import { memoryOfThisComputer } from '../../host/memory.ts'
import { programPlaces } from '../../host/paths.ts'
import { createPrograms } from '../../host/processes/programs.ts'
import { findPythons, trainerMachine } from '../../host/pythons.ts'
import { createSession, type Session } from '../../models/llama/chat-model-session.ts'
import { type PackageKind, packageKinds } from '../../models/trainer/packages.ts'
import { type TrainerPlaces, trainerPlaces } from '../../models/trainer/places.ts'
import { createTrainer, type OwnTrainer } from '../../models/trainer/trainer.ts'

const root = resolve(import.meta.dirname, '../..')
const open = new AbortController().signal

export const trainFolder = process.env['ALCOVE_TRAIN_FOLDER'] ?? join(root, '.alcove-state', 'trainer')

export interface RealTrainer {
  readonly trainer: OwnTrainer
  readonly places: TrainerPlaces
  /** Seconds that installing took; null where it was there already. */
  readonly installSeconds: number | null
}

/** Fails with what the installer said. */
export async function realTrainer(): Promise<RealTrainer> {
  mkdirSync(trainFolder, { recursive: true })
  const environment = readEnvironment()
  const places = trainerPlaces(programPlaces().trainer, trainFolder)
  const kind = packageKinds.find((one: PackageKind) => one === process.env['ALCOVE_TRAIN_PACKAGES'])
  const trainer = createTrainer({
    pulse: createPulse(),
    places,
    programs: createPrograms(environment.all),
    network: {
      locked: false,
      lock: () => undefined,
      request: () => Promise.reject(new Error('the trainer asks for nothing')),
      delegate: (_transfer, signal) => ({ signal, ended: () => undefined }),
    },
    pythons: () => findPythons(environment),
    machine: trainerMachine(),
    memory: memoryOfThisComputer(),
    ...(kind === undefined ? {} : { kind }),
  })
  if (trainer.state().state === 'ready') return { trainer, places, installSeconds: null }
  const began = performance.now()
  trainer.install()
  let told = 0
  for await (const { state, failure, download, installed } of trainer.follow(open)) {
    if (state === 'failed') throw new Error(JSON.stringify(failure))
    if (state === 'ready') break
    if (state !== 'installing') throw new Error(`the trainer is ${state}`)
    const tenth = Math.floor((10 * (installed ?? 0)) / (download ?? 1))
    if (tenth > told) console.log(`installing: ${tenth} tenths of ${Math.round((download ?? 0) / 1e6)} MB`)
    told = tenth
  }
  return { trainer, places, installSeconds: (performance.now() - began) / 1_000 }
}

export interface Speaker {
  answer(turns: readonly ChatTurn[]): Promise<string>
  tokens(turns: readonly ChatTurn[]): Promise<readonly number[]>
}

const session: Session = createSession()

/** The in-process engine on a model file, with an adapter or bare; greedy. */
export function speaker(model: string, adapter: string | null): Speaker {
  const order = { name: 'tiny', path: model, adapter: adapter === null ? null : { path: adapter, scale: 1 }, contextTokens: 512 }
  const plain = (turns: readonly ChatTurn[]): readonly { role: 'system' | 'user' | 'assistant'; content: string }[] =>
    turns.map(({ role, content }) => ({ role, content }))
  return {
    async answer(turns) {
      let text = ''
      await session.run(
        { model: order, chat: { turns: plain(turns), answerTokens: 40, thinking: false, seed: 1, fields: null } },
        {
          loaded: () => undefined,
          part: (part) => {
            if (part.type === 'text') text += part.text
          },
        },
        open,
      )
      return text
    },
    async tokens(turns) {
      let tokens: readonly number[] = []
      await session.run(
        { model: order, chat: null, count: plain(turns) },
        {
          loaded: () => undefined,
          part: (part) => {
            if (part.type === 'tokens') tokens = part.tokens
          },
        },
        open,
      )
      return tokens
    },
  }
}
