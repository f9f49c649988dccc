/**
 * The environment of a child: no secrets, no switches, only what Node needs to start, to find temporary files and to
 * write dates. Children start no programs: all that a library finds by looking along PATH is the one that runs.
 */
import { dirname } from 'node:path'
import process from 'node:process'
import type { ChildOptions } from './spawner.ts'

const inherited = new Set([
  'HOME',
  'USERPROFILE',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'WINDIR',
  'SYSTEMDRIVE',
])

export function childEnvironment({ name, settings }: ChildOptions, environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const handed: Record<string, string> = { ALCOVE_CHILD: JSON.stringify({ ...settings, name }), PATH: dirname(process.execPath) }
  for (const [key, value] of Object.entries(environment)) if (value !== undefined && inherited.has(key.toUpperCase())) handed[key] = value
  return handed
}
