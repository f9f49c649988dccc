/**
 * Stands in for a Python and all that is installed into it: `-m venv`, `-m pip install`, and the trainer itself, in the words of the real
 * ones (models/trainer/alcove_trainer). What it should do stands in the file `script.json` beside it; what it was asked for is added to
 * `asked.jsonl`. It ends with 64 on anything that it was not told of, and with a line that says what.
 */
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const home = process.env.SCRIPT_HOME
const script = JSON.parse(readFileSync(join(home, 'script.json'), 'utf8'))
const args = process.argv.slice(2)
appendFileSync(join(home, 'asked.jsonl'), `${JSON.stringify({ args, environment: process.env })}\n`)

const say = (message) => process.stdout.write(`@alcove ${JSON.stringify(message)}\n`)
const refuse = (what) => {
  console.error(`the scripted Python was not told of ${what}`)
  process.exit(64)
}

const fixed = ['-I', '-B', '-X', 'utf8']
if (!fixed.every((one, at) => args[at] === one)) refuse(`being called with ${args.join(' ')}`)
const [what, ...rest] = args.slice(fixed.length)
if (what === '-m' && rest[0] === 'venv') makeEnvironment(rest[1])
else if (what === '-m' && rest[0] === 'pip') await installPackages(rest.slice(1))
else if (what?.endsWith('train.py')) await beTrainer()
else refuse(args.join(' '))

function makeEnvironment(folder) {
  if (script.venv === 'fails') {
    console.error('The virtual environment was not created successfully because ensurepip is not available.')
    process.exit(1)
  }
  mkdirSync(join(folder, 'bin'), { recursive: true })
  copyFileSync(process.env.SCRIPT_PROGRAM, join(folder, 'bin', 'python'))
}

async function installPackages(given) {
  for (const needed of ['--isolated', 'install', '--require-hashes', '--no-deps', '--only-binary', '--index-url'])
    if (!given.includes(needed)) refuse(`pip without ${needed}`)
  const file = given[given.indexOf('-r') + 1]
  for (const line of readFileSync(file, 'utf8').replaceAll('\\\n', ' ').split('\n'))
    if (line !== '' && !line.startsWith('#') && !/--hash=sha256:[0-9a-f]{64}/u.test(line)) refuse(`a line without a hash: ${line}`)
  if (file.endsWith('pip.txt')) return
  for (const bytes of [0, 500, 1000, 0, 700]) console.log(`Progress ${bytes} of 1000`)
  if (script.pip === 'hash') {
    console.error('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.')
    process.exit(1)
  }
  if (script.pip === 'hangs') await new Promise((resolve) => setTimeout(resolve, 60_000))
}

async function beTrainer() {
  const lines = createInterface({ input: process.stdin })
  let paused = false
  let order
  const told = new Promise((resolve) => {
    lines.on('line', (line) => {
      if (order === undefined) {
        order = JSON.parse(line)
        resolve()
      } else if (line === 'pause') paused = true
      else refuse(`the order “${line}”`)
    })
    // whoever asked has gone
    lines.on('close', () => process.exit(0))
  })
  await told
  say({ type: 'hello', protocol: 1, versions: { python: '3.12.0' } })
  if (order.mode === 'look') {
    if (script.look === 'fails') {
      console.error("ModuleNotFoundError: No module named 'torch'")
      process.exit(1)
    }
    say({ type: 'looked', device: 'cpu' })
    process.exit(0)
  }
  for (const key of ['base', 'train', 'validation', 'work', 'output', 'settings', 'device']) if (!(key in order)) refuse(`an order without ${key}`)
  const rows = readFileSync(order.train, 'utf8').trim().split('\n')
  for (const row of rows) if (JSON.parse(row).messages.at(-1).role !== 'assistant') refuse(`a row without an answer: ${row}`)
  mkdirSync(order.work, { recursive: true })
  const whole = readdirSync(order.work).flatMap((name) => (existsSync(join(order.work, name, 'alcove-complete')) ? [Number(name.split('-')[1])] : []))
  const from = Math.max(0, ...whole)
  const steps = script.steps ?? 6
  if (script.error !== undefined) {
    say({ type: 'error', details: {}, ...script.error })
    process.exit(1)
  }
  say({
    type: 'start',
    steps,
    examples: rows.length,
    validation: 1,
    tooLong: 0,
    validationTooLong: 0,
    tokens: 100,
    parameters: 115_000,
    trainable: 8_192,
    precision: 'float32',
    device: 'cpu',
    seed: order.settings.seed,
    opensWith: [],
    resumed: from === 0 ? null : from,
  })
  if (order.mode === 'try') {
    say({ type: 'tried', steps: 60, secondsPerStep: 0.5, memory: 900_000_000, examples: rows.length, tooLong: 0 })
    process.exit(0)
  }
  console.log('a line that a library prints')
  for (let step = from + 1; step <= steps; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, script.stepMs ?? 5))
    say({
      type: 'step',
      step,
      loss: step === 2 ? null : 3 / step,
      learningRate: 0.1,
      gradient: 1,
      epoch: step / 2,
      seconds: step,
      memory: script.memory ?? 900_000_000,
    })
    if (step === script.dieAt && from < step) {
      console.error('Segmentation fault')
      process.kill(process.pid, script.dieBy ?? 'SIGSEGV')
      await new Promise((resolve) => setTimeout(resolve, 10_000))
    }
    if (step % 2 === 0 || paused) {
      say({ type: 'eval', step, loss: 4 / step })
      const folder = join(order.work, `checkpoint-${step}`)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'alcove-complete'), String(step))
      say({ type: 'checkpoint', step, best: true })
    }
    if (paused && step < steps) {
      say({ type: 'paused', step, seconds: step })
      process.exit(0)
    }
  }
  const half = join(order.work, 'half')
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half)
  if (script.adapter !== undefined) for (const name of readdirSync(script.adapter)) copyFileSync(join(script.adapter, name), join(half, name))
  else {
    writeFileSync(join(half, 'adapter_model.safetensors'), 'scripted')
    writeFileSync(join(half, 'adapter_config.json'), '{}')
  }
  writeFileSync(join(half, 'training.json'), JSON.stringify({ steps, bestStep: steps, validationLoss: 0.5 }))
  renameSync(half, order.output)
  say({ type: 'done', step: steps, bestStep: steps, validationLoss: 0.5, trainLoss: 1, seconds: steps, memory: 900_000_000, early: false })
  process.exit(0)
}
