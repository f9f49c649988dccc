/** Where things are: the program's own files, and the data folder. */
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { Environment } from './environment.ts'

export interface ProgramPlaces {
  /** Where `package.json` stands. */
  readonly root: string
  readonly dist: string
  /** The window's files. */
  readonly renderer: string
  /** The embedding model that ships. */
  readonly model: string
  readonly samples: string
  /** The trainer in Python, and what it is installed from. */
  readonly trainer: string
}

export interface ProfilePlaces {
  readonly data: string
  readonly database: string
  readonly index: string
  readonly uploads: string
  /** Model files that the user added. */
  readonly models: string
  /** What the trainer was installed into, and a folder for each training. */
  readonly trainer: string
  readonly logs: string
  /** Where the engine that holds the folder can be reached, while it runs. */
  readonly engine: string
}

/** Found from this file upwards, so that it holds for sources, for `dist/` and for an installed app. */
export function programPlaces(from: string = import.meta.dirname): ProgramPlaces {
  const root = packageRoot(from)
  return {
    root,
    dist: unpacked(join(root, 'dist')),
    renderer: join(root, 'dist', 'renderer'),
    model: unpacked(join(root, 'models', 'bundled', 'all-MiniLM-L6-v2')),
    samples: unpacked(join(root, 'samples')),
    trainer: unpacked(join(root, 'models', 'trainer')),
  }
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  if (above === folder) throw new Error('package.json was not found above the program')
  return packageRoot(above)
}

/** Native code, weights and children cannot be used from inside Electron's archive; the packager puts them beside it. */
function unpacked(path: string): string {
  const inside = `${sep}app.asar${sep}`
  const outside = path.replace(inside, `${sep}app.asar.unpacked${sep}`)
  return outside !== path && existsSync(outside) ? outside : path
}

/** `--data DIR` made absolute, else the platform's own place: one for desktop, browser mode and command line. */
export function dataFolder(named: string | undefined, environment: Environment): string {
  if (named !== undefined) return resolve(named)
  switch (environment.platform) {
    case 'win32':
      return join(environment.localAppData ?? join(environment.home, 'AppData', 'Local'), 'Alcove')
    case 'darwin':
      return join(environment.home, 'Library', 'Application Support', 'Alcove')
    default:
      return join(environment.xdgDataHome ?? join(environment.home, '.local', 'share'), 'alcove')
  }
}

export function profilePlaces(data: string): ProfilePlaces {
  if (!isAbsolute(data)) throw new Error('the data folder must be absolute')
  return {
    data,
    database: join(data, 'alcove.db'),
    index: join(data, 'index'),
    uploads: join(data, 'uploads'),
    models: join(data, 'models'),
    trainer: join(data, 'trainer'),
    logs: join(data, 'logs'),
    engine: join(data, 'engine.json'),
  }
}
