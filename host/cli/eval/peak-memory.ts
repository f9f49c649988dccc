/** How much memory a child took at most while it worked on one file; only Linux tells of another process. */
import { readFile, writeFile } from 'node:fs/promises'
import type { Spawner } from '../../../core/ports/spawner.ts'

export interface MemoryMeter {
  readonly spawner: Spawner
  start(): Promise<void>
  /** Megabytes of 1,000,000 bytes since `start`; null where it cannot be known. */
  peakMb(): Promise<number | null>
}

const everyMs = 20

/** For one child at a time. */
export function createMemoryMeter(spawner: Spawner): MemoryMeter {
  let pid: number | undefined
  let peak: number | null = null
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    if (pid === undefined) return
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1]
    if (kilobytes !== undefined) peak = Math.max(peak ?? 0, (Number(kilobytes) * 1024) / 1_000_000)
  }

  return {
    spawner: {
      spawn(options) {
        const child = spawner.spawn(options)
        pid = child.pid
        return child
      },
    },
    async start() {
      peak = null
      // makes the kernel forget the highest mark so far
      if (pid !== undefined) await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined)
      timer = setInterval(() => void look(), everyMs)
    },
    async peakMb() {
      clearInterval(timer)
      await look()
      return peak === null ? null : Math.round(peak * 10) / 10
    },
  }
}
