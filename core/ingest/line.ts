/** What the files and pages on their way share. */
import type { Gate, Lane } from './limits.ts'
import type { IngestPorts } from './ports.ts'

export interface IngestLine {
  readonly ports: IngestPorts
  readonly reading: Lane
  readonly embedding: Lane
  readonly gate: Gate
  /** What is being made of a document, by its id: a second file with the same bytes waits for it. */
  readonly making: Map<string, Promise<unknown>>
}
