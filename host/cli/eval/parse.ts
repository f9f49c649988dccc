/** `alcove eval parse DIR`: how every file below a folder parses, in the same processes and limits as in the product. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { AlcoveError, type ErrorCode } from '../../../core/errors.ts'
import type { Parser } from '../../../core/ports/parser.ts'
import { formatOf, isOldFormat } from '../../../core/types/format-of.ts'
import type { EmptyReason, OutcomeKind, SkipReason } from '../../../core/types/outcome.ts'
import { say } from '../../../core/words/words.ts'
import { createForkSpawner } from '../../processes/fork-spawner.ts'
import { createParserPool } from '../../processes/parser-pool.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { evalDataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { createMemoryMeter, type MemoryMeter } from './peak-memory.ts'

interface Parsed {
  readonly path: string
  /** As it would end in a run; a file that parses with text is `indexed`. */
  readonly outcome: OutcomeKind
  readonly code: ErrorCode | EmptyReason | SkipReason | null
  readonly characters: number
  readonly blocks: number
  readonly ms: number
  /** Of the parser's process; null where the system does not tell. */
  readonly peakMb: number | null
}

type Ended = Omit<Parsed, 'path' | 'ms' | 'peakMb'>

export function evalParseCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, environment, program, signal } = surroundings
  return new Command('parse')
    .description(say('command-line.eval.parse.about'))
    .argument('<dir>', say('command-line.eval.folder'))
    .addOption(evalDataOption())
    .addOption(jsonOption())
    .action((folder, options) =>
      runCommand(surroundings, outcome, { throwAway: true }, async () => {
        const meter = createMemoryMeter(createForkSpawner({ distFolder: program.dist, environment: environment.all }))
        // one at a time, so that time and memory are this file's own
        const pool = createParserPool({ spawner: meter.spawner, size: 1 })
        let done = 0
        try {
          for await (const path of filesBelow(resolve(folder))) {
            const parsed = await parseOne(path, pool, meter, signal)
            signal.throwIfAborted()
            if (options.json) terminal.result(JSON.stringify(parsed))
            else sayParsed(terminal, parsed)
            done += 1
            terminal.progress(`${say('command-line.eval.parsing')}: ${done}`)
          }
        } finally {
          await pool.close()
        }
        return exitCodes.success
      }),
    )
}

/** Every entry that is not a folder, in order; links are not followed. */
async function* filesBelow(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw new AlcoveError('path-missing', { path }, error)
  })
  if (!found.isDirectory()) {
    yield path
    return
  }
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new AlcoveError('path-unreadable', { path }, error)
  })
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name))
    else yield join(path, entry.name)
  }
}

async function parseOne(path: string, parser: Parser, meter: MemoryMeter, signal: AbortSignal): Promise<Parsed> {
  const started = performance.now()
  await meter.start()
  const ended = await outcomeOf(path, parser, signal)
  return { path, ...ended, ms: Math.round(performance.now() - started), peakMb: await meter.peakMb() }
}

async function outcomeOf(path: string, parser: Parser, signal: AbortSignal): Promise<Ended> {
  const without = (outcome: OutcomeKind, code: Parsed['code']): Ended => ({ outcome, code, characters: 0, blocks: 0 })
  const name = path.slice(path.search(/[^/\\]*$/))
  const found = await stat(path).catch(() => null)
  if (found === null) return without('failed', 'file-unreadable')
  if (!found.isFile()) return without('skipped', 'special-file')
  const format = formatOf(name)
  if (format === null) return without('skipped', isOldFormat(name) ? 'old-format' : 'unsupported-format')
  let characters = 0
  let blocks = 0
  let scannedPages = 0
  try {
    const file = { name, size: found.size, format, read: () => createReadStream(path) as AsyncIterable<Uint8Array> }
    for await (const part of parser.parse(file, signal)) {
      blocks += part.blocks.length
      for (const { text } of part.blocks) characters += text.length
      scannedPages += part.end?.scanned?.length ?? 0
    }
  } catch (error) {
    if (signal.aborted) throw error
    return { outcome: 'failed', code: codeOf(error), characters, blocks }
  }
  if (blocks > 0) return { outcome: 'indexed', code: null, characters, blocks }
  return without('empty', scannedPages > 0 ? 'scanned' : 'no-text')
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AlcoveError) return error.code
  if (error instanceof Error && 'syscall' in error) return 'file-unreadable'
  throw error
}

function sayParsed(terminal: Terminal, { path, outcome, code, characters, ms, peakMb }: Parsed): void {
  const size = peakMb === null ? '' : `, ${peakMb} MB`
  terminal.result(`${code ?? outcome}\t${characters}\t${ms} ms${size}\t${printable(path)}`)
}
