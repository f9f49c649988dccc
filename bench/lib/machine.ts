/** On what, and beside what else, a measurement was taken. */
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { resolve } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryMb: number
  readonly system: string
  readonly node: string
  readonly packages: Readonly<Record<string, string>>
}

export function describeMachine(packages: readonly string[]): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 1e6),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  }
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(resolve('node_modules', name, 'package.json'), 'utf8')) as { readonly version: string }
  return version
}

export interface Load {
  /** Share of all cores that others used in the second before the measurement: 0 to 1. */
  readonly othersBusy: number
  /** Load average over one minute. */
  readonly average: number
}

/** Watches the machine for a second while nothing of ours runs. */
export async function measureLoad(): Promise<Load> {
  const before = coreTimes()
  await setTimeout(1_000)
  const after = coreTimes()
  return { othersBusy: (after.busy - before.busy) / Math.max(1, after.all - before.all), average: loadavg()[0] ?? 0 }
}

function coreTimes(): { readonly busy: number; readonly all: number } {
  let busy = 0
  let all = 0
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.idle + times.irq
    all += total
    busy += total - times.idle
  }
  return { busy, all }
}
