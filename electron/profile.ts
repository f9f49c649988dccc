/** Which data folder this app works on: `--data=DIR`, else the one that browser mode and command line use too. */
import { join } from 'node:path'
import { app } from 'electron'
import { readEnvironment } from '../host/environment.ts'
import { dataFolder } from '../host/paths.ts'

export interface Profile {
  /** For the engine's process. */
  readonly engineArguments: readonly string[]
  /** Where the window's place is kept; absolute. */
  readonly placeFile: string
}

/**
 * First of all: Electron's own files, and the lock of its single instance, lie in the data folder,
 * so that each profile has its own and deleting it leaves no trace.
 */
export function useProfile(): Profile {
  const named = app.commandLine.getSwitchValue('data')
  const folder = dataFolder(named === '' ? undefined : named, readEnvironment())
  app.setPath('userData', join(folder, 'window'))
  return { engineArguments: ['--data', folder], placeFile: join(folder, 'window', 'place.json') }
}
