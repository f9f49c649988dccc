/** Builds `dist/`; with `--if-stale` only where a source has changed since. */
import { build, buildIfStale } from './lib/steps.mjs'

if (process.argv.includes('--if-stale')) buildIfStale()
else build()
