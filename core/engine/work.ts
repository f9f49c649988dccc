/** What an engine does for its library: runs over sources and, when none is at work, text recognition. They share the lane for files. */
import { createIngest, type IngestLimits } from '../ingest/ingest-file.ts'
import { createRecognition, type Recognition, type WorkPorts } from './recognition.ts'
import { createRuns } from './run.ts'
import { createRunFeed } from './run-feed.ts'
import type { Runs } from './runs.ts'

export interface Work {
  readonly runs: Runs
  readonly recognition: Recognition
  /** Stops what is under way, keeping what was done. */
  close(): Promise<void>
}

const usualLimits: IngestLimits = { readers: 2, embedding: 96, heavy: { bytes: 10_000_000, passages: 5_000 } }

export function createWork(ports: WorkPorts, limits: IngestLimits = usualLimits): Work {
  const ingest = createIngest(ports, limits)
  const feed = createRunFeed()
  const runs = createRuns(ports, { ingest, feed, idle: () => recognition.wake(), filesChanged: ports.filesChanged })
  const recognition = createRecognition(ports, { ingest, feed, runs })
  return {
    runs,
    recognition,
    async close() {
      await recognition.close()
      await runs.close()
    },
  }
}
