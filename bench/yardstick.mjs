/**
 * The yardstick: the same weights on the same texts with nothing but onnxruntime-node and the
 * tokenizer package. Measures every cell of batch × threads × processes and prints the grid; the
 * best cell counts. Loading and a warm-up are not timed, tokenizing and pooling are; batches are
 * made of texts of like length; processes pull batches, so that none waits for another.
 *
 *   node bench/yardstick.mjs TEXTS.json MODEL_FOLDER [--batch 1,4,8,32] [--threads 1,2] [--processes 1,2] [--vectors FOLDER]
 *
 * TEXTS.json is an array of strings. Standard output: one JSON line per cell. Standard error: the grid.
 */
import { fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Tokenizer } from '@huggingface/tokenizers'
import { InferenceSession, Tensor } from 'onnxruntime-node'

const numbers = (list) => list.split(',').map(Number)

if (process.send === undefined) await measureGrid()
else await serveParent()

async function measureGrid() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      batch: { type: 'string', default: '1,4,8,32' },
      threads: { type: 'string', default: '1,2' },
      processes: { type: 'string', default: '1,2' },
      vectors: { type: 'string' },
    },
  })
  const [textsFile, modelFolder] = positionals
  if (modelFolder === undefined) throw new Error('usage: yardstick.mjs TEXTS.json MODEL_FOLDER')
  const cells = []
  for (const processes of numbers(values.processes)) {
    for (const threads of numbers(values.threads)) {
      for (const batch of numbers(values.batch)) {
        const { vectors, ...cell } = await measureCell({ textsFile, modelFolder, batch, threads, processes })
        cells.push(cell)
        console.log(JSON.stringify(cell))
        if (values.vectors !== undefined) writeFileSync(join(values.vectors, `b${batch}-t${threads}-p${processes}.f32`), vectors)
      }
    }
  }
  console.error(gridOf(cells))
}

