/** Reads a set: `corpus.jsonl`, `queries.jsonl` (either may be gzipped) and `qrels.tsv`. Throws `set-invalid`, naming the line. */
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { type AlcoveError, because } from '../../../core/errors.ts'

const id = z.union([z.string().min(1), z.number()]).transform(String)

const CorpusLine = z.object({ id, title: z.string().default(''), text: z.string() })
export type CorpusLine = Readonly<z.infer<typeof CorpusLine>>

const QueryLine = z.object({
  id,
  text: z.string().min(1),
  ignore: z.array(id).default([]),
  file: z.string().nullish(),
  pages: z.array(z.number().int().min(1)).nullish(),
})
export type QueryLine = Readonly<z.infer<typeof QueryLine>>

export const readCorpus = (folder: string): Promise<readonly CorpusLine[]> => readLines(folder, 'corpus.jsonl', CorpusLine)
export const readQueries = (folder: string): Promise<readonly QueryLine[]> => readLines(folder, 'queries.jsonl', QueryLine)

/** Gains by passage, by query. */
export async function readJudgments(folder: string): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const name = 'qrels.tsv'
  const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
    throw because('set-invalid', 'missing', { name }, error)
  })
  const judgments = new Map<string, Map<string, number>>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const [query, passage, score] = line.split('\t')
    const gain = Number(score)
    // the first line names the columns
    if (line === '' || (at === 0 && Number.isNaN(gain))) continue
    if (query === undefined || passage === undefined || score === undefined || !Number.isFinite(gain)) throw invalid(name, at + 1)
    const known = judgments.get(query) ?? new Map<string, number>()
    judgments.set(query, known.set(passage, gain))
  }
  return judgments
}

async function readLines<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<readonly T[]> {
  const plain = join(folder, name)
  const packed = `${plain}.gz`
  if (!existsSync(plain) && !existsSync(packed)) throw because('set-invalid', 'neither', { first: name, second: `${name}.gz` })
  const bytes = existsSync(plain) ? createReadStream(plain) : createReadStream(packed).pipe(createGunzip())
  const read: T[] = []
  let number = 0
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    number += 1
    if (line.trim() !== '') read.push(parseLine(line, number, name, schema))
  }
  return read
}

function parseLine<T>(line: string, number: number, name: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(line))
  } catch (error) {
    throw invalid(name, number, error)
  }
}

function invalid(name: string, line: number, cause?: unknown): AlcoveError {
  return because('set-invalid', 'line', { name, line }, cause)
}
