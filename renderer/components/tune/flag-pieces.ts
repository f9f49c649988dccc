/** Text cut where something that looks like somebody's data begins and ends. */
import type { PersonalDataFlag, PersonalDataKind } from '../../../core/types/data-set.ts'

export interface FlagPiece {
  readonly text: string
  /** Null: nothing was found in it. */
  readonly kind: PersonalDataKind | null
}

/** `flags`: those of this text. Where two lie over one another the first keeps what it has. */
export function flagPieces(text: string, flags: readonly Pick<PersonalDataFlag, 'kind' | 'start' | 'end'>[]): readonly FlagPiece[] {
  const pieces: FlagPiece[] = []
  let at = 0
  for (const { kind, start, end } of flags.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, start)
    const to = Math.min(text.length, end)
    if (to <= from) continue
    if (from > at) pieces.push({ text: text.slice(at, from), kind: null })
    pieces.push({ text: text.slice(from, to), kind })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: null })
  return pieces
}
