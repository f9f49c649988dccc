/** Dated runs: `bench/runs/<date>-<name>/` with the raw data (`run.json`) and what people read (`README.md`). */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Machine } from './machine.ts'

export interface Run {
  readonly name: string
  /** As it can be typed again, without paths of this machine. */
  readonly command: string
  readonly machine: Machine
  /** Everything that was measured. */
  readonly raw: Readonly<Record<string, unknown>>
  /** Markdown below the title and the machine. */
  readonly report: string
}

/** Returns the folder, relative to the repository. */
export function writeRun({ name, command, machine, raw, report }: Run): string {
  const folder = join('bench', 'runs', `${new Date().toISOString().slice(0, 16).replace(':', '')}-${name}`)
  mkdirSync(resolve(folder), { recursive: true })
  writeFileSync(resolve(folder, 'run.json'), `${JSON.stringify({ name, command, machine, ...raw }, null, 1)}\n`)
  const packages = Object.entries(machine.packages).map(([packageName, version]) => `${packageName} ${version}`)
  writeFileSync(
    resolve(folder, 'README.md'),
    `# ${name}

\`${command}\`

${machine.processor}, ${machine.cores} cores, ${machine.memoryMb} MB, ${machine.system}, Node ${machine.node}; ${packages.join(', ')}.

${report}`,
  )
  return folder
}

/** A Markdown table; numbers are given as text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** `98.3 (97.0–99.1)`: median and spread. */
export function spread(values: readonly number[], digits = 1): string {
  return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`
}
