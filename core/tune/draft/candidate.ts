/** An example before it has its passages around it. */

import type { Example, ExampleText } from '../../types/data-set.ts'
import type { Passage } from '../../types/passage.ts'

export interface Candidate {
  readonly text: ExampleText
  /** What it was made from. */
  readonly passage: Passage
  readonly scores: Example['scores']
  readonly generator: Example['generator']
}

/** A file with the passages of its document, in reading order. */
export interface Drawn {
  /** Absolute path on disk. */
  readonly path: string
  readonly name: string
  readonly contentHash: string
  readonly documentId: string
  /** What the file calls itself, else its name without ending. */
  readonly title: string
  readonly passages: readonly Passage[]
}
