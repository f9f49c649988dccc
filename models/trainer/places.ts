/** Where the trainer keeps things, below the data folder, and how its Python is called. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { trainingDevices } from '../../core/types/training.ts'
import type { ProgramOrder } from './program.ts'

export interface TrainerPlaces {
  /** `models/trainer` of the program. */
  readonly program: string
  /** What was installed. Removable. */
  readonly environment: string
  /** Comes to be `environment` when all is in it. */
  readonly half: string
  /** Packages that have arrived while they are installed, and whatever the trainer's libraries would put into the home folder. */
  readonly cache: string
  /** A folder for each training. */
  readonly trainings: string
}

export function trainerPlaces(program: string, folder: string): TrainerPlaces {
  const inside = (name: string): string => join(folder, name)
  return { program, environment: inside('environment'), half: inside('environment.half'), cache: inside('cache'), trainings: inside('trainings') }
}

/** Says that an installation is whole; written last. */
const installedName = 'installed.json'

const installed = z.object({
  kind: z.string(),
  /** SHA-256 of the pinned packages that it was made from, hex: others are installed anew. */
  packages: z.string(),
  python: z.object({ path: z.string(), version: z.string() }),
  device: z.enum(trainingDevices),
})
export type Installed = z.infer<typeof installed>

export function installedFile(environment: string): string {
  return join(environment, installedName)
}

/** Null where nothing whole is there. */
export function readInstalled(environment: string): Installed | null {
  const file = installedFile(environment)
  if (!existsSync(file) || !existsSync(pythonOf(environment))) return null
  try {
    return installed.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // written by another version, or by nobody of ours: it is made anew
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** Of a virtual environment. */
export function pythonOf(environment: string): string {
  return process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python')
}

/** Python that looks at nothing of its surroundings, writes nothing beside the program, and whose libraries look for no network. */
export function pythonOrder(python: string, args: readonly string[], { cache }: Pick<TrainerPlaces, 'cache'>): ProgramOrder {
  return {
    command: python,
    args: ['-I', '-B', '-X', 'utf8', ...args],
    environment: {
      HF_HOME: cache,
      XDG_CACHE_HOME: cache,
      HF_HUB_OFFLINE: '1',
      TRANSFORMERS_OFFLINE: '1',
      HF_DATASETS_OFFLINE: '1',
      DO_NOT_TRACK: '1',
      TOKENIZERS_PARALLELISM: 'false',
    },
  }
}
