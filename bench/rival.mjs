/**
 * What two rivals do, with the same weights and texts: the transformers.js pipeline at its defaults
 * in one process, texts in padded groups of 25 (or one by one with --batch 1).
 *
 *   node bench/rival.mjs TEXTS.json MODEL_FOLDER [--batch 25]
 */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { env, pipeline } from '@huggingface/transformers'

const { positionals, values } = parseArgs({ allowPositionals: true, options: { batch: { type: 'string', default: '25' } } })
const [textsFile, modelFolder] = positionals
if (modelFolder === undefined) throw new Error('usage: rival.mjs TEXTS.json MODEL_FOLDER')
env.allowRemoteModels = false
env.useFSCache = false
env.localModelPath = dirname(modelFolder)

const embed = await pipeline('feature-extraction', basename(modelFolder), { dtype: 'q8' })
const texts = JSON.parse(readFileSync(textsFile, 'utf8'))
const batch = Number(values.batch)
const run = async (from) => {
  const output = await embed(texts.slice(from, from + batch), { pooling: 'mean', normalize: true })
  output.dispose()
}

await run(0)
const cpuBefore = process.cpuUsage()
const begun = performance.now()
for (let from = 0; from < texts.length; from += batch) await run(from)
const seconds = (performance.now() - begun) / 1_000
const { user, system } = process.cpuUsage(cpuBefore)
console.log(
  JSON.stringify({
    batch,
    seconds,
    passagesPerSecond: texts.length / seconds,
    cpuMsPerPassage: (user + system) / 1_000 / texts.length,
    peakMb: process.resourceUsage().maxRSS / 1_000,
  }),
)
