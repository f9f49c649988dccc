/**
 * How a folder of documents parses (`alcove eval parse`): a table by format and reason, times and memory.
 *
 *   npm run bench -- documents FOLDER [--save-as NAME]
 */
import { spawn } from 'node:child_process'
import { relative, resolve } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { formatOf, isOldFormat } from '../core/types/format-of.ts'
import { describeMachine } from './lib/machine.ts'
import { table, writeRun } from './lib/runs.ts'

interface Line {
  readonly path: string
  readonly outcome: string
  readonly code: string | null
  readonly characters: number
  readonly blocks: number
  readonly ms: number
  readonly peakMb: number | null
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'save-as': { type: 'string' } } })
const folder = positionals[0]
if (folder === undefined) throw new Error('Name a folder with documents: npm run bench -- documents FOLDER')

const begun = performance.now()
const lines = await parseFolder(resolve(folder))
report((performance.now() - begun) / 1_000)

async function parseFolder(path: string): Promise<readonly Line[]> {
  const child = spawn(process.execPath, ['dist/cli.js', 'eval', 'parse', path, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((settle) => child.on('close', settle))
  const found: Line[] = []
  for await (const line of createInterface({ input: child.stdout })) found.push(JSON.parse(line) as Line)
  if ((await ended) !== 0) throw new Error('alcove eval parse failed')
  return found
}

/** Formats as parsers name them; extensions where there is none. */
function kindOf({ path }: Line): string {
  return isOldFormat(nameOf(path)) ? 'DOC, PPT' : (formatOf(nameOf(path)) ?? 'others')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function byReason(all: readonly Line[]): string {
  const groups = [...grouped(all, ({ code, outcome }) => code ?? outcome)].filter(([reason]) => reason !== 'indexed')
  return groups
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, some]) => `${some.length} ${reason}`)
    .join(', ')
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function report(seconds: number): void {
  const rows = [...grouped(lines, kindOf)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([kind, all]) => {
      const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b)
      const indexed = all.filter(({ outcome }) => outcome === 'indexed').length
      const peak = Math.max(...all.map(({ peakMb }) => peakMb ?? 0))
      return [
        kind,
        String(all.length),
        String(indexed),
        byReason(all),
        String(quantile(times, 0.5)),
        String(quantile(times, 0.99)),
        String(times.at(-1)),
        peak.toFixed(0),
      ]
    })
  const markdown = `${lines.length} files in ${seconds.toFixed(0)} s.

${table(['format', 'files', 'indexed', 'others, by reason', 'ms, median', 'ms, 99 %', 'ms, most', 'MB, most'], rows)}
`
  console.log(markdown)
  const name = values['save-as']
  if (name === undefined) return
  const saved = writeRun({
    name,
    command: `npm run bench -- documents FOLDER --save-as ${name}`,
    machine: describeMachine(['@embedpdf/pdfium', '@e965/xlsx']),
    raw: {
      failed: lines
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ path, code, ms, peakMb }) => ({ file: relative(resolve(folder ?? ''), path), code, ms, peakMb })),
    },
    report: markdown,
  })
  console.log(`written to ${saved}`)
}
