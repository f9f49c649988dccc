/**
 * Ends the process when it holds too much memory or when its parent is gone. It runs on a thread of
 * its own, so that it acts while the main thread is busy for good.
 */
import { Worker } from 'node:worker_threads'

/** How the kill looks from outside, where the platform has signals; elsewhere it is exit code 1. */
export const memorySignal = 'SIGUSR2'

/** Plain JavaScript: a thread started from text needs no file of its own beside every bundle. */
const watch = `
const { workerData } = require('node:worker_threads')
const { parent, limit, signal } = workerData
const end = (name) => process.kill(process.pid, process.platform === 'win32' ? 'SIGKILL' : name)
const parentLives = () => {
  if (process.ppid !== parent) return false
  try { process.kill(parent, 0) } catch (error) { return error.code === 'EPERM' }
  return true
}
let ticks = 0
setInterval(() => {
  if (process.memoryUsage.rss() > limit) end(signal)
  else if (++ticks % 40 === 0 && !parentLives()) end('SIGKILL')
}, 25)
`

/** `memoryMb`: resident size of the whole process, in megabytes of 1,000,000 bytes. */
export function startWatchdog(memoryMb: number): void {
  const thread = new Worker(watch, {
    eval: true,
    workerData: { parent: process.ppid, limit: memoryMb * 1_000_000, signal: memorySignal },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    env: {},
    execArgv: [],
  })
  // without it the process has no limit: better none at all
  thread.on('error', (error) => {
    throw error
  })
  thread.unref()
}
