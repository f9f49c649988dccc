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
  /** What people here speak, the likeliest first: POSIX locales, else what the system says. */
  readonly locales: readonly string[]
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
    locales: localesOf(env),
    hasDisplay: process.platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']),
    plain: (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb',
    logPhases: env['ALCOVE_LOG_PHASES'] === '1',
    all: env,
  }
}

/** `LC_ALL` stands over `LC_MESSAGES`, that over `LANG` (POSIX.1-2024, 8.2). */
function localesOf(env: NodeJS.ProcessEnv): readonly string[] {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((locale) => locale !== undefined && locale !== '')
  return [named ?? new Intl.DateTimeFormat().resolvedOptions().locale]
}

function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') ? path : null
}
