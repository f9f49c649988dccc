/** Sizes as people read them. */
import { decimal } from '../../core/words/words.ts'

/** Bytes, in thousands. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`
  if (bytes < 1_000_000_000) return `${decimal(bytes / 1_000_000, 1)} MB`
  return `${decimal(bytes / 1_000_000_000, 1)} GB`
}
