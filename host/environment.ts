/** The one reader of `process.env`: what Alcove takes from its surroundings, named. */
import { homedir, tmpdir } from 'node:os'

export interface Environment {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly temporary: string
  /** Absolute, or null where it is not set or relative (the standard says to ignore those). */
  readonly xdgDataHome: string | null
  readonly xdgRuntimeDir: string | null
  readonly localAppData: string | null
  /** Whether a window could be shown. */
  readonly hasDisplay: boolean
  /** Whether people asked for text without colours. */
  readonly plain: boolean
  /** Whether the log is to say where indexing stands (`ALCOVE_LOG_PHASES=1`). */
  readonly logPhases: boolean
  /** Everything, for children, which are handed a chosen few of it. */
  readonly all: Readonly<Record<string, string | undefined>>
}

export function readEnvironment(): Environment {
  const { env } = process
  return {
    platform: process.platform,
    home: homedir(),
    temporary: tmpdir(),
    xdgDataHome: absolute(env['XDG_DATA_HOME']),
    xdgRuntimeDir: absolute(env['XDG_RUNTIME_DIR']),
    localAppData: env['LOCALAPPDATA'] ?? env['APPDATA'] ?? null,
    hasDisplay: process.platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']),
    plain: (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb',
    logPhases: env['ALCOVE_LOG_PHASES'] === '1',
    all: env,
  }
}

function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null
}
