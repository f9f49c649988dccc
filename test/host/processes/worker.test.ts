import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'
import type { Worker } from '../../../host/processes/worker.ts'
import { createWorker } from '../../../host/processes/worker.ts'

/** A child that speaks the wire by hand and misbehaves on request. */
const childSource = `
process.on('disconnect', () => process.exit(0))
process.on('message', ({ type, id, request }) => {
  if (type === 'cancel') return
  if (request === 'die') process.exit(3)
  if (request === 'hang') for (;;);
  if (request === 'silence') return
  if (request === 'refuse') return process.send({ type: 'failed', id, code: 'text-too-long', details: { tokens: 300 } })
  if (request === 'environment') return process.send({ type: 'reply', id, reply: Object.keys(process.env) })
  if (request === 'pid') return process.send({ type: 'reply', id, reply: process.pid })
  process.send({ type: 'reply', id, reply: request })
})
console.log('up')
`

const folder = mkdtempSync(join(tmpdir(), 'alcove-worker-'))
const signal = new AbortController().signal
const output: string[] = []
const children: Child[] = []
const workers: Worker<unknown, unknown>[] = []

const forked = createForkSpawner({
  distFolder: folder,
  environment: { ...process.env, NODE_OPTIONS: '--bogus-switch', SECRET: 'canary' },
  onOutput: (child, line) => output.push(`${child}: ${line}`),
})
const spawner: Spawner = {
  spawn: (options) => {
    const child = forked.spawn(options)
    children.push(child)
    return child
  },
}

beforeAll(() => {
  mkdirSync(join(folder, 'processes'))
  writeFileSync(join(folder, 'processes', 'odd.js'), childSource)
  writeFileSync(join(folder, 'processes', 'stillborn.js'), 'process.exit(9)')
})

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close()
  children.length = 0
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(entry = 'odd', deadlineMs = 10_000): Worker<unknown, unknown> {
  const worker = createWorker<unknown, unknown>({ spawner, child: { entry, name: `test-${entry}` }, onDead: 'model-stopped', deadlineMs })
  workers.push(worker)
  return worker
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'replied',
    (error: unknown) => (error instanceof AlcoveError ? error.code : error),
  )

test('replies keep their type across the border: numbers as a Float32Array arrive as one', async () => {
  const reply = await start().call(new Float32Array([1.5, -2]), signal)
  expect(reply).toBeInstanceOf(Float32Array)
  expect(reply).toEqual(new Float32Array([1.5, -2]))
})

test('a failure of the child arrives with its code and details, and the child lives on', async () => {
  const worker = start()
  await expect(worker.call('refuse', signal)).rejects.toMatchObject({ code: 'text-too-long', details: { tokens: 300 } })
  expect(await worker.call('fine', signal)).toBe('fine')
  expect(children).toHaveLength(1)
})

test('when the child dies, every waiting call fails with the owner’s code and the next call is answered by a new child', async () => {
  const worker = start()
  const calls = ['silence', 'silence', 'die'].map((request) => codeOf(worker.call(request, signal)))
  expect(await Promise.all(calls)).toEqual(['model-stopped', 'model-stopped', 'model-stopped'])
  expect(await worker.call('again', signal)).toBe('again')
  expect(children).toHaveLength(2)
})

test('kill -9 between calls is survived: the later call does not hang', async () => {
  const worker = start()
  const pid = (await worker.call('pid', signal)) as number
  process.kill(pid, 'SIGKILL')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await worker.call('after', signal)).toBe('after')
})

test('a child that never comes up fails its calls, with a growing pause between attempts', async () => {
  const worker = start('stillborn')
  const startedAt = performance.now()
  for (let attempt = 0; attempt < 4; attempt += 1) expect(await codeOf(worker.call('x', signal))).toBe('model-stopped')
  expect(performance.now() - startedAt).toBeGreaterThan(300)
  expect(children).toHaveLength(4)
})

test('a child that blocks is killed at the deadline', async () => {
  const worker = start('odd', 2_500)
  expect(await codeOf(worker.call('hang', signal))).toBe('model-stopped')
  expect(await worker.call('fresh', signal)).toBe('fresh')
})

test('an aborted call fails with the signal’s reason and costs no other call', async () => {
  const worker = start()
  const stop = new AbortController()
  const stopped = codeOf(worker.call('silence', stop.signal))
  const other = worker.call('other', signal)
  await other
  stop.abort('no longer wanted')
  expect(await stopped).toBe('no longer wanted')
  expect(await worker.call('next', signal)).toBe('next')
  expect(children).toHaveLength(1)
})

test('recycling waits for the running call and then uses a fresh child', async () => {
  const worker = start()
  const first = worker.call('pid', signal)
  worker.recycle()
  const second = await worker.call('pid', signal)
  expect(second).not.toBe(await first)
})

test('after close, calls fail at once and the child is gone', async () => {
  const worker = start()
  const pid = (await worker.call('pid', signal)) as number
  await worker.close()
  expect(await codeOf(worker.call('x', signal))).toBe('model-stopped')
  expect(() => process.kill(pid, 0)).toThrow()
})

test('a child inherits no secrets and no switches, and what it prints is heard', async () => {
  const names = (await start().call('environment', signal)) as string[]
  expect(names).toContain('PATH')
  expect(names).not.toContain('SECRET')
  expect(names).not.toContain('NODE_OPTIONS')
  expect(output).toContain('test-odd: up')
})
