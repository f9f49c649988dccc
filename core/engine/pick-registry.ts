/**
 * Paths that a person dropped or picked, by a name that says nothing. Windows add sources by such
 * names only, so that a page can never name a path.
 */
import { AlcoveError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'

export interface PickRegistry {
  /** The path's pick; the same one while it lives. */
  name(path: string): string
  /** Throws `pick-unknown` where it was never given or has expired. */
  path(pick: string): string
}

const lifetimeMs = 60 * 60_000
const most = 50_000

export function createPickRegistry(random: Random, clock: Clock): PickRegistry {
  /** In order of last use, oldest first. */
  const byPick = new Map<string, { readonly path: string; readonly until: number }>()
  const byPath = new Map<string, string>()

  function forget(pick: string, path: string): void {
    byPick.delete(pick)
    byPath.delete(path)
  }

  function dropOld(): void {
    for (const [pick, { path, until }] of byPick) {
      if (until > clock.elapsed() && byPick.size <= most) return
      forget(pick, path)
    }
  }

  return {
    name(path) {
      const pick = byPath.get(path) ?? random.id()
      byPick.delete(pick)
      byPick.set(pick, { path, until: clock.elapsed() + lifetimeMs })
      byPath.set(path, pick)
      dropOld()
      return pick
    },
    path(pick) {
      const known = byPick.get(pick)
      if (known === undefined || known.until <= clock.elapsed()) throw new AlcoveError('pick-unknown')
      return known.path
    },
  }
}
