/** Metrics as a small table. */
import { metricNames, type RetrievalMetrics } from '../../../core/evaluate/retrieval-metrics.ts'

export function metricLines(metrics: RetrievalMetrics): readonly string[] {
  return metricNames.map((name) => `  ${name.padEnd(10)} ${metrics[name].toFixed(4)}`)
}
