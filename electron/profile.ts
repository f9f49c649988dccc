/** Which data folder this app works on: `--data=DIR`, else the platform's own place, which the engine knows. */
import { join, resolve } from 'node:path'
import { app } from 'electron'

export interface Profile {
  /** For the engine's process. */
  readonly engineArguments: readonly string[]
}

/** First of all: Electron keeps its own files, and the lock of its single instance, in the profile. */
export function useProfile(): Profile {
  const named = app.commandLine.getSwitchValue('data')
  if (named === '') return { engineArguments: [] }
  const folder = resolve(named)
  app.setPath('userData', join(folder, 'window'))
  return { engineArguments: ['--data', folder] }
}