/** Starts the processes, lets them load and warm up, then deals out the batches. */
async function measureCell({ textsFile, modelFolder, batch, threads, processes }) {
  const setting = JSON.stringify({ textsFile, modelFolder, batch, threads })
  const children = Array.from({ length: processes }, () => fork(import.meta.filename, [setting], { serialization: 'advanced', execArgv: [] }))
  const warm = await Promise.all(children.map((child) => nextMessage(child)))
  const { batches, tokens, texts } = warm[0]
  let next = 0
  const begun = performance.now()
  await Promise.all(
    children.map(async (child) => {
      while (next < batches) {
        child.send({ run: next++ })
        await nextMessage(child)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1_000
  const ends = await Promise.all(
    children.map((child) => {
      child.send({ end: true })
      return nextMessage(child)
    }),
  )
  for (const child of children) child.kill()
  const sum = (of) => ends.reduce((total, end) => total + of(end), 0)
  return {
    batch,
    threads,
    processes,
    seconds,
    passagesPerSecond: texts / seconds,
    tokensPerSecond: tokens / seconds,
    tokenizingShare: sum((end) => end.tokenizingMs) / 1_000 / processes / seconds,
    cpuMsPerPassage: sum((end) => end.cpuMs) / texts,
    peakMb: Math.max(...ends.map((end) => end.peakMb)),
    vectors: merge(ends, texts),
  }
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const exited = (code) => reject(new Error(`a process ended with ${code}`))
    child.once('exit', exited)
    child.once('message', (message) => {
      child.off('exit', exited)
      resolve(message)
    })
  })
}

/** Rows of all processes in the order of the texts. */
function merge(ends, texts) {
  const dimensions = ends[0].dimensions
  const vectors = new Float32Array(texts * dimensions)
  for (const { rows } of ends) for (const [at, row] of rows) vectors.set(row, at * dimensions)
  return vectors
}

function gridOf(cells) {
  const best = Math.max(...cells.map((cell) => cell.passagesPerSecond))
  const lines = cells.map((cell) => {
    const mark = cell.passagesPerSecond === best ? ' *' : ''
    return `${cell.processes} × ${cell.threads} threads, batch ${String(cell.batch).padStart(2)}: ${cell.passagesPerSecond.toFixed(1).padStart(6)} passages/s ${cell.tokensPerSecond.toFixed(0).padStart(6)} tokens/s ${cell.cpuMsPerPassage.toFixed(1).padStart(5)} CPU ms each ${cell.peakMb.toFixed(0).padStart(5)} MB${mark}`
  })
  return lines.join('\n')
}

/** A child: one session, batches on request. */
async function serveParent() {
  const { textsFile, modelFolder, batch, threads } = JSON.parse(process.argv[2])
  const json = (path) => JSON.parse(readFileSync(join(modelFolder, path), 'utf8'))
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'))
  const session = await InferenceSession.create(join(modelFolder, 'onnx/model_quantized.onnx'), { intraOpNumThreads: threads, interOpNumThreads: 1 })
  const texts = JSON.parse(readFileSync(textsFile, 'utf8'))
  const lengths = texts.map((text) => tokenizer.encode(text).ids.length)
  const order = texts.map((_, at) => at)
  if (batch > 1) order.sort((a, b) => lengths[a] - lengths[b])
  const batchAt = (number) => order.slice(number * batch, (number + 1) * batch)

  let rows = new Map()
  let tokenizingMs = 0
  const run = async (number) => {
    const members = batchAt(number)
    const begun = performance.now()
    const ids = members.map((at) => tokenizer.encode(texts[at]).ids)
    tokenizingMs += performance.now() - begun
    for (const [i, vector] of (await embed(session, ids)).entries()) rows.set(members[i], vector)
  }
  for (let number = 0; number < Math.max(3, 16 / batch); number++) await run(number)
  rows = new Map()
  tokenizingMs = 0
  const cpuBefore = process.cpuUsage()

  const finish = () => {
    const { user, system } = process.cpuUsage(cpuBefore)
    const dimensions = rows.values().next().value?.length ?? 384
    process.send({ rows, dimensions, tokenizingMs, cpuMs: (user + system) / 1_000, peakMb: process.resourceUsage().maxRSS / 1_000 })
  }
  process.on('message', (message) => {
    if (message.end === true) finish()
    else void run(message.run).then(() => process.send({}))
  })
  const tokens = lengths.reduce((a, b) => a + b, 0)
  process.send({ texts: texts.length, tokens, batches: Math.ceil(texts.length / batch) })
}

/** Pads to the longest, runs, takes the mean over the mask and brings it to length 1. */
async function embed(session, ids) {
  const width = Math.max(...ids.map((each) => each.length))
  const size = ids.length * width
  const input = new BigInt64Array(size)
  const mask = new BigInt64Array(size)
  for (const [row, each] of ids.entries()) {
    for (const [i, id] of each.entries()) {
      input[row * width + i] = BigInt(id)
      mask[row * width + i] = 1n
    }
  }
  const shape = [ids.length, width]
  const { last_hidden_state: output } = await session.run({
    input_ids: new Tensor('int64', input, shape),
    attention_mask: new Tensor('int64', mask, shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(size), shape),
  })
  const dimensions = output.dims[2]
  const state = output.data
  const vectors = ids.map((each, row) => {
    const vector = new Float32Array(dimensions)
    for (let at = row * width * dimensions, end = at + each.length * dimensions; at < end; at += dimensions)
      for (let i = 0; i < dimensions; i++) vector[i] += state[at + i]
    let squares = 0
    for (let i = 0; i < dimensions; i++) squares += vector[i] * vector[i]
    const scale = 1 / Math.sqrt(squares)
    for (let i = 0; i < dimensions; i++) vector[i] *= scale
    return vector
  })
  output.dispose()
  return vectors
}
