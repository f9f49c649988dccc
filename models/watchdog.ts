/**
 * Ends the process when it holds too much memory or when its parent is gone. It runs on a thread of
 * its own, so that it acts while the main thread is busy for good.
 */
import { Worker } from 'node:worker_threads'

/** How the kill looks from outside, where the platform has signals; elsewhere it is exit code 1. */
export const memorySignal = 'SIGUSR2'

export interface Watchdog {
  /** Whether the process is at work: then it is looked at every 25 ms, else every second, which costs next to nothing. */
  atWork(is: boolean): void
}

/** Plain JavaScript: a thread started from text needs no file of its own beside every bundle. */
const watch = `
const { workerData } = require('node:worker_threads')
const { parent, limit, signal, working } = workerData
const end = (name) => process.kill(process.pid, process.platform === 'win32' ? 'SIGKILL' : name)
const parentLives = () => {
  if (process.ppid !== parent) return false
  try { process.kill(parent, 0) } catch (error) { return error.code === 'EPERM' }
  return true
}
for (let sinceParent = 0; ; ) {
  const before = Atomics.load(working, 0)
  const ms = before === 1 ? 25 : 1000
  Atomics.wait(working, 0, before, ms)
  if (process.memoryUsage.rss() > limit) end(signal)
  sinceParent += ms
  if (sinceParent < 1000) continue
  sinceParent = 0
  if (!parentLives()) end('SIGKILL')
}
`

/** `memoryMb`: resident size of the whole process, in megabytes of 1,000,000 bytes. */
export function startWatchdog(memoryMb: number): Watchdog {
  const working = new Int32Array(new SharedArrayBuffer(4))
  const thread = new Worker(watch, {
    eval: true,
    workerData: { parent: process.ppid, limit: memoryMb * 1_000_000, signal: memorySignal, working },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    env: {},
    execArgv: [],
  })
  // without it the process has no limit: better none at all
  thread.on('error', (error) => {
    throw error
  })
  thread.unref()
  return {
    atWork(is) {
      Atomics.store(working, 0, is ? 1 : 0)
      Atomics.notify(working, 0)
    },
  }
}
