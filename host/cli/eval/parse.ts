/** `alcove eval parse DIR`: how every file below a folder parses, in the same processes and limits as in the product. */
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { AlcoveError, type ErrorCode } from '../../../core/errors.ts'
import { refusal } from '../../../core/library/refusal.ts'
import type { FileSource, Walked } from '../../../core/ports/file-source.ts'
import type { Parser } from '../../../core/ports/parser.ts'
import { formatOf } from '../../../core/types/format-of.ts'
import type { EmptyReason, Outcome as FileOutcome, OutcomeKind, SkipReason } from '../../../core/types/outcome.ts'
import { defaultSettings } from '../../../core/types/settings.ts'
import { say } from '../../../core/words/words.ts'
import { createDiskFiles } from '../../files/disk-files.ts'
import { walk } from '../../files/walk.ts'
import { createForkSpawner } from '../../processes/fork-spawner.ts'
import { createParserPool, type ParserPool } from '../../processes/parser-pool.ts'
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

type Ended = Pick<Parsed, 'outcome' | 'code' | 'characters' | 'blocks'>

/** One parser process with its meter: time and memory are those of the file that it has in hand. */
interface Bench {
  readonly pool: ParserPool
  readonly meter: MemoryMeter
}

const maxBytes = defaultSettings.maxFileMb * 1_000_000

export function evalParseCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, environment, program, signal } = surroundings
  return new Command('parse')
    .description(say('command-line.eval.parse.about'))
    .argument('<dir>', say('command-line.eval.folder'))
    .addOption(evalDataOption())
    .addOption(jsonOption())
    .action((folder, options) =>
      runCommand(surroundings, outcome, { throwAway: true }, async () => {
        const path = await existing(resolve(folder))
        const spawner = createForkSpawner({ distFolder: program.dist, environment: environment.all })
        const benches = Array.from({ length: availableParallelism() }, (): Bench => {
          const meter = createMemoryMeter(spawner)
          return { meter, pool: createParserPool({ spawner: meter.spawner, size: 1 }) }
        })
        // every file: what a run would leave out for its name is parsed here
        const files = numbered(walk(path, signal, () => false))
        let done = 0
        const tell = inOrder((parsed: Parsed) => {
          if (options.json) terminal.result(JSON.stringify(parsed))
          else sayParsed(terminal, parsed)
          done += 1
          terminal.progress(`${say('command-line.eval.parsing')}: ${done}`)
        })
        try {
          await Promise.all(benches.map((bench) => parseInTurn(files, bench, tell, signal)))
        } finally {
          await Promise.all(benches.map(({ pool }) => pool.close()))
        }
        return exitCodes.success
      }),
    )
}

async function existing(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    throw new AlcoveError('path-missing', { path }, error)
  }
}

interface Numbered {
  readonly at: number
  readonly entry: Walked
}

async function* numbered(entries: AsyncIterable<Walked>): AsyncGenerator<Numbered> {
  let at = 0
  for await (const entry of entries) yield { at: at++, entry }
}

/** Holds back what comes early, so that two runs over one folder can be compared line by line. */
function inOrder<T>(tell: (value: T) => void): (at: number, value: T) => void {
  const early = new Map<number, T>()
  let next = 0
  return (at, value) => {
    early.set(at, value)
    for (let ready = early.get(next); ready !== undefined; ready = early.get(next)) {
      early.delete(next)
      next += 1
      tell(ready)
    }
  }
}

/** Takes the next file when it is through with one; several share `files`. */
async function parseInTurn(
  files: AsyncGenerator<Numbered>,
  { pool, meter }: Bench,
  tell: (at: number, parsed: Parsed) => void,
  signal: AbortSignal,
): Promise<void> {
  const disk = createDiskFiles()
  for (let next = await files.next(); !next.done; next = await files.next()) {
    const started = performance.now()
    await meter.start()
    const { at, entry } = next.value
    const ended = await outcomeOf(entry, disk, pool, signal)
    signal.throwIfAborted()
    const { path } = entry
    tell(at, { path, ...ended, ms: Math.round(performance.now() - started), peakMb: await meter.peakMb() })
  }
}

async function outcomeOf(entry: Walked, disk: FileSource, parser: Parser, signal: AbortSignal): Promise<Ended> {
  const refused = refusal(entry, maxBytes)
  const format = formatOf(entry.name)
  if (entry.kind !== 'file' || refused !== null || format === null) return without(refused)
  let characters = 0
  let blocks = 0
  let scanned = 0
  let skipped: SkipReason | undefined
  try {
    const opened = await disk.open(entry.path)
    for await (const part of parser.parse({ name: entry.name, size: opened.stamp.size, format, read: () => opened.read() }, signal)) {
      blocks += part.blocks.length
      for (const { text } of part.blocks) characters += text.length
      scanned += part.end?.scanned?.length ?? 0
      skipped ??= part.end?.skipped
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof AlcoveError)) throw error
    return { outcome: 'failed', code: error.code, characters, blocks }
  }
  if (skipped !== undefined) return without({ kind: 'skipped', reason: skipped })
  if (blocks > 0) return { outcome: 'indexed', code: null, characters, blocks }
  return without({ kind: 'empty', reason: scanned > 0 ? 'scanned' : 'no-text' })
}

function without(outcome: FileOutcome | null): Ended {
  const code = outcome === null ? null : 'reason' in outcome ? outcome.reason : 'code' in outcome ? outcome.code : null
  return { outcome: outcome?.kind ?? 'skipped', code, characters: 0, blocks: 0 }
}

function sayParsed(terminal: Terminal, { path, outcome, code, characters, ms, peakMb }: Parsed): void {
  const size = peakMb === null ? '' : `, ${peakMb} MB`
  terminal.result(`${code ?? outcome}\t${characters}\t${ms} ms${size}\t${printable(path)}`)
}
